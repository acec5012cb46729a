// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_VYUKOV_QUEUE_POOL_H
#define CDSLIB_MEMORY_VYUKOV_QUEUE_POOL_H

// Pools of objects of one type, whose free memory waits in a bounded queue. Any number of threads
// may call `allocate` and `deallocate`; their progress is that of the queue
// (structures/queue/vyukov.h) and of the heap.

#include <cds/details/allocator.h>
#include <cds/details/throw_exception.h>
#include <cds/intrusive/vyukov_mpmc_cycle_queue.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>

namespace cds::memory {

/// The options of the pools and their defaults: those of the queue, and where memory comes from.
struct vyukov_queue_pool_traits : cds::intrusive::vyukov_queue::traits {
    using allocator = CDS_DEFAULT_ALLOCATOR;
};

namespace details {

/// Free pieces of memory for one T each, kept in a queue.
template <class T, class Traits>
class vyukov_pool_base {
public:
    using value_type = T;
    using traits = Traits;
    using queue_type = cds::intrusive::VyukovMPMCCycleQueue<value_type, traits>;
    using allocator_type = typename cds::details::Allocator<value_type, typename traits::allocator>;
    using back_off = typename traits::back_off;

    vyukov_pool_base(vyukov_pool_base const&) = delete;
    vyukov_pool_base& operator=(vyukov_pool_base const&) = delete;

protected:
    using heap_traits = typename allocator_type::allocator_traits;

    explicit vyukov_pool_base(std::size_t nCapacity) : free_(nCapacity) {}

    static value_type* raw(std::size_t count) {
        allocator_type heap;
        return heap_traits::allocate(heap, count);
    }
    static void give_raw(value_type* p, std::size_t count) {
        allocator_type heap;
        heap_traits::deallocate(heap, p, count);
    }

    static void one_at_a_time(std::size_t n) {
        if (n != 1)
            CDS_THROW_EXCEPTION(std::bad_array_new_length());
    }

    queue_type free_;
};

/// Memory for as many T as the queue holds, in one array.
template <class T, class Traits>
class preallocated_pool : public vyukov_pool_base<T, Traits> {
    using base = vyukov_pool_base<T, Traits>;

protected:
    explicit preallocated_pool(std::size_t nCapacity)
        : base(nCapacity), first_(base::raw(this->free_.capacity())) {
        for (std::size_t i = 0; i != this->free_.capacity(); ++i)
            this->free_.push(first_[i]);
    }
    ~preallocated_pool() {
        std::size_t const capacity = this->free_.capacity();
        this->free_.clear([](T*) {});
        base::give_raw(first_, capacity);
    }

    bool from_pool(T const* p) const noexcept {
        return !std::less<T const*>()(p, first_) &&
               std::less<T const*>()(p, first_ + this->free_.capacity());
    }
    void take_back(T* p) {
        if (from_pool(p))
            this->free_.push(*p); // there is room: as much as there are objects
        else
            base::give_raw(p, 1);
    }

    T* const first_;
};

/// Allocates nothing in advance; keeps what is returned, up to the capacity of the queue.
template <class T, class Traits>
class lazy_pool : public vyukov_pool_base<T, Traits> {
    using base = vyukov_pool_base<T, Traits>;

protected:
    using base::base;
    ~lazy_pool() {
        this->free_.clear([](T* p) { base::give_raw(p, 1); });
    }

    void take_back(T* p) {
        if (!this->free_.push(*p))
            base::give_raw(p, 1);
    }
};

/// Objects in the memory of `Memory`, a pool that takes memory back; beyond it, the heap is used.
template <class Memory>
class pool_of_objects : public Memory {
public:
    using typename Memory::value_type;

    /// Returns a default-initialised object; `n` is 1 (else `std::bad_array_new_length`). Throws
    /// what its constructor and, when the pool is exhausted, the allocator throw.
    [[nodiscard]] value_type* allocate(std::size_t n) {
        Memory::one_at_a_time(n);
        value_type* const kept = this->free_.pop();
        unbuilt fresh(*this, kept != nullptr ? kept : Memory::raw(1));
        return fresh.build();
    }

    /// Destroys an object that allocate() has made; null is allowed.
    void deallocate(value_type* p, std::size_t) {
        if (p == nullptr)
            return;
        std::destroy_at(p);
        this->take_back(p);
    }

protected:
    explicit pool_of_objects(std::size_t nCapacity) : Memory(nCapacity) {}

private:
    /// Memory that is returned to the pool unless an object was built in it.
    class unbuilt {
    public:
        unbuilt(pool_of_objects& pool, value_type* memory) : pool_(pool), memory_(memory) {}
        unbuilt(unbuilt const&) = delete;
        unbuilt& operator=(unbuilt const&) = delete;
        ~unbuilt() {
            if (memory_ != nullptr)
                pool_.take_back(memory_);
        }
        value_type* build() {
            value_type* const object = ::new (static_cast<void*>(memory_)) value_type;
            memory_ = nullptr;
            return object;
        }

    private:
        pool_of_objects& pool_;
        value_type* memory_;
    };
};

} // namespace details

/// A pool of capacity objects that are allocated in advance; when it is exhausted, the heap is
/// used.
template <class T, class Traits = vyukov_queue_pool_traits>
class vyukov_queue_pool : public details::pool_of_objects<details::preallocated_pool<T, Traits>> {
public:
    /// Throws what the queue and the allocator throw. A static buffer ignores `nCapacity`.
    explicit vyukov_queue_pool(std::size_t nCapacity = 0)
        : vyukov_queue_pool::pool_of_objects(nCapacity) {}
};

/// A pool that allocates nothing in advance and keeps what is freed, up to its capacity.
template <class T, class Traits = vyukov_queue_pool_traits>
class lazy_vyukov_queue_pool : public details::pool_of_objects<details::lazy_pool<T, Traits>> {
public:
    /// Throws what the queue throws. A static buffer ignores `nCapacity`.
    explicit lazy_vyukov_queue_pool(std::size_t nCapacity = 0)
        : lazy_vyukov_queue_pool::pool_of_objects(nCapacity) {}
};

/// A pool of capacity objects and no more. All of them are constructed with the pool and
/// destroyed with it: a freed object is handed out again as it was left.
template <class T, class Traits = vyukov_queue_pool_traits>
class bounded_vyukov_queue_pool : public details::preallocated_pool<T, Traits> {
    using base = details::preallocated_pool<T, Traits>;

public:
    using value_type = T;

    /// Throws what the queue, the allocator and the constructor of T throw. A static buffer
    /// ignores `nCapacity`.
    explicit bounded_vyukov_queue_pool(std::size_t nCapacity = 0) : base(nCapacity) {
        std::uninitialized_default_construct_n(this->first_, this->free_.capacity());
    }
    ~bounded_vyukov_queue_pool() { std::destroy_n(this->first_, this->free_.capacity()); }

    /// Returns an object; `n` is 1 (else `std::bad_array_new_length`). Throws `std::bad_alloc`
    /// when all are in use.
    [[nodiscard]] value_type* allocate(std::size_t n) {
        base::one_at_a_time(n);
        value_type* const p = this->free_.pop();
        if (p == nullptr)
            CDS_THROW_EXCEPTION(std::bad_alloc());
        return p;
    }

    /// Gives an object of this pool back; null is allowed.
    void deallocate(value_type* p, std::size_t) {
        assert(p == nullptr || this->from_pool(p));
        if (p != nullptr)
            this->free_.push(*p);
    }
};

} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_VYUKOV_QUEUE_POOL_H
