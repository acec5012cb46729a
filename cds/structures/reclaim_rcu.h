// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_RECLAIM_RCU_H
#define CDSLIB_STRUCTURES_RECLAIM_RCU_H

#include <cds/structures/reclaim.h>
#include <cds/urcu/details/rcu.h>
#include <cds/urcu/exempt_ptr.h>
#include <cds/urcu/raw_ptr.h>

#include <cassert>
#include <cstddef>
#include <utility>

namespace cds::intrusive::details {

/// What `get` returns: it keeps nothing.
template <class RCU>
struct pointers_of {
    template <class Guarded, class Value, class Cast>
    using found = urcu::raw_ptr<RCU, Value, Guarded, Cast>;
};

/// RCU as structures use it. A look publishes nothing: each operation is a read section, and what
/// it finds stays until that ends, or the caller's around it.
///
/// What is unlinked is retired at once, which in a section never waits; `deferred` does afterwards
/// what that has left undone.
template <class RCU>
struct reclaim_rcu : no_conditions, looks_unguarded<pointers_of<RCU>::template found> {
    static constexpr bool erases = true;
    static constexpr bool defers = true;

    using section = typename RCU::scoped_lock;
    using lease = typename RCU::lease;

    template <class Guarded, class Value = Guarded, class Cast = void>
    using extracted_ptr = urcu::exempt_ptr<RCU, Guarded, Value, concepts::no_disposer, Cast>;

    template <class Disposer>
    class deferred {
    public:
        deferred() = default;
        ~deferred() {
            if (retired_)
                RCU::settle();
        }
        deferred(deferred const&) = delete;
        deferred& operator=(deferred const&) = delete;

        template <class T>
        void operator()(T* p) {
            RCU::template append<Disposer>(p);
            retired_ = true;
        }

    private:
        bool retired_ = false;
    };

    static void reserve(std::size_t n) { RCU::reserve_retire(n); }
    static bool try_reserve(std::size_t n) noexcept { return RCU::try_reserve_retire(n); }
    static bool make_room(std::size_t n) noexcept {
        return try_reserve(n) || (RCU::make_room(), try_reserve(n));
    }
    template <class Disposer, class T>
    static void retire(T* p) {
        RCU::template retire_ptr<Disposer>(p);
    }

    static void expect_section() noexcept {
        assert(RCU::is_locked() && "what get() returns is valid in a read section only");
    }
    template <class Check>
    static void expect_no_section() {
        urcu::details::check_deadlock<RCU, Check>();
    }

    /// The hazard pointer for the item is taken first, for lack of memory for it must change
    /// nothing. It is set before the section ends in which the item was found: exempt_ptr.h says
    /// why that is soon enough.
    template <class Erased>
    class extraction {
        using item_type = typename Erased::value_type;

    public:
        extracted_ptr<item_type> operator()(Erased item) noexcept {
            if (!item)
                return {};
            hazard_.guard_ref()->publish(item.operator->());
            return extracted_ptr<item_type>(std::move(hazard_));
        }

    private:
        cds::gc::core::basic_guard<typename RCU::binding> hazard_;
        section section_;
    };
};

template <class RCU>
struct reclaim<urcu::gc<RCU>> : reclaim_rcu<urcu::gc<RCU>> {};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_RECLAIM_RCU_H
