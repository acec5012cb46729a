// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_TLS_HOLDER_H
#define CDSLIB_DETAILS_TLS_HOLDER_H

#include <cds/user_setup/threading.h>

namespace cds::details {

/// A pointer that each thread has to itself, null at first. `Tag` tells holders of the same `T`
/// apart. Owns nothing; a module that hides its symbols has holders of its own.
template <class T, class Tag = void>
class tls_holder {
public:
    /// What the calling thread has set.
    CDS_ASKED_ANEW static T* get() noexcept { return CDS_OF_THIS_THREAD(held_); }
    /// Sets it for the calling thread alone.
    CDS_ASKED_ANEW static void set(T* p) noexcept { held_ = p; }

private:
    static inline constinit thread_local T* held_ = nullptr;
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_TLS_HOLDER_H
