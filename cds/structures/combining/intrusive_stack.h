// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_INTRUSIVE_STACK_H
#define CDSLIB_STRUCTURES_COMBINING_INTRUSIVE_STACK_H

#include <cds/algo/elimination_opt.h>
#include <cds/algo/stat.h>
#include <cds/structures/combining/objects.h>
#include <cds/structures/options.h>

#if __has_include(<boost/intrusive/slist.hpp>)
#    include <boost/intrusive/slist.hpp>
#    define CDS_FCSTACK_DEFAULT(T) = boost::intrusive::slist<T>
#else
#    define CDS_FCSTACK_DEFAULT(T)
#endif

namespace cds::intrusive {

/// Statistics and options of `FCStack`.
namespace fcstack {

// clang-format off
#define CDS_INTRUSIVE_FCSTACK_EVENTS(X) \
    X(m_nPush, onPush) \
    X(m_nPop, onPopSuccess) \
    X(m_nFailedPop, onPopFailed) \
    X(m_nCollided, onCollide)
// clang-format on

/// Counts what a stack does, and its kernel. A pair that cancels each other is one collision
/// and neither a push nor a pop.
template <class Counter = cds::atomicity::event_counter>
struct stat : algo::flat_combining::stat<Counter> {
    using flat_combining_stat = algo::flat_combining::stat<Counter>;
    CDS_STAT_EVENTS(counter_type, Counter, CDS_INTRUSIVE_FCSTACK_EVENTS)
    void onPop(bool bFailed) { bFailed ? onPopFailed() : onPopSuccess(); }
};

/// Counts nothing.
struct empty_stat : algo::flat_combining::empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_INTRUSIVE_FCSTACK_EVENTS)
    void onPop(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`. Those of the
/// kernel are described in algo/flat_combining.
struct traits : algo::flat_combining::traits {
    using stat = fcstack::empty_stat;
    /// Called by `clear(true)` with each object.
    using disposer = opt::v::empty_disposer;
    /// Whether opposite operations that wait at the same time may cancel each other.
    static constexpr bool enable_elimination = false;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace fcstack

/// LIFO stack of objects that the user owns, in a sequential intrusive `Container` whose operations
/// are combined. Algorithm, progress and invariants are those of `combined`. A push and a pop may
/// always cancel each other: the one directly before the other leaves the stack as it was.
///
/// `Container` has `push_front`, `front`, `pop_front`, `clear`, `clear_and_dispose`, `empty` and
/// `size`. If Boost.Intrusive is available, it is an `slist` unless another one is named.
template <class T, class Container CDS_FCSTACK_DEFAULT(T), class Traits = fcstack::traits>
class FCStack
    : public details::combined_objects<FCStack<T, Container, Traits>, T, Container, Traits> {
    using base = details::combined_objects<FCStack, T, Container, Traits>;
    friend base;

public:
    using value_type = T;
    using base::base;

    /// Puts the object on top. Returns true.
    bool push(value_type& val) { return base::put(val); }
    /// Removes and returns the top; null if there was none.
    value_type* pop() { return base::take(); }

private:
    using counts = typename base::stat;

    static void put_in(Container& items, T& object) { items.push_front(object); }
    static bool may_cancel(Container const&) noexcept { return true; }
    static void count_put(counts& s) { s.onPush(); }
    static void count_take(counts& s, bool failed) { s.onPop(failed); }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_INTRUSIVE_STACK_H
