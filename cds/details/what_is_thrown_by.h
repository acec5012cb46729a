// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_WHAT_IS_THROWN_BY_H
#define CDSLIB_DETAILS_WHAT_IS_THROWN_BY_H

#include <cds/details/defs.h>

#include <exception>

namespace cds::details {

/// Calls `f`. Returns what it threw, or null.
template <class F>
std::exception_ptr what_is_thrown_by(F f) noexcept {
#if defined(CDS_EXCEPTION_ENABLED)
    try {
        f();
    } catch (...) {
        return std::current_exception();
    }
#else
    f();
#endif
    return nullptr;
}

/// Calls `f`. False if it threw an exception of the standard library, most likely `std::bad_alloc`.
/// Others go on to the caller.
template <class F>
bool succeeds(F f) {
#if defined(CDS_EXCEPTION_ENABLED)
    try {
        f();
    } catch (std::exception const&) {
        return false;
    }
#else
    f();
#endif
    return true;
}

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_WHAT_IS_THROWN_BY_H
