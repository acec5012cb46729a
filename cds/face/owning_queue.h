// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_QUEUE_H
#define CDSLIB_FACE_OWNING_QUEUE_H

#include <cds/face/owning_node.h>

#include <cstddef>
#include <functional>
#include <utility>

namespace cds::container::details {

/// The interface that all queues of values share, over an intrusive queue of their nodes.
///
/// `Queue` offers `enqueue(node&)` and `dequeue_with(f)`, which calls `f(node&)` while the node
/// cannot be disposed of; its disposer is that of `Factory`.
///
/// A value is built in its node before the queue changes: when its constructor, the allocator or
/// the functor of `enqueue_with` throws, the queue is as it was. When the assignment in
/// `dequeue` or the functor of `dequeue_with` throws, the item has left the queue and is lost.
/// A dequeued value is destroyed when its node is reclaimed, after the functor and on any thread.
template <class Queue, class T, class Factory>
class owning_queue : private Queue {
    using node = typename Queue::value_type;

public:
    using value_type = T;
    using gc = typename Queue::gc;
    using back_off = typename Queue::back_off;
    using item_counter = typename Queue::item_counter;
    using stat = typename Queue::stat;
    using memory_model = typename Queue::memory_model;

    static constexpr std::size_t c_nHazardPtrCount = Queue::c_nHazardPtrCount;

    using Queue::clear;
    using Queue::empty;
    using Queue::size;
    using Queue::statistics;

    /// Puts a copy of `val` at the end; always true.
    bool enqueue(value_type const& val) { return emplace(val); }
    /// Moves `val` to the end; always true.
    bool enqueue(value_type&& val) { return emplace(std::move(val)); }

    /// Puts a value built from `args` at the end; always true.
    template <class... Args>
    bool emplace(Args&&... args) {
        return link(Factory::make(std::forward<Args>(args)...));
    }

    /// Puts a value-initialised T at the end after `f(T&)` has filled it; always true.
    template <class F>
    bool enqueue_with(F&& f) {
        owner fresh = Factory::make();
        std::invoke(std::forward<F>(f), fresh->m_value);
        return link(std::move(fresh));
    }

    bool push(value_type const& val) { return enqueue(val); }
    bool push(value_type&& val) { return enqueue(std::move(val)); }
    template <class F>
    bool push_with(F&& f) {
        return enqueue_with(std::forward<F>(f));
    }

    /// Moves the oldest value to `dest`; false, and `dest` untouched, if there is none.
    bool dequeue(value_type& dest) {
        return dequeue_with([&dest](value_type& src) { dest = std::move(src); });
    }

    /// Takes the oldest value and calls `f(T&)` with it; false if there is none.
    template <class F>
    bool dequeue_with(F&& f) {
        Factory::get_ready();
        return Queue::dequeue_with(
            [&f](node& oldest) { std::invoke(std::forward<F>(f), oldest.m_value); });
    }

    bool pop(value_type& dest) { return dequeue(dest); }
    template <class F>
    bool pop_with(F&& f) {
        return dequeue_with(std::forward<F>(f));
    }

private:
    using owner = typename Factory::owner;

    bool link(owner fresh) {
        Queue::enqueue(*fresh); // throws only before it changes anything
        fresh.release();
        return true;
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_QUEUE_H
