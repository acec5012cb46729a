// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_TLS_HOLDER_H
#define CDSLIB_DETAILS_TLS_HOLDER_H

#include <cds/user_setup/threading.h>

#include <type_traits>

namespace cds::details {

/// A value of each thread's own, a `T()` at first: for example a pointer, which is null then.
/// `Tag` distinguishes holders of the same `T`. A module that hides its symbols has its own
/// holders.
template <class T, class Tag = void>
class tls_holder {
public:
    /// Returns what the calling thread has set.
    CDS_ASKED_ANEW static T get() noexcept { return CDS_OF_THIS_THREAD(held_); }
    /// Sets it for the calling thread alone.
    CDS_ASKED_ANEW static void set(T value) noexcept { CDS_OF_THIS_THREAD(held_) = value; }

private:
    static_assert(std::is_trivially_copyable_v<T>, "a held value is a pointer or the like");
    static inline constinit thread_local T held_{};
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_TLS_HOLDER_H
