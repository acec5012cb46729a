// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_H
#define CDSLIB_GC_HPREF_H

#include <cds/gc/core/policy/lifetime.h>
#include <cds/gc/hpref/counted.h>
#include <cds/gc/hpref/ref.h>
#include <cds/gc/hpref/take.h>

#include <span>

namespace cds::gc {

/// Hazard pointers with a reference counter over the domain of `Binding`, see own_existence.
///
///     struct config : cds::gc::hpref::node<config> { ... };
///     std::atomic<config*> current;                  // or of config const*
///
// reader: one store, no fence, no count
///     use(now->value);
///     now.promote();                                 // keep it for long: a reference
///
///     config* old = current.exchange(fresh);         // writer
// released when no thread holds it
///
/// A thread holds up to hazards_per_thread() objects by hazards; beyond that, `get` counts. Only
/// the calls that retire can fail or throw. cds/gc/hpref/README.md has the protocol.
///
/// When synchronize() is a deadlock: it waits for hazards, and so for their holders. Therefore it
/// must not be called while the calling thread has a hazard, nor from a disposer, nor under a
/// lock that a holder of a hazard may wait for. A hazard counts as that of the thread that got
/// it, wherever its handle was moved: promote a handle before passing it on. References delay
/// nothing.
template <core::existence_binding Binding>
class generic_hpref : private core::lifetime<Binding> {
    using base = core::lifetime<Binding>;

public:
    using binding = Binding;
    using stat = core::stat;

    /// Base of an object of type `T`: it has a reference count of 1, and `Disposer()(T*)`
    /// releases it.
    template <class T, class Disposer = core::delete_object>
    using node = core::counted_node<T, Disposer>;
    /// Such a base with a release function that is given at construction.
    using node_with_function = core::counted_node_with_function;
    /// An object held by a hazard or by a reference; null holds nothing.
    template <class T>
    using ref = core::ref<T>;

    /// How many hazards a thread may have before `get` takes references.
    static std::size_t hazards_per_thread() noexcept { return core::hazards_per_thread<Binding>(); }

    /// \name Taking hold of an object
    ///@{
    /// Holds what `source` points to. Never fails. Allocates nothing once the thread is attached,
    /// which its first get does; without memory for that, it counts instead. Lock-free; normally
    /// one store to the thread's own cache line, and no read-modify-write.
    template <core::reference_counted T>
    [[nodiscard]] static ref<T> get(atomics::atomic<T*> const& source) noexcept {
        return core::get<Binding>(source);
    }
    /// Holds `p`, which exists now by another guarantee that ends only before `p` is retired: an
    /// RCU read-side critical section that the retirer waits for, a lock, the initial reference.
    /// A hazard of this policy is no such guarantee (share() it), nor is a guard of another
    /// (promote() it). The result is a hazard if the thread has a slot, otherwise a reference.
    /// Lock-free.
    template <core::reference_counted T>
    [[nodiscard]] static ref<T> hold(T* p) noexcept {
        return core::hold<Binding>(p);
    }
    /// Makes a new reference to `p`, which exists now by any guarantee. Wait-free.
    template <core::reference_counted T>
    [[nodiscard]] static ref<T> share(T* p) noexcept {
        if (p != nullptr)
            p->add_reference();
        return {p, nullptr};
    }
    /// Takes over a reference that the caller owns: the initial one, or one from ref::release().
    template <core::reference_counted T>
    [[nodiscard]] static ref<T> adopt(T* p) noexcept {
        return {p, nullptr};
    }
    /// Turns what a guard of another policy protects, a `T`, into a reference, and clears the
    /// guard. There the object must be retired by drop_initial_reference. Wait-free.
    template <core::reference_counted T, class Guard>
        requires requires(Guard& g) {
            { g.template get<T>() } -> std::same_as<T*>;
            g.clear();
        }
    [[nodiscard]] static ref<T> promote(Guard& guard) noexcept {
        ref<T> r = share(guard.template get<T>());
        guard.clear();
        return r;
    }
    /// Does the same for the result of a container's `get` or `extract`, which is empty
    /// afterwards.
    template <core::domain_binding B, core::reference_counted T, class Cast>
    [[nodiscard]] static ref<T> promote(core::basic_guarded_ptr<B, T, T, Cast>& guarded) noexcept {
        ref<T> r = share(guarded ? &*guarded : nullptr);
        guarded.release();
        return r;
    }
    ///@}

