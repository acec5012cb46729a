// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_POLICY_H
#define CDSLIB_GC_CORE_POLICY_POLICY_H

#include <cds/details/concepts.h>
#include <cds/details/saturated_time.h>
#include <cds/gc/core/domain/report.h>
#include <cds/gc/core/policy/guard.h>

#include <algorithm>
#include <chrono>
#include <ratio>
#include <type_traits>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Calls `Disposer{}(p)` for an object that a scan has proven free.
template <class Disposer, class T>
void dispose_with(void* p) {
    Disposer()(static_cast<T*>(p));
}

/// The interface that every hazard-pointer policy offers to containers and programs, over the
/// domain of its binding. All functions are static, and none requires an attached thread: the
/// first use attaches it.
template <domain_binding Binding>
class policy {
public:
    using binding = Binding;
    /// \name Types by the names that containers and libcds programs use
    ///@{
    using guarded_pointer = void*;
    template <class T>
    using atomic_ref = atomics::atomic<T*>;
    template <class T>
    using atomic_type = atomics::atomic<T>;
    template <class MarkedPtr>
    using atomic_marked_ptr = atomics::atomic<MarkedPtr>;
    using stat = core::stat;

    using Guard = basic_guard<Binding>;
    template <std::size_t Count>
    using GuardArray = basic_guard_array<Binding, Count>;
    template <class Guarded, class Value = Guarded, class Cast = void>
    using guarded_ptr = basic_guarded_ptr<Binding, Guarded, Value, Cast>;
    ///@}

    /// While it lives, the calling thread has a record, if there is memory for one. This matters
    /// only past a thread's exit: there each call borrows a record unless a lease is around it. A
    /// reservation lasts as long as the lease.
    struct lease : private record_lease<Binding> {
        lease() noexcept : record_lease<Binding>(std::nothrow) {}
        using record_lease<Binding>::operator bool; // false without memory
    };

    /// Ensures that the next `n` (at most 256) retires of this thread cannot fail; past the
    /// thread's exit, those under the same `lease`. To be called before the step that unlinks.
    /// Throws std::bad_alloc, and has changed nothing then.
    static void reserve_retire(std::size_t n) {
        if (!try_reserve_retire(n)) [[unlikely]]
            out_of_memory();
    }
    /// Does the same; false when there is no memory.
    [[nodiscard]] static bool try_reserve_retire(std::size_t n) noexcept {
        thread_record& self = *Binding::state().record;
        return (self.outer.filling.room() >= n && !self.busy) || reserve_slowly(n);
    }

    /// Disposes of `p` by `f(p)` once no slot protects it: exactly once, on some thread that uses
    /// the domain, during this call at the earliest. `p` must be unreachable for new readers, and
    /// retired by one thread only. O(1) amortised, lock-free. Without a reservation it may throw
    /// std::bad_alloc, and has not taken `p` then.
    template <class T>
    static void retire(T* p, void (*f)(void*)) {
        retire_erased({const_cast<std::remove_cv_t<T>*>(p), f});
    }
    /// Does the same with `Disposer()(p)`.
    template <class Disposer, class T>
    static void retire(T* p) {
        static_assert(concepts::disposer<Disposer, T>,
                      "a disposer must be default-constructible and callable with a T*: it "
                      "carries no state, and may run later and on another thread");
        retire_erased({const_cast<std::remove_cv_t<T>*>(p), &dispose_with<Disposer, T>});
    }

    /// On return every object that any thread retired before the call, that nothing guards and no
    /// other scan has in hand, is disposed. Lock-free apart from the disposers. From inside a
    /// disposer it only makes the running scan go on. It can do without memory; of threads for
    /// whose record there is none, one scans at a time.
    static void scan() noexcept {
        record_lease<Binding> const self{std::nothrow};
        Binding::domain().collect_by(self.get(), scan_everything);
    }
    /// Calls scan(); all policies of libcds have this name.
    static void force_dispose() noexcept { scan(); }

