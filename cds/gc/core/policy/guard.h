// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_GUARD_H
#define CDSLIB_GC_CORE_POLICY_GUARD_H

#include <cds/details/marked_ptr.h>
#include <cds/gc/core/policy/slots.h>

#include <cassert>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Owns one hazard slot: the RAII form of a hazard pointer.
///
/// While a guard protects an object, the object is not disposed of, whichever thread retires it
/// and whatever becomes of the threads. A guard may be moved to, used by and destroyed on another
/// thread, also after the thread that made it has detached or ended; but not concurrently.
///
/// In a signal handler no guard may be made, linked, unlinked, assigned, copied or destroyed. One
/// that was made before, and that the interrupted code does not touch, may protect and clear
/// there.
template <domain_binding Binding>
class basic_guard {
public:
    /// Takes a slot. Throws std::bad_alloc, or for a policy with a guard limit
    /// not_enough_hazard_ptr, and therefore is not noexcept. O(1), normally without a call.
    basic_guard() : slot_(take_slot<Binding>()) {}
    /// Owns nothing until link().
    explicit basic_guard(std::nullptr_t) noexcept {}
    /// Takes over a slot that was released from another holder.
    explicit basic_guard(hazard_slot* raw) noexcept : slot_(raw) {}

    basic_guard(basic_guard&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    /// Swaps the slots. What this guard protected stays protected until `other` ends.
    basic_guard& operator=(basic_guard&& other) noexcept {
        swap(other);
        return *this;
    }
    basic_guard(basic_guard const&) = delete;
    basic_guard& operator=(basic_guard const&) = delete;
    ~basic_guard() { unlink(); }

    /// Exchanges slot ownership; nothing is stored, nothing is ever unprotected.
    void swap(basic_guard& other) noexcept { std::swap(slot_, other.slot_); }

    /// Whether the guard owns a slot.
    bool is_linked() const noexcept { return slot_ != nullptr; }
    /// Takes a slot if the guard has none. Throws as the constructor does.
    void link() {
        if (slot_ == nullptr) {
            slot_ = take_slot<Binding>();
            mask_ = fence_mask();
        }
    }
    /// Gives the slot up, and with it the protection.
    void unlink() noexcept {
        if (slot_ != nullptr)
            give_slot<Binding>(std::exchange(slot_, nullptr));
    }

    /// Protects what `source` holds and returns it. Lock-free, never allocates.
    template <class T>
    T protect(atomics::atomic<T> const& source) noexcept {
        return protect(source, itself());
    }
    /// Protects `f(value)` instead of the value, and returns the value that was loaded. `f` gets
    /// a copy, which it may take by reference, and must not throw.
    template <class T, class F>
    T protect(atomics::atomic<T> const& source, F f) noexcept {
        assert(slot_ != nullptr);
        return core::protect(slot_, source, std::move(f), mask_);
    }

    /// Protects `p` without validation. That is right if another guard protects `p`, or if the
    /// caller checks afterwards that `p` is still reachable. Wait-free.
    template <class T>
    T* assign(T* p) noexcept {
        assert(slot_ != nullptr);
        core::hand_over<Binding>(slot_, p);
        return p;
    }
    /// Calls clear().
    std::nullptr_t assign(std::nullptr_t) noexcept {
        clear();
        return nullptr;
    }
    /// Protects what `p` points to, without its marks.
    template <class T, int Bits>
    T* assign(cds::details::marked_ptr<T, Bits> p) noexcept {
        return assign(p.ptr());
    }
    /// Protects what `other` protects, too.
    void copy(basic_guard const& other) noexcept { assign(other.get_native()); }

    /// Ends the protection and keeps the slot.
    void clear() noexcept {
        assert(slot_ != nullptr);
        slot_->clear();
    }

    /// Returns what the slot holds, as a `T*`: null if nothing is protected. Wait-free, as is
    /// get_native().
    template <class T>
    T* get() const noexcept {
        return static_cast<T*>(get_native());
    }
    /// Does the same without a type.
    void* get_native() const noexcept {
        assert(slot_ != nullptr);
        return slot_->get();
    }

    /// Releases the raw slot, with its protection; the caller owns it now.
    [[nodiscard]] hazard_slot* release() noexcept { return std::exchange(slot_, nullptr); }
    /// The raw slot, which the guard still owns; null if it has none.
    hazard_slot*& guard_ref() noexcept { return slot_; }

private:
    hazard_slot* slot_ = nullptr;
    /// Kept here and not read from the global each time: the speed of protect() is that of its
    /// loads and stores. A guard made under full fences reads the mask again in its next
    /// protect().
    std::uintptr_t mask_ = fence_mask();
};

/// Owns `Count` hazard slots that are taken together: that is cheaper than as many guards, and
/// takes all or none.
template <domain_binding Binding, std::size_t Count>
class basic_guard_array {
public:
    /// Names the same policy's array of another size.
    template <std::size_t OtherCount>
    struct rebind {
        using other = basic_guard_array<Binding, OtherCount>;
    };
    static constexpr std::size_t c_nCapacity = Count;

