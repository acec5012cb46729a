// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_REF_H
#define CDSLIB_GC_HPREF_REF_H

#include <cds/gc/core/protect/hazard_slot.h>
#include <cds/gc/hpref/counted.h>

#include <cassert>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Keeps an object in existence: by a hazard in a slot, or by a reference in its count.
///
/// A handle may be moved to and put on any thread, also after the thread that got it has ended;
/// but two threads must not use it at once. It belongs to no domain: putting it is one store or
/// one decrement. `T` may be const.
template <class T>
class ref {
public:
    using element_type = T;

    constexpr ref() noexcept = default;
    constexpr ref(std::nullptr_t) noexcept {}
    /// Takes over a slot that protects `p` or, if `slot` is null, a reference.
    ref(T* p, hazard_slot* slot) noexcept : object_(p), slot_(slot) {}

    ref(ref&& other) noexcept
        : object_(std::exchange(other.object_, nullptr)),
          slot_(std::exchange(other.slot_, nullptr)) {}
    ref& operator=(ref&& other) noexcept {
        ref(std::move(other)).swap(*this);
        return *this;
    }
    ref(ref const&) = delete;
    ref& operator=(ref const&) = delete;
    ~ref() { let_go(); }

    /// Converts a handle to `U` into one to `U const`. The slot moves with it.
    template <class U>
        requires(!std::is_const_v<U> && std::same_as<U const, T>)
    ref(ref<U>&& other) noexcept
        : object_(std::exchange(other.object_, nullptr)),
          slot_(std::exchange(other.slot_, nullptr)) {}

    /// Stores nothing: the slot moves with the handle, and no scan can notice.
    void swap(ref& other) noexcept {
        std::swap(object_, other.object_);
        std::swap(slot_, other.slot_);
    }

    T* get() const noexcept { return object_; }
    T* operator->() const noexcept {
        assert(object_ != nullptr);
        return object_;
    }
    T& operator*() const noexcept {
        assert(object_ != nullptr);
        return *object_;
    }
    explicit operator bool() const noexcept { return object_ != nullptr; }

    /// \name Equality: whether both are the same object, however it is held
    ///@{
    friend bool operator==(ref const& r, std::nullptr_t) noexcept { return !r; }
    template <class U>
        requires std::same_as<std::remove_cv_t<U>, std::remove_cv_t<T>>
    bool operator==(ref<U> const& other) const noexcept {
        return object_ == other.get();
    }
    ///@}

    bool is_hazard() const noexcept { return slot_ != nullptr; }
    bool is_reference() const noexcept { return object_ != nullptr && slot_ == nullptr; }

    /// Turns a hazard into a reference, which may be kept for any time: it uses no slot and does
    /// not delay synchronize(). Wait-free; there is no way back.
    void promote() noexcept {
        if (slot_ == nullptr)
            return;
        object_->add_reference(); // while the hazard still keeps the count above 0
        std::exchange(slot_, nullptr)->clear();
    }

    /// Returns another handle to the object, a reference.
    [[nodiscard]] ref share() const noexcept {
        if (object_ != nullptr)
            object_->add_reference();
        return {object_, nullptr};
    }

    /// Lets go of the object: ends the hazard, or drops the reference; the last one releases the
    /// object. Wait-free apart from that. The handle may be part of the object.
    void put() noexcept {
        ref(std::move(*this)); // the handle is empty before anything is released
    }

    /// Returns the object together with one reference, which the caller owns from now on.
    [[nodiscard]] T* release() noexcept {
        promote();
        return std::exchange(object_, nullptr);
    }

private:
    template <class U>
    friend class ref;

    void let_go() noexcept {
        if (slot_ != nullptr)
            slot_->clear();
        else if (object_ != nullptr)
            object_->drop_reference();
    }

    T* object_ = nullptr;
    hazard_slot* slot_ = nullptr;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_HPREF_REF_H
