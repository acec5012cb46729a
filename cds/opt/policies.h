// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_POLICIES_H
#define CDSLIB_OPT_POLICIES_H

// The usual values of common options.

#include <cds/algo/atomic.h>

#include <cstddef>
#include <utility>

namespace cds::opt {
namespace details {

/// A memory model whose every order is `Order`.
template <atomics::memory_order Order>
struct one_order {
    static constexpr atomics::memory_order const memory_order_relaxed = Order;
    static constexpr atomics::memory_order const memory_order_consume = Order;
    static constexpr atomics::memory_order const memory_order_acquire = Order;
    static constexpr atomics::memory_order const memory_order_release = Order;
    static constexpr atomics::memory_order const memory_order_acq_rel = Order;
    static constexpr atomics::memory_order const memory_order_seq_cst = Order;
};

} // namespace details

/// The usual values of options.
namespace v {

// A memory model says, for each order that an algorithm names, which order is used.

/// Uses the orders as the algorithms name them. This is the default everywhere.
struct relaxed_ordering {
    static constexpr auto const memory_order_relaxed = atomics::memory_order_relaxed;
    static constexpr auto const memory_order_consume = atomics::memory_order_consume;
    static constexpr auto const memory_order_acquire = atomics::memory_order_acquire;
    static constexpr auto const memory_order_release = atomics::memory_order_release;
    static constexpr auto const memory_order_acq_rel = atomics::memory_order_acq_rel;
    static constexpr auto const memory_order_seq_cst = atomics::memory_order_seq_cst;
};

/// Makes everything sequentially consistent: all threads see operations on several structures in
/// one order, even if they exchange nothing else. The orders as named make each structure
/// linearizable by itself: a thread that learns of an operation, through the structure or
/// otherwise, sees it.
struct sequential_consistent : opt::details::one_order<atomics::memory_order_seq_cst> {};

/// Makes everything relaxed: that is wrong for every algorithm that more than one thread uses.
/// The containers read it as `relaxed_ordering`.
struct total_relaxed_ordering : opt::details::one_order<atomics::memory_order_relaxed> {};

/// Counts the items of a container that one thread uses; `inc` and `dec` return the old value.
class sequential_item_counter {
public:
    typedef std::size_t counter_type;

    counter_type value() const noexcept { return counter_; }
    operator counter_type() const noexcept { return counter_; }

    counter_type inc() noexcept { return counter_++; }
    counter_type dec() noexcept { return counter_--; }
    counter_type operator++() noexcept { return ++counter_; }
    counter_type operator++(int) noexcept { return counter_++; }
    counter_type operator--() noexcept { return --counter_; }
    counter_type operator--(int) noexcept { return counter_--; }

    void reset() noexcept { counter_ = 0; }

private:
    counter_type counter_ = 0;
};

/// Exchanges two items with `swap`.
struct default_swap_policy {
    template <class T>
    void operator()(T& a, T& b) const {
        using std::swap;
        swap(a, b);
    }
};

/// Moves an item by assignment.
struct assignment_move_policy {
    template <class T>
    void operator()(T& dest, T&& src) const {
        dest = std::forward<T>(src);
    }
};

/// A small random engine with a state of its own. It is named after the C function, whose state
/// the whole process shares, behind a lock; this one has no shared state.
struct c_rand {
    typedef unsigned result_type;

    result_type operator()() noexcept {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<result_type>(state_ >> 33);
    }

private:
    std::uint64_t state_ = 1;
};

} // namespace v
} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_POLICIES_H