    /// Throws as basic_guard() does, and has taken nothing then.
    basic_guard_array() {
        if constexpr (Count != 0)
            take_all();
        mask_ = fence_mask();
    }
    basic_guard_array(basic_guard_array const&) = delete;
    basic_guard_array& operator=(basic_guard_array const&) = delete;
    ~basic_guard_array() {
        if constexpr (Count != 0)
            give_all();
    }

    /// \name Members of Guard for place `i`, under the same names
    ///@{
    template <class T>
    T protect(std::size_t i, atomics::atomic<T> const& source) noexcept {
        return protect(i, source, itself());
    }
    template <class T, class F>
    T protect(std::size_t i, atomics::atomic<T> const& source, F f) noexcept {
        return core::protect(slot(i), source, std::move(f), mask_);
    }

    /// Publishes `p` for a caller that validates afterwards what it reads. It does not hand a
    /// protection over from another slot: assign() does.
    void publish(std::size_t i, void const* p) noexcept {
        slot(i)->publish(p);
        light_fence();
    }

    template <class T>
    T* assign(std::size_t i, T* p) noexcept {
        core::hand_over<Binding>(slot(i), p);
        return p;
    }
    template <class T, int Bits>
    T* assign(std::size_t i, cds::details::marked_ptr<T, Bits> p) noexcept {
        return assign(i, p.ptr());
    }
    void copy(std::size_t i, basic_guard<Binding> const& other) noexcept {
        assign(i, other.get_native());
    }
    void copy(std::size_t to, std::size_t from) noexcept { assign(to, get_native(from)); }

    /// Exchanges the slots of two places; nothing is stored, and nothing is ever unprotected.
    void swap(std::size_t i, std::size_t j) noexcept { std::swap(slots_[i], slots_[j]); }

    void clear(std::size_t i) noexcept { slot(i)->clear(); }

    template <class T>
    T* get(std::size_t i) const noexcept {
        return static_cast<T*>(get_native(i));
    }
    void* get_native(std::size_t i) const noexcept { return slot(i)->get(); }
    ///@}

    /// Releases the raw slot, with its protection; the place is empty from now on.
    [[nodiscard]] hazard_slot* release(std::size_t i) noexcept {
        return std::exchange(slots_[i], nullptr);
    }

    /// The number of slots.
    static constexpr std::size_t capacity() noexcept { return Count; }

private:
    hazard_slot* slot(std::size_t i) const noexcept {
        assert(i < Count && slots_[i] != nullptr);
        return slots_[i];
    }

    void take_all() {
        hazard_slot* const* const taken = Binding::state().record->free_slots.take(Count);
        if (taken == nullptr) [[unlikely]]
            return take_one_by_one();
        each([&](std::size_t i) { slots_[i] = taken[i]; });
    }

    [[gnu::noinline]] void take_one_by_one() {
        struct undo {
            basic_guard_array& array;
            std::size_t taken = 0;
            ~undo() {
                if (taken != Count)
                    array.give_first(taken);
            }
        } done{*this};
        for (; done.taken != Count; ++done.taken)
            slots_[done.taken] = take_slot<Binding>();
    }

    /// Gives all slots back in one step of the stack.
    void give_all() noexcept {
        slot_stack& stack = Binding::state().record->free_slots;
        hazard_slot** const room = stack.room_for(Count);
        bool whole = room != nullptr;
        each([&](std::size_t i) {
            whole = whole && slots_[i] != nullptr && may_keep<Binding>(slots_[i]);
        });
        if (!whole) [[unlikely]]
            return give_first(Count);
        each([&](std::size_t i) { slots_[i]->clear(); });
        each([&](std::size_t i) { room[i] = slots_[i]; });
        stack.grow(Count);
    }

