// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HAZARD_POINTER_OBJECT_H
#define CDSLIB_GC_HAZARD_POINTER_OBJECT_H

#include <cds/gc/core/policy/binding.h>
#include <cds/gc/core/retire/retired_chain.h>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds {
inline namespace CDS_ATOMICS_TAG {

class hazard_pointer_domain;
class hazard_pointer_cohort;

template <class T, class D>
class hazard_pointer_obj_base;

namespace hazard_pointer_detail {
struct access_to_domain;
using gc::core::retired;
using gc::core::retired_link;

/// Retires an object for which the thread's filling block had no room.
CDS_EXPORT_API void retire_slowly(retired what, retired_link& link) noexcept;
CDS_EXPORT_API void retire_to(hazard_pointer_domain& domain, retired what,
                              retired_link& link) noexcept;
CDS_EXPORT_API void retire_to(hazard_pointer_cohort& cohort, retired what,
                              retired_link& link) noexcept;

/// The members that an object brings along: a link and a deleter.
template <class D>
struct luggage {
    retired_link link;
    [[no_unique_address]] D deleter{};
};

/// The functions of the base, outside of it: a name declared in the base would hide the same name
/// in other bases of the class.
template <class T, class D>
struct retirement {
    using base = hazard_pointer_obj_base<T, D>;

    static luggage<D>& luggage_of(base& b) noexcept { return b.cds_hazard_pointer_luggage_; }
    static retired_link& link_of(base& b) noexcept { return luggage_of(b).link; }
    static retired prepare(base& b, D& d) noexcept;
    static void dispose(void* p) noexcept;
};
} // namespace hazard_pointer_detail

/// The base of a class whose objects hazard pointers protect: `class node : public
/// hazard_pointer_obj_base<node>`. It adds three words to an object, and the deleter.
///
/// Source: ISO C++26, [saferecl.hp.base]; P2530R3. retire_to_cohort: P3427; domains: the
/// Concurrency TS 2 (N4956).
///
/// `T` may be incomplete until a member is used. `D` is default-constructible and
/// move-assignable, and `d(p)` is valid for a `T* p`; it must not throw. An object is retired at
/// most once, by one thread, when threads that have not yet protected it can no longer reach it;
/// then its deleter runs exactly once, on some thread, after the last protection. Retiring moves
/// the deleter into the object by one assignment. If the deleter's move constructor cannot throw,
/// it is moved out again to be called, and may use its own state after it has destroyed the
/// object; otherwise it is called where it lies, and ends with the object. No retire fails for
/// lack of memory, throws or waits. Each may run the deleters of objects retired earlier, but not
/// from inside a deleter of the same domain or cohort: recursion is one level deep for each of
/// those.
///
/// Besides the names below the class declares one more, an unusual one: so the names of other
/// bases of `T` stay usable. If another base has a retire_to_cohort, a using-declaration in `T`
/// selects one.
template <class T, class D = std::default_delete<T>>
class hazard_pointer_obj_base {
public:
    /// Retires the object to the default domain, which is that of cds::gc::DHP. O(1) amortised,
    /// lock-free; normally one store, without a call.
    void retire(D d = D()) noexcept {
        using retirement = hazard_pointer_detail::retirement<T, D>;
        gc::core::retired const what = retirement::prepare(*this, d);
        if (!gc::core::dhp_binding::state().record->append(what)) [[unlikely]]
            hazard_pointer_detail::retire_slowly(what, retirement::link_of(*this));
    }
    /// Extension: retires it to `domain`, whose hazard pointers are those that protect it.
    void retire(D d, hazard_pointer_domain& domain) noexcept {
        using retirement = hazard_pointer_detail::retirement<T, D>;
        hazard_pointer_detail::retire_to(domain, retirement::prepare(*this, d),
                                         retirement::link_of(*this));
    }
    void retire(hazard_pointer_domain& domain) noexcept { retire(D(), domain); }

    /// Extension: retires it to `cohort`, whose destructor waits for the deleter.
    void retire_to_cohort(hazard_pointer_cohort& cohort, D d = D()) noexcept {
        using retirement = hazard_pointer_detail::retirement<T, D>;
        hazard_pointer_detail::retire_to(cohort, retirement::prepare(*this, d),
                                         retirement::link_of(*this));
    }

protected:
    hazard_pointer_obj_base() = default;
    /// A copy is an object of its own and not retired, whatever becomes of the original.
    hazard_pointer_obj_base(hazard_pointer_obj_base const&) = default;
    hazard_pointer_obj_base(hazard_pointer_obj_base&&) = default;
    hazard_pointer_obj_base& operator=(hazard_pointer_obj_base const&) = default;
    hazard_pointer_obj_base& operator=(hazard_pointer_obj_base&&) = default;
    ~hazard_pointer_obj_base() = default;

private:
    friend struct hazard_pointer_detail::retirement<T, D>;

    hazard_pointer_detail::luggage<D> cds_hazard_pointer_luggage_;
};

namespace hazard_pointer_detail {
/// Returns the only base of that kind; ill-formed when there is none, or two, or it is
/// inaccessible.
template <class T, class D>
hazard_pointer_obj_base<T, D>* base_of(hazard_pointer_obj_base<T, D>*);
template <class T, class D>
std::type_identity<T> object_of(hazard_pointer_obj_base<T, D>*);

/// Both are called by their full names, because a function of T's own namespace might be a better
/// match. And this is a variable, because inside the class that asks, friendship would count.
template <class T>
inline constexpr bool is_protectable = requires(T* p) {
    requires std::same_as<decltype(hazard_pointer_detail::object_of(p)), std::type_identity<T>>;
    static_cast<T*>(hazard_pointer_detail::base_of(p)); // not virtual
};
} // namespace hazard_pointer_detail

/// A class whose objects can be protected and retired: it has exactly one base
/// hazard_pointer_obj_base<T2, D>, where T2 is the class itself, public and not virtual. A
/// `const` class qualifies, a `volatile` one does not.
template <class T>
concept hazard_protectable = std::is_class_v<T> && !std::is_volatile_v<T> &&
                             hazard_pointer_detail::is_protectable<std::remove_const_t<T>>;

template <class T, class D>
gc::core::retired hazard_pointer_detail::retirement<T, D>::prepare(base& b, D& d) noexcept {
    static_assert(hazard_protectable<T>,
                  "a class whose objects are retired has exactly one base "
                  "hazard_pointer_obj_base<itself, D>, public and not virtual");
    static_assert(std::default_initializable<D> && std::is_move_assignable_v<D> &&
                      std::invocable<D&, T*>,
                  "a deleter is default-constructible, move-assignable and callable with a T*");
    luggage_of(b).deleter = std::move(d);
    assert(link_of(b).what.dispose == nullptr && "an object is retired once");
    CDS_DEBUG_ONLY(link_of(b).what.dispose = &dispose;)
    return {static_cast<T*>(std::addressof(b)), &dispose};
}

template <class T, class D>
void hazard_pointer_detail::retirement<T, D>::dispose(void* p) noexcept {
    T* const object = static_cast<T*>(p);
    D& deleter = luggage_of(*object).deleter;
    CDS_DEBUG_ONLY(link_of(*object).what.dispose = nullptr;)
    if constexpr (std::is_nothrow_move_constructible_v<D>) {
        D moved_out(std::move(deleter));
        moved_out(object);
    } else
        deleter(object);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds

#endif // #ifndef CDSLIB_GC_HAZARD_POINTER_OBJECT_H
