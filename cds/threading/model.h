// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_MODEL_H
#define CDSLIB_THREADING_MODEL_H

#include <cds/algo/elimination_tls.h>
#include <cds/details/allocator.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/throw_exception.h>
#include <cds/os/thread.h>
#include <cds/threading/details/_common.h>
#include <cds/threading/details/manager.h>
#include <cds/urcu/details/base.h>
#include <cds/user_setup/threading.h>

#include <new>
#include <system_error>
#include <type_traits>

namespace cds::threading {

/// Returns the calling thread's elimination record; the thread need not be attached.
inline algo::elimination::record& elimination_record() noexcept {
    return algo::elimination::storage::get();
}

/// Returns what the policy `GC` keeps for the calling thread, a `thread_data`; attaches the
/// thread if need be, and only then may allocate and throw std::bad_alloc.
template <class GC>
auto* getGC() {
    if (!typename GC::lease())
        CDS_THROW_EXCEPTION(std::bad_alloc());
    return GC::binding::state().record;
}

} // namespace cds::threading

#endif // #ifndef CDSLIB_THREADING_MODEL_H
