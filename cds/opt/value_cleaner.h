// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_VALUE_CLEANER_H
#define CDSLIB_OPT_VALUE_CLEANER_H

// What happens to a value that leaves a buffer whose memory stays.

#include <cds/opt/options.h>

#include <type_traits>

namespace cds::opt {

/// A functor called with each value that has left: `operator()(T&)`.
CDS_TYPE_OPTION(value_cleaner);

namespace v {

/// Leaves the value as it is.
struct empty_cleaner {
    template <class T>
    void operator()(T&) const noexcept {}
};

/// Destroys the value.
struct destruct_cleaner {
    template <class T>
    void operator()(T& value) const noexcept {
        value.~T();
    }
};

/// Destroys the value where its destructor does something.
struct auto_cleaner {
    template <class T>
    void operator()(T& value) const noexcept {
        if constexpr (!std::is_trivially_destructible_v<T>)
            value.~T();
    }
};

} // namespace v
} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_VALUE_CLEANER_H
