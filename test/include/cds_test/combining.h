// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_COMBINING_H
#define CDSLIB_TEST_COMBINING_H

#include <cds/container/fcdeque.h>
#include <cds/container/fcpriority_queue.h>
#include <cds/container/fcqueue.h>
#include <cds/container/fcstack.h>
#include <cds_test/threads.h>

#include <atomic>
#include <cstddef>
#include <list>
#include <queue>
#include <stack>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

// Flat combining: how operations are made to wait for one combiner, and the structures of values.
namespace cds_test {

namespace fc = cds::algo::flat_combining;
namespace wait = fc::wait_strategy;

/// The strategies, those that sleep with so long a sleep that a notice has to end it.
using wait_strategies =
    std::tuple<wait::empty, wait::backoff<>, wait::backoff<cds::backoff::yield>,
               wait::single_mutex_single_condvar<2>, wait::single_mutex_multi_condvar<2>,
               wait::multi_mutex_multi_condvar<2>>;

/// Runs f(0) ... f(n - 1), each in a thread of its own. All of them wait in the publication list of
/// the fresh `structure` before the first is done: one of them then serves the others.
template <class Structure, class F>
void run_while_locked(Structure& structure, std::size_t n, F f) {
    std::atomic<bool> locked{false};
    std::thread holder([&] {
        structure.apply([&](auto const&) {
            locked.store(true, std::memory_order_release);
            while (structure.statistics().m_nActivatePubRecord < n)
                std::this_thread::yield();
        });
    });
    while (!locked.load(std::memory_order_acquire))
        std::this_thread::yield();
    run_threads(n, f);
    holder.join();
}

template <class Defaults, class Stat, class Wait, bool Eliminates>
struct fc_traits : Defaults {
    using stat = Stat;
    using wait_strategy = Wait;
    static constexpr bool enable_elimination = Eliminates;
};

/// The deque by the names of a queue, at its two ends, or of a stack, at one of them.
template <class Deque, bool First>
struct deque_as : Deque {
    using Deque::Deque;
    template <class Q>
    bool push(Q&& value) {
        return this->push_back(std::forward<Q>(value));
    }
    bool pop(typename Deque::value_type& value) {
        return First ? this->pop_front(value) : this->pop_back(value);
    }
};

namespace cc = cds::container;
using spinning = wait::backoff<cds::backoff::Default>;

template <class T, class Wait, bool Eliminates = false, class Queue = std::queue<T>>
using fc_queue =
    cc::FCQueue<T, Queue, fc_traits<cc::fcqueue::traits, cc::fcqueue::stat<>, Wait, Eliminates>>;
template <class T, class Wait, bool Eliminates = false, class Stack = std::stack<T>>
using fc_stack =
    cc::FCStack<T, Stack, fc_traits<cc::fcstack::traits, cc::fcstack::stat<>, Wait, Eliminates>>;
template <class T, class Wait, bool Eliminates = false, class Deque = std::deque<T>>
using fc_deque =
    cc::FCDeque<T, Deque, fc_traits<cc::fcdeque::traits, cc::fcdeque::stat<>, Wait, Eliminates>>;
template <class T, class Wait, class Queue = std::priority_queue<T>>
using fc_priority_queue =
    cc::FCPriorityQueue<T, Queue,
                        fc_traits<cc::fcpqueue::traits, cc::fcpqueue::stat<>, Wait, false>>;

/// What of `structure` goes out first: the oldest, the newest, the greatest.
enum class order { fifo, lifo, greatest };

template <class S>
constexpr order order_of = order::lifo;
template <class... A>
constexpr order order_of<cc::FCQueue<A...>> = order::fifo;
template <class... A>
constexpr order order_of<cc::FCPriorityQueue<A...>> = order::greatest;
template <class D, bool First>
constexpr order order_of<deque_as<D, First>> = First ? order::fifo : order::lifo;

/// Every structure, each with a strategy or two, with and without elimination.
template <class T>
using combining_structures =
    std::tuple<fc_queue<T, wait::backoff<>>, fc_queue<T, spinning, true>,
               fc_queue<T, wait::multi_mutex_multi_condvar<>, true, std::queue<T, std::list<T>>>,
               fc_stack<T, wait::empty>, fc_stack<T, spinning, true, std::stack<T, std::vector<T>>>,
               fc_stack<T, wait::single_mutex_multi_condvar<>, true>,
               deque_as<fc_deque<T, wait::backoff<>>, true>,
               deque_as<fc_deque<T, spinning, true>, true>,
               deque_as<fc_deque<T, wait::single_mutex_single_condvar<>, true>, false>,
               fc_priority_queue<T, spinning>,
               fc_priority_queue<T, wait::single_mutex_single_condvar<>,
                                 std::priority_queue<T, std::deque<T>>>>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_COMBINING_H
