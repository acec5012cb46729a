// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_DHP_H
#define CDSLIB_GC_DHP_H

#include <cds/gc/core/policy/lifetime.h>
#include <cds/gc/details/hp_common.h>
#include <cds/threading/model.h>

namespace cds::gc {

/// Dynamic hazard pointers over the domain of `Binding`, see own_domain: a policy for containers
/// whose garbage is to stay separate from that of others.
template <core::domain_binding Binding>
class generic_DHP : public core::lifetime<Binding> {
public:
    /// A thread may hold any number of guards.
    static constexpr bool check_available_guards(std::size_t) noexcept { return true; }
};

/// Dynamic hazard pointers: any number of threads, any number of guards per thread, without a
/// setting for either, and a published bound on garbage.
///
/// Constructing a DHP object is optional. Its destructor disposes of all that is not guarded.
class DHP : public generic_DHP<core::dhp_binding> {
    using base = generic_DHP<core::dhp_binding>;

public:
    /// `initial_guards` is accepted for compatibility with libcds: guards are added as needed.
    explicit DHP(std::size_t initial_guards = 16) noexcept {
        (void)initial_guards;
        base::start();
    }
    ~DHP() { base::stop(); }
    DHP(DHP const&) = delete;
    DHP& operator=(DHP const&) = delete;
};

/// libcds's internal engine, with the members that programs call: `cds::gc::dhp::smr`.
class dhp_smr : private generic_DHP<core::dhp_binding> {
    using base = generic_DHP<core::dhp_binding>;

public:
    /// \name What a DHP object's constructor and destructor do; Construct and Destruct are older
    /// spellings
    ///@{
    static void construct(std::size_t = 16) noexcept { base::start(); }
    static void Construct(std::size_t = 16) noexcept { base::start(); }
    /// `detach_all`: see domain::give_memory_back()
    static void destruct(bool detach_all = false) noexcept { base::stop(detach_all); }
    static void Destruct(bool detach_all = false) noexcept { destruct(detach_all); }
    ///@}
    using base::attach_thread;
    using base::detach_thread;
    using base::isUsed;
    using base::set_memory_allocator;
    using base::statistics;

    /// Throws dhp::not_initialized unless a DHP is constructed.
    static dhp_smr& instance() {
        if (!isUsed())
            CDS_THROW_EXCEPTION(dhp::not_initialized());
        static dhp_smr the_one;
        return the_one;
    }
    /// Returns the calling thread's record; attaches the thread if need be.
    static core::thread_record* tls() {
        attach_thread();
        return core::dhp_binding::state().record;
    }
    /// Calls DHP::scan(), whatever the record.
    void scan(core::thread_record*) { base::scan(); }
    void help_scan(core::thread_record*) { base::scan(); }

private:
    dhp_smr() noexcept = default;
    ~dhp_smr() = default;
};

namespace dhp {
using namespace cds::gc::hp::common;
using smr = dhp_smr;
using GarbageCollector = dhp_smr;
using stat = core::stat;
using thread_data = core::thread_record;
using retired_block = core::retired_block;
using guard_block = core::slot_line;
using hp_allocator = core::slot_pool;
using retired_allocator = core::type_stable_pool<core::retired_block, core::retired_cells, 4>;
using thread_hp_storage = core::thread_record; ///< a thread's free slots are in its record
using retired_array = core::block_chain;
} // namespace dhp

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_DHP_H
