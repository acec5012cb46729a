// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_BAG_H
#define CDSLIB_TEST_BAG_H

#include <cds_test/type_lists.h>

#include <cstddef>
#include <utility>

// A bag is what queues and stacks both are: values go in, and come out in some order. Beside the
// names that they share (push, pop, emplace, clear, empty, size) tests need the following.
namespace cds_test {

/// Whether the oldest value comes out first, or else the newest.
template <class Bag>
constexpr bool is_queue = requires(Bag& bag, typename Bag::value_type const& value) {
    bag.enqueue(value);
} || requires(Bag& bag, typename Bag::value_type& item) { bag.enqueue(item); };

/// Whether it does so beside other threads too, which a queue of segments does not promise.
template <class Bag>
constexpr bool is_fifo = is_queue<Bag> && !requires(Bag const& bag) { bag.quasi_factor(); };

/// Of the values 0 ... `count` - 1, the one that comes out as number `n`.
template <class Bag>
constexpr std::size_t number_out(std::size_t n, std::size_t count) {
    return is_queue<Bag> ? n : count - 1 - n;
}

/// Takes a value and calls `f` with it while it is guarded; what held it is retired.
template <class Bag, class F>
bool take_with(Bag& bag, F&& f) {
    if constexpr (is_queue<Bag>)
        return bag.dequeue_with(std::forward<F>(f));
    else
        return bag.pop_with(std::forward<F>(f));
}

/// Values that went in, and that came out, by the statistics.
template <class Stat>
std::size_t puts(Stat const& s) {
    if constexpr (requires { s.m_EnqueueCount; })
        return s.m_EnqueueCount.get();
    else if constexpr (requires { s.m_nPush; })
        return s.m_nPush.get();
    else
        return s.m_PushCount + s.m_ActivePushCollision + s.m_PassivePushCollision;
}
template <class Stat>
std::size_t takes(Stat const& s) {
    if constexpr (requires { s.m_DequeueCount; })
        return s.m_DequeueCount.get();
    else if constexpr (requires { s.m_nPop; })
        return s.m_nPop.get();
    else
        return s.m_PopCount + s.m_ActivePopCollision + s.m_PassivePopCollision;
}

/// Attempts to take something out of an empty queue.
template <class Stat>
std::size_t takes_in_vain(Stat const& s) {
    if constexpr (requires { s.m_nPopEmpty; })
        return s.m_nPopEmpty.get();
    else
        return s.m_EmptyDequeue.get();
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_BAG_H
