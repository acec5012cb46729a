// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_PRIORITY_QUEUE_H
#define CDSLIB_FACE_OWNING_PRIORITY_QUEUE_H

#include <cds/details/allocator.h>
#include <cds/details/value_bag.h>

#include <cstddef>
#include <memory>
#include <utility>

namespace cds::container::details {

/// The interface of priority queues of values, over an intrusive one that keeps their addresses
/// and reclaims nothing that others may look at.
///
/// A value is built before the queue changes. What throws while a value is taken, an assignment
/// or a functor, loses that value.
template <class Queue, class Allocator, class MovePolicy>
class owning_priority_queue
    : protected Queue,
      public cds::details::value_bag<owning_priority_queue<Queue, Allocator, MovePolicy>,
                                     typename Queue::value_type> {
    using bag = cds::details::value_bag<owning_priority_queue, typename Queue::value_type>;

public:
    using typename Queue::value_type;
    using allocator_type =
        typename std::allocator_traits<Allocator>::template rebind_alloc<value_type>;
    using move_policy = MovePolicy;

    using Queue::capacity;
    using Queue::empty;
    using Queue::full;
    using Queue::size;
    using Queue::statistics;

    /// Takes the capacity that the intrusive queue takes, and throws what that throws.
    explicit owning_priority_queue(std::size_t nCapacity) : Queue(nCapacity) {}
    /// Values come from `memory`.
    owning_priority_queue(std::size_t nCapacity, Allocator const& memory)
        : Queue(nCapacity), values_(memory) {}
    ~owning_priority_queue() { clear(); }

    /// Puts a copy of `val` in; false if the queue is full.
    bool push(value_type const& val) { return emplace(val); }
    /// Moves `val` in; false if the queue is full, and `val` has been moved from all the same.
    bool push(value_type&& val) { return emplace(std::move(val)); }

    /// Puts a value-initialised T in after `f(T&)` has filled it; false if the queue is full.
    template <class F>
    bool push_with(F f) {
        owner fresh = own(values_.MoveNew());
        f(*fresh);
        return put(std::move(fresh));
    }

    /// Puts a value built from `args` in; false if the queue is full, and the value is destroyed.
    template <class... Args>
    bool emplace(Args&&... args) {
        return put(own(values_.MoveNew(std::forward<Args>(args)...)));
    }

    using bag::pop;
    /// Moves the greatest value to `dest`; false, and `dest` untouched, if there is none.
    bool pop(value_type& dest) {
        return pop_with([&dest](value_type& src) { move_policy()(dest, std::move(src)); });
    }

    /// Takes the greatest value and calls `f(T&)` with it; false if there is none.
    template <class F>
    bool pop_with(F f) {
        owner const greatest = own(Queue::pop());
        if (!greatest)
            return false;
        f(*greatest);
        return true;
    }

    /// Pops until the queue is found empty.
    void clear() {
        clear_with([](value_type&) {});
    }
    /// Pops until the queue is found empty, and calls `f(T&)` with each value.
    template <class F>
    void clear_with(F f) {
        while (owner const greatest = own(Queue::pop()))
            f(*greatest);
    }

private:
    using values = cds::details::Allocator<value_type, Allocator>;
    struct destroy {
        void operator()(value_type* p) const { source->Delete(p); }
        values* source;
    };
    using owner = std::unique_ptr<value_type, destroy>;

    owner own(value_type* p) noexcept { return owner(p, destroy{std::addressof(values_)}); }

    bool put(owner fresh) {
        if (!Queue::push(*fresh))
            return false;
        (void)fresh.release();
        return true;
    }

    [[no_unique_address]] values values_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_PRIORITY_QUEUE_H
