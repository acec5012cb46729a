// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_STRUCTURES_RECLAIM_H
#define CDSLIB_STRUCTURES_RECLAIM_H

#include <cds/algo/atomic.h>
#include <cds/details/concepts.h>
#include <cds/opt/policies.h>

#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::gc {
class nogc;
}

namespace cds::intrusive::details {

/// The orders that a memory model gives to a structure: the annotated ones, or seq_cst for all.
/// total_relaxed_ordering is wrong for every structure, and is read as the annotated orders.
template <class Model>
using annotated_orders = std::conditional_t<std::is_same_v<Model, opt::v::total_relaxed_ordering>,
                                            opt::v::relaxed_ordering, Model>;

/// Returns what `protect()` returns, which protects what `source` holds. A policy validates with
/// an acquire load. For a sequentially consistent memory model that may be too early: there
/// another load sees, in the single total order, that the same value is still, or again, in
/// `source`.
template <class Order, class T, class Protect>
T protect_by(Protect protect, atomics::atomic<T> const& source) {
    T seen = protect();
    if constexpr (Order::memory_order_acquire == atomics::memory_order_seq_cst)
        for (;;) {
            // [R2] acquire-load <- *: as protect()'s own load; the caller names its edge
            T const again = source.load(Order::memory_order_acquire);
            if (again == seen)
                break;
            seen = protect();
        }
    return seen;
}

/// Reads a link that a walk goes along. With guards that is a candidate, which is seen again by an
/// acquire load before it is followed; without them, what it leads to stays.
template <class Policy, class Order, class T>
T first_look(atomics::atomic<T> const& link) noexcept {
    if constexpr (Policy::guards)
        // relaxed: a candidate
        return link.load(Order::memory_order_relaxed);
    else
        // [R3] acquire-load <- *: what it leads to is built; the caller names its edge
        return link.load(Order::memory_order_acquire);
}

/// `GC::lease`, or an empty type if there is none.
template <class GC>
struct lease_of {
    struct type {};
};
template <class GC>
    requires requires { typename GC::lease; }
struct lease_of<GC> {
    using type = typename GC::lease;
};

/// What a structure requires of its policy. The same code serves all policies:
///
///   | flag     | says                                                    | HP, DHP | nogc | RCU |
///   |----------|---------------------------------------------------------|---------|------|-----|
///   | `erases` | objects may be erased while others look at them         | yes     | no   | yes |
///   | `guards` | a look publishes a hazard pointer                       | yes     | no   | no  |
///   | `defers` | a section protects what is looked at within it, and     | no      | no   | yes |
///   |          | nothing may be reclaimed before it has ended            |         |      |     |
///
/// An operation declares, in this order, what it unlinks (`deferred`) and its `section`: the
/// section ends first, then what was unlinked may be reclaimed. For hazard pointers both are empty,
/// and what is unlinked is retired at once.
///
/// A policy that is neither a hazard-pointer policy nor `gc::nogc` specialises this template.
template <class GC>
struct reclaim;

/// What faces ask of a policy around an operation. It does nothing unless sections protect.
struct no_conditions {
    /// `get` is called: what it returns may have to be in a section of the caller's.
    static constexpr void expect_section() noexcept {}
    /// An operation that erases is called, which may wait for all sections. `Check` is what the
    /// container's traits say about that.
    template <class Check>
    static constexpr void expect_no_section() noexcept {}

    /// Stands around the erasing of an item that is to outlive the operation, and makes what
    /// `extract` returns of it.
    template <class Erased>
    struct extraction {
        Erased operator()(Erased item) const noexcept { return item; }
    };
};

/// The part of a policy without sections: `Policy` retires at once what an operation unlinks.
template <class Policy>
struct undeferred : no_conditions {
    static constexpr bool defers = false;

    struct section {};

    template <class Disposer>
    struct deferred {
        template <class T>
        void operator()(T* p) const {
            Policy::template retire<Disposer>(p);
        }
    };
};

template <concepts::hazard_policy GC>
struct reclaim<GC> : undeferred<reclaim<GC>> {
    static constexpr bool erases = true;
    static constexpr bool guards = true;

    using guard = typename GC::Guard;
    template <std::size_t N>
    using guard_array = typename GC::template GuardArray<N>;
    template <class Guarded, class Value = Guarded, class Cast = void>
    using guarded_ptr = typename GC::template guarded_ptr<Guarded, Value, Cast>;
    /// What `extract` returns.
    template <class Guarded, class Value = Guarded, class Cast = void>
    using extracted_ptr = guarded_ptr<Guarded, Value, Cast>;

    /// Is declared before the guards of an operation that retires: a reservation lasts as long as
    /// the lease, also past the thread's exit.
    using lease = typename lease_of<GC>::type;

    /// Gives the guard, or the `i`th one, which protects `item`, to a guarded_ptr.
    template <class T>
    static guarded_ptr<T> hold(guard& owner, T&) noexcept {
        return guarded_ptr<T>(std::move(owner));
    }
    template <std::size_t N, class T>
    static guarded_ptr<T> hold(guard_array<N>& owner, std::size_t i, T&) noexcept {
        return guarded_ptr<T>(owner.release(i));
    }

