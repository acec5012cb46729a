// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_STRUCTURES_RECLAIM_H
#define CDSLIB_STRUCTURES_RECLAIM_H

#include <cds/algo/atomic.h>
#include <cds/opt/policies.h>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::gc {
class nogc;
}

namespace cds::intrusive::details {

/// The orders that a memory model gives: the annotated ones, or all seq_cst. Everything relaxed
/// is wrong for every structure, and is read as the annotated orders.
template <class Model>
using annotated_orders = std::conditional_t<std::is_same_v<Model, opt::v::total_relaxed_ordering>,
                                            opt::v::relaxed_ordering, Model>;

/// What a structure asks of its policy. The same code serves `gc::nogc`, where guards are empty,
/// nothing is ever unlinked by a walk, and an object is disposed at once.
template <class GC>
struct reclaim {
    /// True if objects may be erased while others look at them.
    static constexpr bool concurrent = true;

    using guard = typename GC::Guard;
    template <std::size_t N>
    using guard_array = typename GC::template GuardArray<N>;
    template <class Guarded, class Value = Guarded, class Cast = void>
    using guarded_ptr = typename GC::template guarded_ptr<Guarded, Value, Cast>;

    /// Gives the guard, or the `i`th one, which protects `item`, to a guarded_ptr.
    template <class T>
    static guarded_ptr<T> hold(guard& owner, T&) noexcept {
        return guarded_ptr<T>(std::move(owner));
    }
    template <std::size_t N, class T>
    static guarded_ptr<T> hold(guard_array<N>& owner, std::size_t i, T&) noexcept {
        return guarded_ptr<T>(owner.release(i));
    }

    /// After it the next `n` retires of this thread cannot fail; throws with nothing changed.
    static void reserve(std::size_t n) { GC::reserve_retire(n); }
    static bool try_reserve(std::size_t n) noexcept { return GC::try_reserve_retire(n); }
    /// The same for a destructor: a scan may make the room that memory does not give.
    static bool make_room(std::size_t n) noexcept {
        return try_reserve(n) || (GC::scan(), try_reserve(n));
    }

    template <class Disposer, class T>
    static void retire(T* p) {
        GC::template retire<Disposer>(p);
    }
};

template <>
struct reclaim<gc::nogc> {
    static constexpr bool concurrent = false;

    struct guard {
        template <class Atomic, class Address>
        auto protect(Atomic const& source, Address) const noexcept {
            // [R1] acquire-load <- *: what hangs there is built
            return source.load(atomics::memory_order_acquire);
        }
    };

    template <std::size_t>
    struct guard_array {
        void publish(std::size_t, void const*) const noexcept {}
    };

    /// A plain pointer: what is found stays until the container is cleared.
    template <class T, class = T, class = void>
    class guarded_ptr {
    public:
        constexpr guarded_ptr() noexcept = default;
        constexpr explicit guarded_ptr(T* p) noexcept : p_(p) {}
        constexpr explicit operator bool() const noexcept { return p_ != nullptr; }
        constexpr T* operator->() const noexcept { return p_; }
        constexpr T& operator*() const noexcept { return *p_; }

    private:
        T* p_ = nullptr;
    };

    template <class T>
    static guarded_ptr<T> hold(guard&, T& item) noexcept {
        return guarded_ptr<T>(std::addressof(item));
    }
    template <std::size_t N, class T>
    static guarded_ptr<T> hold(guard_array<N>&, std::size_t, T& item) noexcept {
        return guarded_ptr<T>(std::addressof(item));
    }

    static void reserve(std::size_t) noexcept {}
    static bool try_reserve(std::size_t) noexcept { return true; }
    static bool make_room(std::size_t) noexcept { return true; }

    template <class Disposer, class T>
    static void retire(T* p) {
        Disposer()(p);
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_RECLAIM_H
