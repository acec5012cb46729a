// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HP_H
#define CDSLIB_GC_HP_H

#include <cds/gc/core/policy/lifetime.h>
#include <cds/gc/details/hp_common.h>
#include <cds/threading/model.h>

namespace cds::gc {

namespace hp {
namespace details {
using namespace cds::gc::hp::common;

using stat = core::stat;
using thread_data = core::thread_record;

// libcds's names for the parts of the engine, for the types that do their work here. The members
// differ.
using thread_hp_storage = core::thread_record; ///< a thread's free slots are in its record
using retired_array = core::retired_block;     ///< what a thread retires fills a block
using basic_smr = core::domain;

/// Both are accepted; there is one scan, which has the weakness of neither.
enum scan_type { classic, inplace };

/// Keeps a thread's record in the library's own thread-local storage.
struct DefaultTLSManager {
    static thread_data* getTLS() noexcept {
        thread_data* const r = core::hp_binding::state().record;
        return r != &core::unattached_record ? r : nullptr;
    }
    static void setTLS(thread_data* r) noexcept {
        if (r != nullptr)
            core::hp_binding::state().attach(*r);
        else
            core::hp_binding::state().detach();
    }
};

/// A manager with storage of its own, to test that a policy needs no particular storage: there
/// are two places per thread, and the parity of the thread's id selects one.
class StrangeTLSManager {
public:
    static thread_data* getTLS() noexcept { return place(); }
    static void setTLS(thread_data* r) noexcept { place() = r; }

private:
    static thread_data*& place() noexcept {
        static thread_local thread_data* places[2] = {nullptr, nullptr};
        auto const id = reinterpret_cast<std::uintptr_t>(&places);
        return places[id / sizeof(places) % 2];
    }
};

/// HP's domain with a TLS manager of the user's. The user attaches and detaches.
template <class TLSManager>
struct managed_binding {
    static core::domain& domain() noexcept { return core::hp_binding::domain(); }
    static core::thread_state& state() noexcept {
        thread_data* const r = TLSManager::getTLS();
        return r != nullptr ? r->in_record : core::unattached_record.in_record;
    }
    static void attach(thread_data& r) noexcept {
        r.in_record.attach(r);
        TLSManager::setTLS(&r);
    }
    static void detach() noexcept { TLSManager::setTLS(nullptr); }
    static bool arm() noexcept { return true; }
    static constexpr bool limits_guards = true;
};
template <class TLSManager>
struct binding_of {
    using type = managed_binding<TLSManager>;
};
template <>
struct binding_of<DefaultTLSManager> {
    using type = core::hp_binding;
};

/// The arguments of the HP object. There is one set for all modules of the process.
struct hp_limits {
    std::size_t hazards = 0;
    std::size_t threads = 0;
    std::size_t retired = 0;
    scan_type scan = inplace;
};
extern CDS_EXPORT_API constinit hp_limits current_limits;

/// The limits that all HP policies share.
class limits : private core::lifetime<core::hp_binding> {
    using base = core::lifetime<core::hp_binding>;

public:
    using base::isUsed;
    using base::postmortem_statistics;

    static void construct(std::size_t hazards, std::size_t threads, std::size_t retired,
                          scan_type scan) noexcept {
        if (!base::start())
            return;
        hp_limits& limit = current_limits;
        limit.hazards = hazards != 0 ? hazards : 8;
        limit.threads = threads != 0 ? threads : 100;
        std::size_t const least = limit.hazards * limit.threads;
        limit.retired = retired >= least ? retired : 2 * least;
        limit.scan = scan;
        core::domain_options o = core::limited_options();
        o.guard_limit = static_cast<std::uint32_t>(limit.hazards);
        o.threshold = limit.retired;
        core::hp_binding::domain().configure(o);
        // Slots that this thread took without a limit must not outlast the new one.
        if (thread_data* const self = DefaultTLSManager::getTLS())
            core::hp_binding::domain().return_cached_slots(*self);
    }
    static void destruct(bool detach_all = false) noexcept {
        base::stop(detach_all);
        core::hp_binding::domain().configure(core::limited_options());
    }
    static void check_constructed() {
        if (!isUsed())
            CDS_THROW_EXCEPTION(not_initialized());
    }
    static void check_hazards(std::size_t n) {
        if (isUsed() && current_limits.hazards < n)
            CDS_THROW_EXCEPTION(not_enough_hazard_ptr());
    }
    static std::size_t hazards() noexcept { return current_limits.hazards; }
    static std::size_t threads() noexcept { return current_limits.threads; }
    static std::size_t retired() noexcept { return current_limits.retired; }
    static scan_type scan() noexcept { return current_limits.scan; }
};

inline stat const& postmortem_statistics() noexcept { return limits::postmortem_statistics(); }
} // namespace details

using details::classic;
using details::inplace;
using details::not_enough_hazard_ptr;
using details::not_initialized;
using details::scan_type;
using details::stat;
using details::thread_data;
using details::retired_array;
using details::thread_hp_storage;
} // namespace hp

namespace details {

/// Hazard pointers with a limit: a thread holds at most as many guards as the policy was
/// constructed with, and one more throws not_enough_hazard_ptr. It is the same engine as DHP, in
/// a domain of its own.
///
/// If no object is constructed, the policy works and has no limit.
template <class TLSManager>
class generic_HP : public core::policy<typename hp::details::binding_of<TLSManager>::type> {
    using base = core::policy<typename hp::details::binding_of<TLSManager>::type>;
    using limits = hp::details::limits;

public:
    using tls_manager = TLSManager;
    using not_enough_hazard_ptr_exception = hp::details::not_enough_hazard_ptr;
    enum class scan_type { classic, inplace };

