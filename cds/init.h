// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INIT_H
#define CDSLIB_INIT_H

#include <cds/details/defs.h>
#include <cds/os/topology.h>
#include <cds/threading/model.h>

namespace cds {

namespace details {
inline namespace CDS_ATOMICS_TAG {
/// Returns true for the call that begins the first of nested initialisations.
CDS_EXPORT_API bool init_first_call() noexcept;
/// Returns true for the call that ends the last of them.
CDS_EXPORT_API bool fini_last_call() noexcept;
} // namespace CDS_ATOMICS_TAG
/// Statistics are the same in every build, so there is nothing to check.
inline void check_hpstat_enabled(bool) noexcept {}
} // namespace details

/// Determines what the library needs to know about the machine. Optional: reclamation and
/// containers work before, without and after it. Calls nest; `feature_flags` is ignored.
inline void Initialize(unsigned int feature_flags = 0) {
    (void)feature_flags;
    if (details::init_first_call()) {
        OS::topology::init();
        std::size_t const processors = OS::topology::processor_count();
        threading::ThreadData::s_nProcCount = processors != 0 ? processors : 1;
        threading::Manager::init();
    }
}

/// Ends what the matching Initialize() began. Threads that are still attached, guards and
/// containers stay valid.
inline void Terminate() noexcept {
    if (details::fini_last_call()) {
        threading::Manager::fini();
        OS::topology::fini();
    }
}

} // namespace cds

#endif // #ifndef CDSLIB_INIT_H
