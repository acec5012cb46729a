// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HAZARD_POINTER_HOLDER_H
#define CDSLIB_GC_HAZARD_POINTER_HOLDER_H

#include <cds/gc/core/policy/slots.h>
#include <cds/gc/hazard_pointer/object.h>

#include <cstddef>
#include <span>

namespace cds {
inline namespace CDS_ATOMICS_TAG {

class hazard_pointer;

namespace hazard_pointer_detail {
using gc::core::hazard_slot;

/// Functions for slots of domains made at run time. Such slots name their domain themselves.
CDS_EXPORT_API hazard_slot* take_slot(gc::core::domain& domain);
CDS_EXPORT_API void give_slot_home(hazard_slot* slot) noexcept;
CDS_EXPORT_API void hand_over_at_home(hazard_slot* slot, void const* p) noexcept;

/// Makes a hazard_pointer from a slot, outside the public interface.
struct access;
} // namespace hazard_pointer_detail

/// Owns a hazard slot, or nothing: as long as it protects an object, the object is not deleted,
/// whichever thread retires it. make_hazard_pointer() creates one.
///
/// Source: ISO C++26, [saferecl.hp.holder]; M. Michael (IEEE TPDS 15(6), 2004).
///
/// It is one word. It may be moved to, used by and destroyed on any thread, one at a time; also
/// before main, and in destructors of static and thread_local objects. No member allocates,
/// throws or waits. A protection cannot be copied, only moved.
///
/// In a signal handler `protect`, `try_protect` and `reset_protection` may be called on a hazard
/// pointer that was made before and that the interrupted code does not use: one for each thread
/// on which the handler may run. All other members, and retiring, are not async-signal-safe.
///
///   progress       protect lock-free, everything else wait-free
///   linearizes at  try_protect, protect: the load that validates ([H1], or [G1], [G2])
///   invariants     H-I1  the word is a slot, whose bit 0 says that its domain was made at run
///                        time, and whose bit 1 is set only inside make_hazard_pointer_batch
///                  H-I2  a slot at rest (owned, protecting nothing) is null
class hazard_pointer {
public:
    /// An empty one owns nothing and protects nothing.
    constexpr hazard_pointer() noexcept = default;
    hazard_pointer(hazard_pointer&& other) noexcept
        : word_(std::exchange(other.word_, std::uintptr_t{0})) {}
    /// Ends the protection that this hazard pointer had. Moving to itself does nothing.
    hazard_pointer& operator=(hazard_pointer&& other) noexcept {
        hazard_pointer taken(std::move(other));
        taken.swap(*this);
        return *this;
    }
    ~hazard_pointer() {
        if (word_ != 0)
            give_up();
    }

    [[nodiscard]] bool empty() const noexcept { return word_ == 0; }

    /// Protects what `src` holds, and returns it: the object was in `src` at some moment while it
    /// was protected already. This hazard pointer must not be empty; the same holds for the next
    /// two members. Async-signal-safe, see above.
    template <class T>
    T* protect(atomics::atomic<T*> const& src) noexcept {
        return protect(src, gc::core::itself());
    }

    /// Makes one attempt: protects what `ptr` points to if `src` still holds it. Otherwise it
    /// protects nothing, sets `ptr` to what `src` holds, and returns false. Async-signal-safe.
    template <class T>
    bool try_protect(T*& ptr, atomics::atomic<T*> const& src) noexcept {
        return try_protect(ptr, src, gc::core::itself());
    }

    /// Protects `*ptr` without validation, and ends the protection it had. That is right only if
    /// the object cannot be deleted meanwhile, because it is not retired or another hazard
    /// pointer protects it (whose protection may end afterwards). Async-signal-safe.
    template <class T>
    void reset_protection(T const* ptr) noexcept {
        static_assert(hazard_protectable<T>, "see cds::hazard_protectable");
        if (ptr == nullptr)
            slot()->clear();
        else if (is_default()) [[likely]]
            gc::core::hand_over<gc::core::dhp_binding>(slot(), ptr);
        else
            hazard_pointer_detail::hand_over_at_home(slot(), ptr);
    }
    /// Protects nothing. Async-signal-safe.
    void reset_protection(std::nullptr_t = nullptr) noexcept { slot()->clear(); }

    /// \name Extension: sources that hold more than a pointer, such as marked pointers
    /// `pointer_of(value)` returns the pointer to protect; it must not throw.
    ///@{
    template <class V, class F>
    V protect(atomics::atomic<V> const& src, F pointer_of) noexcept {
        check_functor<V, F>();
        std::uintptr_t mask = gc::core::fence_mask();
        return gc::core::protect(slot(), src, std::move(pointer_of), mask);
    }
    template <class V, class F>
    bool try_protect(V& value, atomics::atomic<V> const& src, F pointer_of) noexcept {
        check_functor<V, F>();
        V const old = value;
        slot()->publish(gc::core::object_for(old, pointer_of));
        gc::core::light_fence();
        // [H1] acquire-load <- *: the object is built; the caller names its edge
        value = src.load(atomics::memory_order_acquire);
        if (value == old) [[likely]]
            return true;
        slot()->clear();
        return false;
    }
    ///@}

    /// Exchanges what the two own; both protections go on without a gap.
    void swap(hazard_pointer& other) noexcept { std::swap(word_, other.word_); }

private:
    friend struct hazard_pointer_detail::access;
    using hazard_slot = gc::core::hazard_slot;

    static constexpr std::uintptr_t at_home = 1; ///< the slot is returned to the domain it names
    static constexpr std::uintptr_t fresh = 2;

    explicit hazard_pointer(hazard_slot* s, std::uintptr_t flags) noexcept
        : word_(reinterpret_cast<std::uintptr_t>(s) | flags) {}

    hazard_slot* slot() const noexcept {
        assert(!empty() && "an empty hazard pointer protects nothing");
        return reinterpret_cast<hazard_slot*>(word_ & ~at_home);
    }
    bool is_default() const noexcept { return (word_ & at_home) == 0; }

    template <class V, class F>
    static constexpr void check_functor() noexcept {
        using pointer = std::invoke_result_t<F&, V&>; // it gets a copy
        static_assert(std::is_pointer_v<pointer> &&
                          hazard_protectable<std::remove_pointer_t<pointer>>,
                      "see cds::hazard_protectable");
    }

    [[gnu::always_inline]] void give_up() noexcept {
        if (is_default()) [[likely]]
            gc::core::give_slot<gc::core::dhp_binding>(slot());
        else
            hazard_pointer_detail::give_slot_home(slot());
    }

    std::uintptr_t word_ = 0;
};

static_assert(sizeof(hazard_pointer) == sizeof(void*), "a hazard pointer is one word");

struct hazard_pointer_detail::access {
    static hazard_pointer of_default_domain() {
        return hazard_pointer(gc::core::take_slot<gc::core::dhp_binding>(), 0);
    }
    static hazard_pointer of(gc::core::domain& domain) {
        return hazard_pointer(take_slot(domain), hazard_pointer::at_home);
    }

    static void mark_fresh(hazard_pointer& h) noexcept { h.word_ |= hazard_pointer::fresh; }
    /// True if it was marked.
    static bool unmark_fresh(hazard_pointer& h) noexcept {
        bool const marked = (h.word_ & hazard_pointer::fresh) != 0;
        h.word_ &= ~hazard_pointer::fresh;
        return marked;
    }
};

/// Makes a hazard pointer that owns a slot and protects nothing. O(1) and normally without a
/// call; throws std::bad_alloc.
[[nodiscard]] inline hazard_pointer make_hazard_pointer() {
    return hazard_pointer_detail::access::of_default_domain();
}

inline void swap(hazard_pointer& a, hazard_pointer& b) noexcept { a.swap(b); }

/// Gives a slot to each of `batch` that is empty; the others stay as they are. If it throws
/// std::bad_alloc, all are as before. Source: P3428.
inline void make_hazard_pointer_batch(std::span<hazard_pointer> batch) {
    using hazard_pointer_detail::access;
    struct undo {
        std::span<hazard_pointer> batch;
        bool all_made = false;
        ~undo() {
            for (hazard_pointer& h : batch)
                if (access::unmark_fresh(h) && !all_made)
                    h = hazard_pointer();
        }
    } done{batch};
    for (hazard_pointer& h : batch)
        if (h.empty()) {
            h = make_hazard_pointer();
            access::mark_fresh(h); // a mark, because nothing else tells it from the others
        }
    done.all_made = true;
}

/// Makes all of `batch` empty.
inline void clear_hazard_pointer_batch(std::span<hazard_pointer> batch) noexcept {
    for (hazard_pointer& h : batch)
        h = hazard_pointer();
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds

#endif // #ifndef CDSLIB_GC_HAZARD_POINTER_HOLDER_H