    /// \name Retiring: `p` is unreachable for new readers, and is retired once An assertion finds
    /// the second retire of an object that has not been released yet.
    ///@{
    /// The initial reference is dropped when a scan finds no hazard on `p`; the object is
    /// released with its last reference. O(1) amortised, lock-free. Without a reservation it may
    /// throw std::bad_alloc, and has not taken `p` then.
    template <core::reference_counted T>
    static void retire(T* p) {
        core::check_hazard_type<T>();
        core::retiring once(p);
        base::template retire<drop_initial_reference>(p);
        once.taken();
    }
    /// Does the same for an object that guards of another policy protect, not hazards of this
    /// one.
    template <class GC, core::reference_counted T>
    static void retire(T* p) {
        core::retiring once(p);
        GC::template retire<drop_initial_reference>(p);
        once.taken();
    }
    using base::reserve_retire;
    using base::try_reserve_retire;
    ///@}

    /// \name Waiting for hazards References stay: on return drop the initial one, do not destroy
    /// the object. Each call issues a heavy fence and waits; new hazards do not delay it. If the
    /// kernel withdraws its barrier, it waits on.
    ///@{
    /// Returns when every hazard that existed at the call has ended. Threads that call it at the
    /// same time share grace periods, of two phases each; none waits for more than two periods.
    /// It serves a thread that has unlinked many objects, or needs to know that all readers have
    /// moved on.
    static void synchronize() noexcept {
        check_may_wait(0, ~std::uintptr_t{0});
        Binding::domain().synchronize();
    }
    /// Returns when no hazard holds `p`, which is unlinked.
    template <class T>
    static void synchronize(T const* p) noexcept {
        core::check_hazard_type<T>();
        auto const at = reinterpret_cast<std::uintptr_t>(p);
        synchronize_range(at, at + 1);
    }
    /// Returns when no hazard holds anything in [first, last), for instance memory about to be
    /// unmapped.
    static void synchronize(void const* first, void const* last) noexcept {
        synchronize_range(reinterpret_cast<std::uintptr_t>(first),
                          reinterpret_cast<std::uintptr_t>(last));
    }
    template <class T, std::size_t Extent>
    static void synchronize(std::span<T, Extent> objects) noexcept {
        synchronize(objects.data(), objects.data() + objects.size());
    }
    ///@}

    /// \name The members of every policy
    ///@{
    using base::attach_thread;
    using base::bound;
    using base::detach_thread;
    using base::drain;
    using base::force_dispose;
    using base::is_protected; // by a hazard: references do not count
    using base::report;
    using base::scan;
    using base::set_memory_allocator;
    using base::start_reclaimer;
    using base::statistics;
    using base::stop_reclaimer;
    using base::who_holds;
    ///@}

protected:
    using base::isUsed;
    using base::start;
    using base::stop;

private:
    static void synchronize_range(std::uintptr_t first, std::uintptr_t last) noexcept {
        check_may_wait(first, last);
        Binding::domain().synchronize(first, last);
    }

    static void check_may_wait([[maybe_unused]] std::uintptr_t first,
                               [[maybe_unused]] std::uintptr_t last) noexcept {
        [[maybe_unused]] core::thread_record const& self = *Binding::state().record;
        assert(!self.busy && "synchronize() from a disposer may wait for ever");
        [[maybe_unused]] std::uint32_t const others = Binding::cursor().filled_by_others;
        assert(!Binding::domain().holds(self, first, last, others) &&
               "synchronize() waits for ever for a hazard of the calling thread");
    }
};

/// The default policy. Constructing an object is optional; its destructor releases all that no
/// thread holds.
class hpref : public generic_hpref<core::hpref_binding> {
    using base = generic_hpref<core::hpref_binding>;

public:
    hpref() noexcept { base::start(); }
    ~hpref() { base::stop(); }
    hpref(hpref const&) = delete;
    hpref& operator=(hpref const&) = delete;

    using base::isUsed;
};

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_HPREF_H
