// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_ATOMICS_H
#define CDSLIB_TEST_MODEL_SCHEDULER_ATOMICS_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>

#include "scheduler.h"

// A stand-in for the standard atomics: <cds/algo/atomic.h> makes it `namespace atomics` when
// CDS_ATOMIC_HEADER names this file. Every operation asks the scheduler first.
namespace cds_model_atomics {

using std::memory_order;
using std::memory_order_acq_rel;
using std::memory_order_acquire;
using std::memory_order_consume;
using std::memory_order_relaxed;
using std::memory_order_release;
using std::memory_order_seq_cst;

inline void atomic_thread_fence(memory_order order) noexcept { cds_model::atomic_fence(order); }
inline void atomic_signal_fence(memory_order) noexcept {}

// What the library's fence calls in place of the operating system's process-wide barrier.
inline void process_barrier() noexcept { cds_model::process_barrier(); }

// What stands in for a thread_local variable: one for each fiber, and one for outside run().
template <class T>
T& fiber_local() noexcept {
    static T each[cds_model::max_fibers + 1];
    return each[cds_model::current_fiber() + 1];
}

namespace details {

constexpr memory_order failure_order(memory_order success) noexcept {
    if (success == memory_order_acq_rel)
        return memory_order_acquire;
    return success == memory_order_release ? memory_order_relaxed : success;
}

// One variable. `newest_` is a real atomic, accessed without order of its own: sanitizers see each
// access, while who has seen what is the scheduler's business.
template <class T>
class cell {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(cds_model::word));

public:
    constexpr cell() noexcept : cell(T()) {}
    constexpr cell(T value) noexcept : newest_(value) {
        if (!std::is_constant_evaluated())
            cds_model::atomic_created(this);
    }
    cell(cell const&) = delete;
    cell& operator=(cell const&) = delete;

    bool is_lock_free() const noexcept { return true; }

    T load(memory_order order = memory_order_seq_cst) const noexcept {
        cds_model::scheduling_point();
        return decode(cds_model::atomic_read(this, encode(newest()), order));
    }

    void store(T value, memory_order order = memory_order_seq_cst) noexcept {
        cds_model::scheduling_point(order == memory_order_seq_cst);
        cds_model::buffered_store const later{this, encode(value), order, &cell::perform};
        if (order == memory_order_seq_cst || !cds_model::atomic_write_later(later))
            perform(later);
    }

    T exchange(T value, memory_order order = memory_order_seq_cst) noexcept {
        return update([value](T) { return value; }, order);
    }

    bool compare_exchange_strong(T& expected, T value, memory_order success,
                                 memory_order failure) noexcept {
        cds_model::scheduling_point(true);
        return try_exchange(expected, value, success, failure);
    }
    bool compare_exchange_strong(T& expected, T value,
                                 memory_order order = memory_order_seq_cst) noexcept {
        return compare_exchange_strong(expected, value, order, failure_order(order));
    }

    bool compare_exchange_weak(T& expected, T value, memory_order success,
                               memory_order failure) noexcept {
        if (!cds_model::spurious_failure())
            return compare_exchange_strong(expected, value, success, failure);
        expected = load(failure);
        return false;
    }
    bool compare_exchange_weak(T& expected, T value,
                               memory_order order = memory_order_seq_cst) noexcept {
        return compare_exchange_weak(expected, value, order, failure_order(order));
    }

    operator T() const noexcept { return load(); }

protected:
    template <class F>
    T update(F next, memory_order order) noexcept {
        cds_model::scheduling_point(true);
        T const old = newest();
        return replace(old, next(old), order);
    }

private:
    static cds_model::word encode(T const& value) noexcept {
        cds_model::word bits = 0;
        std::memcpy(&bits, &value, sizeof(T));
        return bits;
    }
    static T decode(cds_model::word bits) noexcept {
        alignas(T) unsigned char bytes[sizeof(T)];
        std::memcpy(bytes, &bits, sizeof(T));
        return *std::launder(reinterpret_cast<T*>(bytes));
    }

    static void perform(cds_model::buffered_store const& store) {
        auto* const self = static_cast<cell*>(store.where);
        cds_model::word const old = encode(self->newest());
        self->newest_.store(decode(store.value), memory_order_relaxed);
        cds_model::atomic_write(self, old, store.value, store.order);
    }

