// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_STACK_H
#define CDSLIB_STRUCTURES_COMBINING_STACK_H

#include <cds/algo/elimination_opt.h>
#include <cds/algo/stat.h>
#include <cds/details/value_bag.h>
#include <cds/structures/combining/values.h>

#include <stack>
#include <utility>

namespace cds::container {

/// Statistics and options of `FCStack`.
namespace fcstack {

// clang-format off
#define CDS_FCSTACK_EVENTS(X) \
    X(m_nPush, onPush) \
    X(m_nPushMove, onPushMove) \
    X(m_nPop, onPopSuccess) \
    X(m_nFailedPop, onPopFailed) \
    X(m_nCollided, onCollide)
// clang-format on

/// Counts what a stack does, and its kernel. `m_nPush` counts values that were copied in,
/// `m_nPushMove` those that were moved in; a pair that cancels each other is one collision and
/// neither a push nor a pop.
template <class Counter = cds::atomicity::event_counter>
struct stat : algo::flat_combining::stat<Counter> {
    using flat_combining_stat = algo::flat_combining::stat<Counter>;
    CDS_STAT_EVENTS(counter_type, Counter, CDS_FCSTACK_EVENTS)
    void onPop(bool bFailed) { bFailed ? onPopFailed() : onPopSuccess(); }
};

/// Counts nothing.
struct empty_stat : algo::flat_combining::empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_FCSTACK_EVENTS)
    void onPop(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`. Those of the
/// kernel are described in algo/flat_combining.
struct traits : algo::flat_combining::traits {
    using stat = fcstack::empty_stat;
    /// Whether opposite operations that wait at the same time may cancel each other.
    static constexpr bool enable_elimination = false;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace fcstack

/// LIFO stack of values, a sequential `Stack` whose operations are combined. Algorithm, progress
/// and invariants are those of `combined`. A push and a pop may always cancel each other: the one
/// directly before the other leaves the stack as it was.
///
/// `Stack` has `push`, `top`, `pop`, `empty` and `size`. After an exception the values are what
/// `Stack` leaves then; a pop whose assignment throws has removed nothing.
template <class T, class Stack = std::stack<T>, class Traits = fcstack::traits>
class FCStack
    : public cds::intrusive::details::combined_values<FCStack<T, Stack, Traits>, T, Stack, Traits>,
      public cds::details::value_bag<FCStack<T, Stack, Traits>, T> {
    using base = cds::intrusive::details::combined_values<FCStack, T, Stack, Traits>;
    using bag = cds::details::value_bag<FCStack, T>;
    friend base;

public:
    using value_type = T;
    using stack_type = Stack;
    using base::base;

    /// Puts a copy on top. Returns true.
    bool push(value_type const& val) { return base::put(val); }
    /// Moves the value to the top. Returns true.
    bool push(value_type&& val) { return base::put(std::move(val)); }
    using bag::pop;
    /// Moves the top to `val`. False if there was none; then `val` is as it was.
    bool pop(value_type& val) { return base::take(val); }

private:
    using counts = typename base::stat;

    static void put_in(Stack& items, T&& value) { items.push(std::move(value)); }
    static void take_out(Stack& items, T& to) {
        to = std::move(items.top());
        items.pop();
    }
    static bool may_cancel(Stack const&) noexcept { return true; }
    static void count_put(counts& s, bool moved) { moved ? s.onPushMove() : s.onPush(); }
    static void count_take(counts& s, bool failed) { s.onPop(failed); }
};

} // namespace cds::container

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_STACK_H
