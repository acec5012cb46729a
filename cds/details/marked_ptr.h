// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_MARKED_PTR_H
#define CDSLIB_DETAILS_MARKED_PTR_H

// A pointer that carries a few mark bits in its low end, and the atomic cell of such pointers:
// the link type of every list that deletes in two steps.

#include <cds/algo/atomic.h>

#include <cstddef>
#include <cstdint>

namespace cds::details {

/// A `T*` whose low bits named in `Bitmask` hold marks.
///
/// Two marked pointers are equal when address and marks are equal; against a plain `T*` the
/// marks are ignored. T may be incomplete; its alignment must leave the bits of `Bitmask` free.
template <class T, int Bitmask>
class marked_ptr {
public:
    using value_type = T;
    using pointer_type = T*;

    static_assert(Bitmask > 0, "the mask must name at least one mark bit");

    static constexpr std::uintptr_t bitmask = static_cast<std::uintptr_t>(Bitmask);
    static constexpr std::uintptr_t pointer_bitmask = ~bitmask;

    constexpr marked_ptr() noexcept = default;
    constexpr explicit marked_ptr(T* ptr) noexcept : ptr_(ptr) {}
    marked_ptr(T* ptr, int mask) noexcept : ptr_(ptr) { *this |= mask; }

    /// The address without its marks.
    T* ptr() const noexcept { return to_pointer(word() & pointer_bitmask); }
    /// The address and the marks, as they are stored.
    T* all() const noexcept { return ptr_; }
    /// The marks alone.
    std::uintptr_t bits() const noexcept { return word() & bitmask; }
    T* operator->() const noexcept { return ptr(); }

    /// Takes the address `ptr` and clears the marks.
    marked_ptr& operator=(T* ptr) noexcept {
        ptr_ = ptr;
        return *this;
    }

    marked_ptr& operator|=(int bits) noexcept { return assign(word() | marks(bits)); }
    marked_ptr& operator^=(int bits) noexcept { return assign(word() ^ marks(bits)); }
    /// Keeps the address, and only the marks in `bits`.
    marked_ptr& operator&=(int bits) noexcept {
        return assign(word() & (pointer_bitmask | marks(bits)));
    }

    friend marked_ptr operator|(marked_ptr p, int bits) noexcept { return p |= bits; }
    friend marked_ptr operator|(int bits, marked_ptr p) noexcept { return p |= bits; }
    friend marked_ptr operator&(marked_ptr p, int bits) noexcept { return p &= bits; }
    friend marked_ptr operator&(int bits, marked_ptr p) noexcept { return p &= bits; }
    friend marked_ptr operator^(marked_ptr p, int bits) noexcept { return p ^= bits; }
    friend marked_ptr operator^(int bits, marked_ptr p) noexcept { return p ^= bits; }
    /// Returns the same address with every mark inverted.
    friend marked_ptr operator~(marked_ptr p) noexcept { return p ^= Bitmask; }

    friend bool operator==(marked_ptr a, marked_ptr b) noexcept { return a.ptr_ == b.ptr_; }
    friend bool operator==(marked_ptr a, T const* b) noexcept { return a.ptr() == b; }
    friend bool operator==(marked_ptr a, std::nullptr_t) noexcept { return a.ptr() == nullptr; }

    /// The stored word, for an atomic cell that compares and replaces it.
    T*& impl_ref() noexcept { return ptr_; }

private:
    static constexpr std::uintptr_t marks(int bits) noexcept {
        return static_cast<std::uintptr_t>(bits) & bitmask;
    }
    static T* to_pointer(std::uintptr_t word) noexcept { return reinterpret_cast<T*>(word); }
    std::uintptr_t word() const noexcept { return reinterpret_cast<std::uintptr_t>(ptr_); }
    marked_ptr& assign(std::uintptr_t word) noexcept {
        ptr_ = to_pointer(word);
        return *this;
    }

    T* ptr_ = nullptr;
};

} // namespace cds::details

CDS_CXX11_ATOMIC_BEGIN_NAMESPACE

/// An atomic cell of a `marked_ptr`, lock-free wherever a cell of `T*` is.
/// Its interface is that of `atomic<T*>` without the arithmetic; every member takes volatile
/// cells too.
template <class T, int Bitmask>
class atomic<cds::details::marked_ptr<T, Bitmask>> {
    using cell_type = ::atomics::atomic<T*>;
    using order_type = ::atomics::memory_order;
    static constexpr order_type strongest = ::atomics::memory_order_seq_cst;

public:
    using marked_ptr = cds::details::marked_ptr<T, Bitmask>;
    using value_type = marked_ptr;

    constexpr atomic() noexcept : cell_(nullptr) {}
    constexpr explicit atomic(marked_ptr value) noexcept : cell_(value.impl_ref()) {}
    constexpr explicit atomic(T* ptr) noexcept : cell_(ptr) {}
    atomic(atomic const&) = delete;
    atomic& operator=(atomic const&) = delete;

    bool is_lock_free() const volatile noexcept {
        // Known at compile time nearly everywhere; clang 14 would ask libatomic.
        return ATOMIC_POINTER_LOCK_FREE == 2 || cell(*this).is_lock_free();
    }

    // Every access below belongs to the caller: it forwards the caller's order to the cell.

    void store(marked_ptr value, order_type order = strongest) volatile noexcept {
        cell(*this).store(value.all(), order);
    }
    marked_ptr load(order_type order = strongest) const volatile noexcept {
        return marked_ptr(cell(*this).load(order));
    }
    marked_ptr exchange(marked_ptr value, order_type order = strongest) volatile noexcept {
        return marked_ptr(cell(*this).exchange(value.all(), order));
    }

    bool compare_exchange_weak(marked_ptr& expected, marked_ptr desired, order_type success,
                               order_type failure) volatile noexcept {
        return cell(*this).compare_exchange_weak(expected.impl_ref(), desired.all(), success,
                                                 failure);
    }
    bool compare_exchange_strong(marked_ptr& expected, marked_ptr desired, order_type success,
                                 order_type failure) volatile noexcept {
        return cell(*this).compare_exchange_strong(expected.impl_ref(), desired.all(), success,
                                                   failure);
    }
    bool compare_exchange_weak(marked_ptr& expected, marked_ptr desired,
                               order_type order = strongest) volatile noexcept {
        return compare_exchange_weak(expected, desired, order, load_part(order));
    }
    bool compare_exchange_strong(marked_ptr& expected, marked_ptr desired,
                                 order_type order = strongest) volatile noexcept {
        return compare_exchange_strong(expected, desired, order, load_part(order));
    }

    operator marked_ptr() const volatile noexcept { return load(strongest); }
    marked_ptr operator=(marked_ptr value) volatile noexcept {
        store(value, strongest);
        return value;
    }

private:
    /// Returns the order for a compare-exchange that failed, and so only read.
    static constexpr order_type load_part(order_type order) noexcept {
        if (order == ::atomics::memory_order_acq_rel)
            return ::atomics::memory_order_acquire;
        if (order == ::atomics::memory_order_release)
            return ::atomics::memory_order_relaxed;
        return order;
    }

    /// Returns the cell, volatile where the implementation of `atomics` has members for that.
    template <class Self>
    static constexpr auto& cell(Self& self) noexcept {
        if constexpr (requires { self.cell_.load(strongest); })
            return self.cell_;
        else
            return const_cast<cell_type&>(self.cell_);
    }

    cell_type cell_;
};

CDS_CXX11_ATOMIC_END_NAMESPACE

#endif // #ifndef CDSLIB_DETAILS_MARKED_PTR_H