    /// After it the next `n` retires of this thread cannot fail. If it throws, nothing has
    /// changed.
    static void reserve(std::size_t n) { GC::reserve_retire(n); }
    static bool try_reserve(std::size_t n) noexcept { return GC::try_reserve_retire(n); }
    /// Reserves for a destructor: if memory is out, a scan may make room.
    static bool make_room(std::size_t n) noexcept {
        return try_reserve(n) || (GC::scan(), try_reserve(n));
    }

    template <class Disposer, class T>
    static void retire(T* p) {
        GC::template retire<Disposer>(p);
    }
};

/// A plain pointer to an object that stays for another reason than a guard.
/// `Cast()(Guarded*)` is what the user sees of it.
template <class Guarded, class Value = Guarded, class Cast = void>
class unguarded_ptr {
public:
    constexpr unguarded_ptr() noexcept = default;
    constexpr explicit unguarded_ptr(Guarded* p) noexcept : p_(p) {}
    template <class Uncast>
        requires(!std::is_void_v<Cast> && std::same_as<Uncast, unguarded_ptr<Guarded>>)
    constexpr explicit unguarded_ptr(Uncast const& other) noexcept : p_(other.operator->()) {}
    constexpr explicit operator bool() const noexcept { return p_ != nullptr; }
    constexpr Value* operator->() const noexcept {
        if constexpr (std::is_void_v<Cast>)
            return p_;
        else
            return Cast()(p_);
    }
    constexpr Value& operator*() const noexcept { return *operator->(); }

private:
    Guarded* p_ = nullptr;
};

/// The part of a policy without guards: it publishes nothing. `Pointer` is what `get` returns.
template <template <class Guarded, class Value, class Cast> class Pointer>
struct looks_unguarded {
    static constexpr bool guards = false;

    struct guard {
        guard() = default;
        explicit guard(std::nullptr_t) noexcept {}

        template <class Atomic, class Address>
        auto protect(Atomic const& source, Address) const noexcept {
            // [R1] acquire-load <- *: what `source` points to is built
            return source.load(atomics::memory_order_acquire);
        }
        template <class T>
        T* assign(T* p) const noexcept {
            return p;
        }
        void link() const noexcept {}
        void unlink() const noexcept {}
        void swap(guard&) const noexcept {}
    };

    template <std::size_t>
    struct guard_array {
        void publish(std::size_t, void const*) const noexcept {}
        template <class Atomic, class Address>
        auto protect(std::size_t, Atomic const& source, Address address) const noexcept {
            return guard().protect(source, address);
        }
    };

    template <class Guarded, class Value = Guarded, class Cast = void>
    using guarded_ptr = Pointer<Guarded, Value, Cast>;

    template <class T>
    static guarded_ptr<T> hold(guard&, T& item) noexcept {
        return guarded_ptr<T>(std::addressof(item));
    }
    template <std::size_t N, class T>
    static guarded_ptr<T> hold(guard_array<N>&, std::size_t, T& item) noexcept {
        return guarded_ptr<T>(std::addressof(item));
    }
};

/// Such a policy needs no lease, and extracts by the pointer by which it finds.
struct unguarded : looks_unguarded<unguarded_ptr> {
    struct lease {};
    template <class Guarded, class Value = Guarded, class Cast = void>
    using extracted_ptr = guarded_ptr<Guarded, Value, Cast>;
};

/// An item that is found stays until its container is cleared, and is disposed at once then.
template <>
struct reclaim<gc::nogc> : unguarded, undeferred<reclaim<gc::nogc>> {
    static constexpr bool erases = false;

    static void reserve(std::size_t) noexcept {}
    static bool try_reserve(std::size_t) noexcept { return true; }
    static bool make_room(std::size_t) noexcept { return true; }

    template <class Disposer, class T>
    static void retire(T* p) {
        Disposer()(p);
    }
};

/// Disposes of an object for a destructor, where no other thread is inside: without memory for
/// retiring it, `Disposer` gets it at once.
template <class Policy, class Disposer, class T>
void dispose_quiescent(T* item) {
    if (Policy::make_room(1))
        Policy::template retire<Disposer>(item);
    else
        Disposer()(item);
}

/// The requirements on a policy, as structures use it.
template <class GC>
concept reclaims = requires {
    { reclaim<GC>::erases } -> std::convertible_to<bool>;
    { reclaim<GC>::guards } -> std::convertible_to<bool>;
    { reclaim<GC>::defers } -> std::convertible_to<bool>;
    typename reclaim<GC>::section;
    typename reclaim<GC>::guard;
    reclaim<GC>::expect_section();
};

/// The requirements on the policy of a container that cannot do without erasing.
template <class GC>
concept reclaims_erased = reclaims<GC> && requires { requires reclaim<GC>::erases; };

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_RECLAIM_H