    T newest() const noexcept { return newest_.load(memory_order_relaxed); }

    T replace(T old, T value, memory_order order) noexcept {
        newest_.store(value, memory_order_relaxed);
        cds_model::atomic_update(this, encode(old), encode(value), order);
        return old;
    }

    // A comparison that fails may have seen an older value; one that succeeds saw the newest.
    bool try_exchange(T& expected, T value, memory_order success, memory_order failure) noexcept {
        T const present = newest();
        if (encode(present) == encode(expected)) {
            replace(present, value, success);
            return true;
        }
        expected =
            decode(cds_model::atomic_read_other(this, encode(present), encode(expected), failure));
        return false;
    }

    std::atomic<T> newest_;
};

template <class T>
class arithmetic_cell : public cell<T> {
    using difference = std::conditional_t<std::is_pointer_v<T>, std::ptrdiff_t, T>;

public:
    using cell<T>::cell;

    T fetch_add(difference n, memory_order order = memory_order_seq_cst) noexcept {
        return this->update([n](T old) { return static_cast<T>(old + n); }, order);
    }
    T fetch_sub(difference n, memory_order order = memory_order_seq_cst) noexcept {
        return this->update([n](T old) { return static_cast<T>(old - n); }, order);
    }
    T operator++() noexcept { return static_cast<T>(fetch_add(1) + 1); }
    T operator--() noexcept { return static_cast<T>(fetch_sub(1) - 1); }
    T operator++(int) noexcept { return fetch_add(1); }
    T operator--(int) noexcept { return fetch_sub(1); }
    T operator+=(difference n) noexcept { return static_cast<T>(fetch_add(n) + n); }
    T operator-=(difference n) noexcept { return static_cast<T>(fetch_sub(n) - n); }
};

template <class T>
class integral_cell : public arithmetic_cell<T> {
public:
    using arithmetic_cell<T>::arithmetic_cell;

    T fetch_and(T bits, memory_order order = memory_order_seq_cst) noexcept {
        return this->update([bits](T old) { return static_cast<T>(old & bits); }, order);
    }
    T fetch_or(T bits, memory_order order = memory_order_seq_cst) noexcept {
        return this->update([bits](T old) { return static_cast<T>(old | bits); }, order);
    }
    T fetch_xor(T bits, memory_order order = memory_order_seq_cst) noexcept {
        return this->update([bits](T old) { return static_cast<T>(old ^ bits); }, order);
    }
};

template <class T>
constexpr bool counts = std::is_integral_v<T> && !std::is_same_v<T, bool>;

template <class T>
constexpr bool steps = std::is_pointer_v<T> && std::is_object_v<std::remove_pointer_t<T>>;

template <class T>
using cell_for = std::conditional_t<
    counts<T>, integral_cell<std::conditional_t<counts<T>, T, int>>,
    std::conditional_t<steps<T>, arithmetic_cell<std::conditional_t<steps<T>, T, int*>>, cell<T>>>;

} // namespace details

template <class T>
class atomic : public details::cell_for<T> {
    using base = details::cell_for<T>;

public:
    using value_type = T;

    constexpr atomic() noexcept = default;
    constexpr atomic(T value) noexcept : base(value) {}
    atomic(atomic const&) = delete;
    atomic& operator=(atomic const&) = delete;
    T operator=(T value) noexcept {
        this->store(value);
        return value;
    }
};

using atomic_bool = atomic<bool>;
using atomic_int = atomic<int>;
using atomic_uint = atomic<unsigned>;
using atomic_size_t = atomic<std::size_t>;
using atomic_uintptr_t = atomic<std::uintptr_t>;

class atomic_flag {
public:
    constexpr atomic_flag() noexcept = default;
    bool test(memory_order order = memory_order_seq_cst) const noexcept { return set_.load(order); }
    bool test_and_set(memory_order order = memory_order_seq_cst) noexcept {
        return set_.exchange(true, order);
    }
    void clear(memory_order order = memory_order_seq_cst) noexcept { set_.store(false, order); }

private:
    atomic<bool> set_{false};
};

} // namespace cds_model_atomics

#endif // CDSLIB_TEST_MODEL_SCHEDULER_ATOMICS_H
