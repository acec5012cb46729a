// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SYNC_LOCK_ARRAY_H
#define CDSLIB_SYNC_LOCK_ARRAY_H

// An array of locks: a hint selects the lock of an item, and the array can be locked as a whole.

#include <cds/algo/int_algo.h>
#include <cds/details/allocator.h>

#include <cstddef>
#include <mutex>
#include <type_traits>
#include <utility>

namespace cds::sync {

/// The hint is the cell's number.
struct trivial_select_policy {
    std::size_t operator()(std::size_t what, [[maybe_unused]] std::size_t capacity) const noexcept {
        assert(what < capacity);
        return what;
    }
    static bool is_capacity_accepted(std::size_t) noexcept { return true; }
};

/// The cell's number is the hint modulo the capacity.
struct mod_select_policy {
    std::size_t operator()(std::size_t what, std::size_t capacity) const noexcept {
        return what % capacity;
    }
    static bool is_capacity_accepted(std::size_t) noexcept { return true; }
};

/// The cell's number is the hint under a mask, for a capacity that is a power of two.
class pow2_select_policy {
public:
    explicit pow2_select_policy(std::size_t capacity) noexcept : mask_(capacity - 1) {
        assert(is_capacity_accepted(capacity));
    }
    std::size_t operator()(std::size_t what, std::size_t) const noexcept { return what & mask_; }
    static bool is_capacity_accepted(std::size_t capacity) noexcept {
        return beans::is_power2(capacity);
    }

private:
    std::size_t mask_;
};

/// A fixed number of locks; `SelectPolicy` selects one by a hint.
template <class Lock, class SelectPolicy = mod_select_policy, class Alloc = CDS_DEFAULT_ALLOCATOR>
class lock_array {
    typedef cds::details::Allocator<Lock, Alloc> lock_allocator;

public:
    typedef Lock lock_type;
    typedef SelectPolicy select_cell_policy;

    /// The result of `try_lock` when it did not get the lock.
    static constexpr std::size_t const c_nUnspecifiedCell = static_cast<std::size_t>(-1);

    explicit lock_array(std::size_t capacity) : lock_array(capacity, make_policy(capacity)) {}
    lock_array(std::size_t capacity, select_cell_policy const& policy)
        : lock_array(capacity, select_cell_policy(policy)) {}
    lock_array(std::size_t capacity, select_cell_policy&& policy)
        : locks_(lock_allocator().NewArray(capacity)),
          capacity_(capacity),
          policy_(std::move(policy)) {
        assert(select_cell_policy::is_capacity_accepted(capacity));
    }
    lock_array(lock_array const&) = delete;
    lock_array& operator=(lock_array const&) = delete;
    ~lock_array() { lock_allocator().Delete(locks_, capacity_); }

    /// Locks the cell of `hint` and returns its number, which `unlock` takes.
    [[nodiscard]] std::size_t lock(std::size_t hint) {
        std::size_t const cell = policy_(hint, capacity_);
        locks_[cell].lock();
        return cell;
    }

    /// Does the same without waiting; returns `c_nUnspecifiedCell` if the cell is locked.
    [[nodiscard]] std::size_t try_lock(std::size_t hint) {
        std::size_t const cell = policy_(hint, capacity_);
        return locks_[cell].try_lock() ? cell : c_nUnspecifiedCell;
    }

    /// Unlocks the cell that lock() or try_lock() has returned.
    void unlock(std::size_t cell) { at(cell).unlock(); }

    /// Locks every cell, in order.
    void lock_all() {
        for (std::size_t i = 0; i < capacity_; ++i)
            locks_[i].lock();
    }
    /// Undoes lock_all().
    void unlock_all() {
        for (std::size_t i = 0; i < capacity_; ++i)
            locks_[i].unlock();
    }

    /// The lock of a cell.
    lock_type& at(std::size_t cell) const {
        assert(cell < capacity_);
        return locks_[cell];
    }
    /// The number of locks.
    std::size_t size() const noexcept { return capacity_; }

private:
    static select_cell_policy make_policy([[maybe_unused]] std::size_t capacity) {
        if constexpr (std::is_constructible_v<select_cell_policy, std::size_t>)
            return select_cell_policy(capacity);
        else
            return select_cell_policy();
    }

    lock_type* const locks_;
    std::size_t const capacity_;
    select_cell_policy const policy_;
};

} // namespace cds::sync

/// Holds one cell of a lock array, or all of them.
template <class Lock, class SelectPolicy, class Alloc>
class std::unique_lock<cds::sync::lock_array<Lock, SelectPolicy, Alloc>> {
public:
    typedef cds::sync::lock_array<Lock, SelectPolicy, Alloc> lock_array_type;

    unique_lock(lock_array_type& locks, size_t hint) : locks_(locks), cell_(locks.lock(hint)) {}
    explicit unique_lock(lock_array_type& locks)
        : locks_(locks), cell_(lock_array_type::c_nUnspecifiedCell) {
        locks_.lock_all();
    }
    unique_lock(unique_lock const&) = delete;
    unique_lock& operator=(unique_lock const&) = delete;
    ~unique_lock() {
        if (cell_ == lock_array_type::c_nUnspecifiedCell)
            locks_.unlock_all();
        else
            locks_.unlock(cell_);
    }

private:
    lock_array_type& locks_;
    size_t cell_;
};

#endif // #ifndef CDSLIB_SYNC_LOCK_ARRAY_H
