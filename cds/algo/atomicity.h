// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_ATOMICITY_H
#define CDSLIB_ALGO_ATOMICITY_H

// Counters: how many items a container holds, how often an event happened. All are hints, read
// while others count on; nothing about the state of a structure follows from them.

#include <cds/algo/atomic.h>
#include <cds/user_setup/cache_line.h>

#include <cstddef>

/// Atomic counters and their inert twin.
namespace cds::atomicity {

/// Counts events for statistics. Wait-free; all accesses are relaxed.
class event_counter {
public:
    using value_type = std::size_t;

    event_counter() noexcept = default;

    value_type operator=(value_type n) noexcept {
        // relaxed: a statistic orders nothing
        counter_.store(n, atomics::memory_order_relaxed);
        return n;
    }
    value_type operator+=(value_type n) noexcept {
        // relaxed: a statistic orders nothing
        return counter_.fetch_add(n, atomics::memory_order_relaxed) + n;
    }
    value_type operator-=(value_type n) noexcept {
        // relaxed: a statistic orders nothing
        return counter_.fetch_sub(n, atomics::memory_order_relaxed) - n;
    }

    value_type operator++() noexcept { return *this += 1; }
    value_type operator++(int) noexcept { return (*this += 1) - 1; }
    value_type operator--() noexcept { return *this -= 1; }
    value_type operator--(int) noexcept { return (*this -= 1) + 1; }

    operator value_type() const noexcept { return get(); }
    /// Returns the number of events so far.
    value_type get() const noexcept {
        // relaxed: a statistic orders nothing
        return counter_.load(atomics::memory_order_relaxed);
    }
    /// Starts again from 0.
    void reset() noexcept { *this = 0; }

private:
    atomics::atomic<value_type> counter_{0};
};

/// Counts the items of a container. Wait-free; `inc` and `dec` return the previous value.
class item_counter {
public:
    using counter_type = std::size_t;
    using atomic_type = atomics::atomic<counter_type>;
    using order_type = atomics::memory_order;

    item_counter() noexcept = default;
    item_counter(item_counter const&) = delete;
    item_counter& operator=(item_counter const&) = delete;

    /// Returns the number of items counted in and not counted out.
    counter_type value(order_type order = atomics::memory_order_relaxed) const noexcept {
        return counter_.load(order);
    }
    operator counter_type() const noexcept { return value(); }

    /// The atomic itself, for code that does more than count.
    atomic_type& getAtomic() noexcept { return counter_; }
    atomic_type const& getAtomic() const noexcept { return counter_; }

    /// Adds one, or `count`; returns the number before.
    counter_type inc(order_type order = atomics::memory_order_relaxed) noexcept {
        return counter_.fetch_add(1, order);
    }
    counter_type inc(counter_type count,
                     order_type order = atomics::memory_order_relaxed) noexcept {
        return counter_.fetch_add(count, order);
    }
    /// Subtracts one, or `count`; returns the number before.
    counter_type dec(order_type order = atomics::memory_order_relaxed) noexcept {
        return counter_.fetch_sub(1, order);
    }
    counter_type dec(counter_type count,
                     order_type order = atomics::memory_order_relaxed) noexcept {
        return counter_.fetch_sub(count, order);
    }

    counter_type operator++() noexcept { return inc() + 1; }
    counter_type operator++(int) noexcept { return inc(); }
    counter_type operator--() noexcept { return dec() - 1; }
    counter_type operator--(int) noexcept { return dec(); }
    counter_type operator+=(counter_type count) noexcept { return inc(count) + count; }
    counter_type operator-=(counter_type count) noexcept { return dec(count) - count; }

    /// Starts again from 0.
    void reset(order_type order = atomics::memory_order_relaxed) noexcept {
        counter_.store(0, order);
    }

private:
    atomic_type counter_{0};
};

namespace details {

struct cache_line_pad {
    char pad_[c_nCacheLineSize]{};
};

} // namespace details

/// An `item_counter` that shares its cache lines with nothing, on either side.
class cache_friendly_item_counter : details::cache_line_pad, public item_counter {
    [[maybe_unused]] char after_[c_nCacheLineSize]{};
};

/// Counts nothing, at no cost. The `size()` of a container built with it is always 0, which says
/// nothing about the container; its `counts_items` is false.
class empty_item_counter {
public:
    using counter_type = std::size_t;
    using order_type = atomics::memory_order;

    static counter_type value(order_type = atomics::memory_order_relaxed) noexcept { return 0; }
    operator counter_type() const noexcept { return 0; }

    static counter_type inc(order_type = atomics::memory_order_relaxed) noexcept { return 0; }
    static counter_type inc(counter_type, order_type = atomics::memory_order_relaxed) noexcept {
        return 0;
    }
    static counter_type dec(order_type = atomics::memory_order_relaxed) noexcept { return 0; }
    static counter_type dec(counter_type, order_type = atomics::memory_order_relaxed) noexcept {
        return 0;
    }

    counter_type operator++() const noexcept { return 0; }
    counter_type operator++(int) const noexcept { return 0; }
    counter_type operator--() const noexcept { return 0; }
    counter_type operator--(int) const noexcept { return 0; }
    counter_type operator+=(counter_type) const noexcept { return 0; }
    counter_type operator-=(counter_type) const noexcept { return 0; }

    static void reset(order_type = atomics::memory_order_relaxed) noexcept {}
};

} // namespace cds::atomicity

#endif // #ifndef CDSLIB_ALGO_ATOMICITY_H
