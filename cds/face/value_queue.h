// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_VALUE_QUEUE_H
#define CDSLIB_FACE_VALUE_QUEUE_H

#include <cds/details/value_bag.h>

#include <utility>

namespace cds::container::details {

/// The interface of queues of values, over a structure with `emplace`, `enqueue_with` and
/// `dequeue_with`.
///
/// What is put into a full queue is refused: the answer is false. A value that should have been
/// moved from is as it was then, where values are built in their cells; a queue whose values are in
/// nodes (owning_queue.h) has moved it by then.
template <class Queue>
class value_queue : public Queue,
                    public cds::details::value_bag<value_queue<Queue>, typename Queue::value_type> {
    using bag = cds::details::value_bag<value_queue, typename Queue::value_type>;

public:
    using value_type = typename Queue::value_type;

    using Queue::Queue;

    /// Puts a copy of `val` at the end; false if the queue is full.
    bool enqueue(value_type const& val) { return this->emplace(val); }
    /// Moves `val` to the end; false if the queue is full.
    bool enqueue(value_type&& val) { return this->emplace(std::move(val)); }

    bool push(value_type const& val) { return enqueue(val); }
    bool push(value_type&& val) { return enqueue(std::move(val)); }
    /// Calls enqueue_with(), whose `f` fills a value in unbounded queues and constructs one in the
    /// memory of a cell in bounded ones.
    template <class F>
    bool push_with(F&& f) {
        return this->enqueue_with(std::forward<F>(f));
    }

    /// Moves the oldest value to `dest`; false, and `dest` untouched, if there is none.
    bool dequeue(value_type& dest) {
        return this->dequeue_with([&dest](value_type& src) { dest = std::move(src); });
    }

    using bag::pop;
    bool pop(value_type& dest) { return dequeue(dest); }
    template <class F>
    bool pop_with(F&& f) {
        return this->dequeue_with(std::forward<F>(f));
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_VALUE_QUEUE_H