    /// 0 means a default: 8 guards per thread, 100 threads. `retired` is the number of retired
    /// objects at which a scan starts; if it is below guards * threads, twice that product is
    /// taken. Nothing happens when a policy object exists already.
    generic_HP(std::size_t guards = 0, std::size_t threads = 0, std::size_t retired = 0,
               scan_type scan = scan_type::inplace) noexcept {
        limits::construct(guards, threads, retired, static_cast<hp::details::scan_type>(scan));
    }
    /// Disposes of all that is not guarded, and lifts the limits.
    ~generic_HP() { limits::destruct(); }
    generic_HP(generic_HP const&) = delete;
    generic_HP& operator=(generic_HP const&) = delete;

    /// True while an HP policy object exists, with any TLS manager.
    static bool isUsed() noexcept { return limits::isUsed(); }
    static typename base::stat const& postmortem_statistics() noexcept {
        return limits::postmortem_statistics();
    }
    /// Throws not_enough_hazard_ptr if a thread may not hold `n` guards.
    static void check_available_guards(std::size_t n) { limits::check_hazards(n); }

    /// \name The limits; throw not_initialized when no policy object exists
    ///@{
    static std::size_t max_hazard_count() {
        limits::check_constructed();
        return limits::hazards();
    }
    static std::size_t max_thread_count() {
        limits::check_constructed();
        return limits::threads();
    }
    static std::size_t retired_array_capacity() {
        limits::check_constructed();
        return limits::retired();
    }
    static scan_type getScanType() {
        limits::check_constructed();
        return static_cast<scan_type>(limits::scan());
    }
    ///@}
};

} // namespace details

/// Hazard pointers with a bounded number of guards per thread.
class HP : public details::generic_HP<hp::details::DefaultTLSManager> {
public:
    using generic_HP::generic_HP;
};

/// Is the same policy over the same domain, but keeps the thread's record in the user's storage,
/// for fibers and the like; there the user attaches and detaches through custom_smr.
template <class TLSManager>
using custom_HP = details::generic_HP<TLSManager>;

namespace hp {
namespace details {
/// libcds's internal engine, with the members that programs call: `cds::gc::hp::smr`.
template <class TLSManager>
class generic_smr : private core::policy<typename binding_of<TLSManager>::type> {
    using binding = typename binding_of<TLSManager>::type;
    using base = core::policy<binding>;

public:
    using tls_manager = TLSManager;

    /// \name What an HP object's constructor and destructor do; Construct and Destruct are older
    /// spellings
    ///@{
    static void construct(std::size_t hazards = 0, std::size_t threads = 0, std::size_t retired = 0,
                          scan_type scan = inplace) noexcept {
        limits::construct(hazards, threads, retired, scan);
    }
    static void Construct(std::size_t hazards = 0, std::size_t threads = 0, std::size_t retired = 0,
                          scan_type scan = inplace) noexcept {
        limits::construct(hazards, threads, retired, scan);
    }
    /// `detach_all`: see domain::give_memory_back()
    static void destruct(bool detach_all = false) noexcept { limits::destruct(detach_all); }
    static void Destruct(bool detach_all = false) noexcept { destruct(detach_all); }
    ///@}
    static bool isUsed() noexcept { return limits::isUsed(); }

    /// Throws not_initialized unless a policy is constructed.
    static generic_smr& instance() {
        limits::check_constructed();
        static generic_smr the_one;
        return the_one;
    }

    /// Throws not_enough_hazard_ptr if a thread may not hold `n` guards.
    static void check_hazard_ptr_count(std::size_t n) { limits::check_hazards(n); }
    /// \name The limits; 0 when no policy was ever constructed
    ///@{
    std::size_t get_hazard_ptr_count() const noexcept { return limits::hazards(); }
    std::size_t get_max_thread_count() const noexcept { return limits::threads(); }
    std::size_t get_max_retired_ptr_count() const noexcept { return limits::retired(); }
    scan_type get_scan_type() const noexcept { return limits::scan(); }
    ///@}

    using base::attach_thread;
    using base::detach_thread;
    using base::set_memory_allocator;
    using base::statistics;

    /// Returns the calling thread's record; attaches the thread if need be.
    static thread_data* tls() {
        attach_thread();
        return binding::state().record;
    }
    /// Calls HP::scan(), whatever the record.
    void scan(thread_data*) { base::scan(); }
    void help_scan(thread_data*) { base::scan(); }

private:
    generic_smr() noexcept = default;
    ~generic_smr() = default;
};
} // namespace details

using smr = details::generic_smr<details::DefaultTLSManager>;
using GarbageCollector = smr;
template <class TLSManager>
using custom_smr = details::generic_smr<TLSManager>;
} // namespace hp

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_HP_H
