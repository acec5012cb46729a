// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_RAW_STORAGE_H
#define CDSLIB_DETAILS_RAW_STORAGE_H

#include <new>

namespace cds::details {

/// Storage for one T, aligned for T. Its user constructs and destroys the T.
template <class T>
class raw_storage {
public:
    /// The address of the T, constructed or not.
    T* address() noexcept { return reinterpret_cast<T*>(bytes_); }

    /// The T that has been constructed here.
    T& value() noexcept { return *std::launder(address()); }
    T const& value() const noexcept { return *std::launder(reinterpret_cast<T const*>(bytes_)); }

private:
    alignas(T) unsigned char bytes_[sizeof(T)];
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_RAW_STORAGE_H