    /// Calls f(0) ... f(Count - 1) without a loop: the compiler does not unroll one of three.
    template <class F>
    [[gnu::always_inline]] static void each(F f) {
        [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            (f(Index), ...);
        }(std::make_index_sequence<Count>());
    }

    [[gnu::noinline]] void give_first(std::size_t n) noexcept {
        slot_stack& stack = Binding::state().record->free_slots;
        while (n-- != 0)
            if (hazard_slot* s = slots_[n]) {
                s->clear();
                if (!may_keep<Binding>(s) || !stack.keep(s)) [[unlikely]]
                    give_slot_slowly<Binding>(s);
            }
    }

    hazard_slot* slots_[Count != 0 ? Count : 1]; // an array cannot be empty
    std::uintptr_t mask_;
};

/// Owns a slot that protects one object, and gives access to the object: the result of `get` and
/// `extract` of a container. The object may be retired; it is disposed after the pointer is gone.
template <domain_binding Binding, class Guarded, class Value = Guarded, class Cast = void>
class basic_guarded_ptr {
    struct no_cast {
        Value* operator()(Guarded* p) const noexcept { return p; }
    };
    template <domain_binding, class, class, class>
    friend class basic_guarded_ptr;

public:
    using guarded_type = Guarded;
    using value_type = Value;
    using value_cast = std::conditional_t<std::is_void_v<Cast>, no_cast, Cast>;

    basic_guarded_ptr() noexcept : guard_(nullptr) {}
    explicit basic_guarded_ptr(std::nullptr_t) noexcept : guard_(nullptr) {}
    /// Takes over a raw slot, e.g. from GuardArray::release().
    explicit basic_guarded_ptr(hazard_slot* raw) noexcept : guard_(raw) {}
    /// Takes a slot for `p`, which must be protected elsewhere. Throws as a guard does.
    explicit basic_guarded_ptr(Guarded* p) : guard_(nullptr) { reset(p); }
    explicit basic_guarded_ptr(basic_guard<Binding>&& guard) noexcept : guard_(std::move(guard)) {}

    basic_guarded_ptr(basic_guarded_ptr&&) noexcept = default;
    /// Converts from a pointer to the same object, to access another part of it, or as const. The
    /// slot holds the address of a `Guarded`; another type might have another address.
    template <class G, class V, class C>
        requires std::is_same_v<std::remove_cv_t<G>, std::remove_cv_t<Guarded>> &&
                 std::is_convertible_v<G*, Guarded*>
    basic_guarded_ptr(basic_guarded_ptr<Binding, G, V, C>&& other) noexcept
        : guard_(std::move(other.guard_)) {}
    basic_guarded_ptr(basic_guarded_ptr const&) = delete;
    basic_guarded_ptr& operator=(basic_guarded_ptr const&) = delete;

    /// Lets go of its object at once and takes over that of the source, which is empty then.
    basic_guarded_ptr& operator=(basic_guarded_ptr&& other) noexcept {
        return *this = std::move(other.guard_);
    }
    basic_guarded_ptr& operator=(basic_guard<Binding>&& guard) noexcept {
        basic_guard<Binding>(std::move(guard)).swap(guard_);
        return *this;
    }

    value_type* operator->() const noexcept { return value(); }
    value_type& operator*() noexcept { return *value(); }
    value_type const& operator*() const noexcept { return *value(); }

    /// Whether it protects nothing. Wait-free.
    [[nodiscard]] bool empty() const noexcept {
        return !guard_.is_linked() || guard_.get_native() == nullptr;
    }
    explicit operator bool() const noexcept { return !empty(); }

    /// Lets go of the object.
    void release() noexcept { guard_.unlink(); }

    /// Protects `p`, which must be protected elsewhere. Throws as a guard does.
    void reset(Guarded* p) {
        guard_.link();
        guard_.assign(p);
    }

private:
    value_type* value() const noexcept {
        assert(!empty());
        return value_cast()(guard_.template get<Guarded>());
    }

    basic_guard<Binding> guard_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POLICY_GUARD_H