    /// Waits until everything that was retired before the call, and what its disposers retired,
    /// is disposed. False: the calling thread itself guards a retired object, `timeout` has
    /// passed, or the call comes from a disposer. A module whose policy other threads go on using
    /// calls it last before it is closed.
    [[nodiscard]] static bool drain() {
        record_lease<Binding> self;
        return Binding::domain().drain(*self, cds::details::endless);
    }
    template <class Rep, class Period>
    [[nodiscard]] static bool drain(std::chrono::duration<Rep, Period> timeout) {
        record_lease<Binding> self;
        return Binding::domain().drain(*self, cds::details::saturated(timeout));
    }
    /// Does the same until `deadline`. For other clocks than steady_clock that means the time
    /// that is left by that clock now. A deadline in the past allows one attempt.
    template <class Clock, class Duration>
    [[nodiscard]] static bool drain(std::chrono::time_point<Clock, Duration> deadline) {
        return drain(cds::details::time_until(deadline));
    }

    /// Returns how many retired objects can wait at any time, whatever readers do, while the
    /// heavy fence works: (1 + S) * (theta + T * B) + D, see domain::bound(). What disposers
    /// retire during a pass is added until the next.
    [[nodiscard]] static std::size_t bound() noexcept { return Binding::domain().bound(); }

    /// Adds up what the domain's threads have counted: O(threads), at any time. Each counter is
    /// correct for some moment of the call.
    static void statistics(stat& s) { s = statistics(); }
    [[nodiscard]] static stat statistics() noexcept { return Binding::domain().statistics(); }

    /// Writes these figures and those of each thread, for people to read, see core::report().
    static void report(std::ostream& to) { core::report(Binding::domain(), to); }

    /// \name Diagnostics: why is this object still there? They see every protection that was
    /// validated before the call. They may also see one that is only being tried or was just
    /// given up. `p` need not be an object. O(slots), and one heavy fence each.
    ///@{
    /// Calls `f(OS::ThreadId)` for each slot that protects `p`, with the thread that took the
    /// slot; with OS::c_NullThreadId if that has left or had no memory for a record. Returns the
    /// number of such slots.
    template <class F>
    static std::size_t who_holds(void const* p, F f) {
        return Binding::domain().visit_holders(
            p, [](void* context, OS::ThreadId thread) { (*static_cast<F*>(context))(thread); }, &f);
    }
    [[nodiscard]] static bool is_protected(void const* p) {
        return who_holds(p, [](OS::ThreadId) {}) != 0;
    }
    ///@}

    /// Sets where the memory for slots, records and retired blocks comes from. To be called while
    /// no thread uses the policy. Affects later allocations only.
    static void set_memory_allocator(void* (*allocate)(std::size_t), void (*release)(void*)) {
        Binding::domain().set_memory_source({allocate, release});
    }
    /// Does the same with a `std::pmr::memory_resource` (or an object like it), which must
    /// outlive the domain; the default domains never end. Null means the system's allocator.
    template <class Resource>
    static void set_memory_resource(Resource* resource) {
        Binding::domain().set_memory_resource(resource);
    }

    /// Starts or stops the opt-in thread that collects overdue objects (see
    /// domain_options::overdue_ms) when no other thread does. One thread may call these at a
    /// time. `period` is clamped to between a millisecond and a hundred years.
    template <class Rep, class Period>
    static bool start_reclaimer(std::chrono::duration<Rep, Period> period) {
        auto const rounded =
            std::chrono::duration_cast<std::chrono::milliseconds>(cds::details::saturated(period));
        if constexpr (requires { Binding::tick(); })
            return Binding::domain().start_reclaimer(rounded, &Binding::tick);
        else
            return Binding::domain().start_reclaimer(rounded, &tick_of<Binding>);
    }
    /// Returns when that thread has ended; does nothing if there is none.
    static void stop_reclaimer() { Binding::domain().stop_reclaimer(); }

protected:
    static void attach_thread() { (void)record_lease<Binding>(); }

    static void detach_thread() { detach_current<Binding>(); }

private:
    static void retire_erased(retired r) {
        if (!Binding::state().record->append(r)) [[unlikely]]
            retire_slowly(r);
    }

    [[gnu::noinline]] static void retire_slowly(retired r) {
        record_lease<Binding> self;
        if (!Binding::domain().append_slowly(*self, r))
            out_of_memory();
    }

    [[gnu::noinline]] static bool reserve_slowly(std::size_t n) noexcept {
        record_lease<Binding> self{std::nothrow};
        return self && Binding::domain().reserve(*self, n);
    }
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc {

/// See concepts::hazard_policy.
template <class GC>
concept hazard_policy = concepts::hazard_policy<GC>;

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_POLICY_POLICY_H
