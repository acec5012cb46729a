// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_THROW_EXCEPTION_H
#define CDSLIB_DETAILS_THROW_EXCEPTION_H

// The single place from which the library throws. So a program without exceptions, or with a
// handler of its own, has one place to look at.

#include <cds/details/defs.h>

#include <cstdio>
#include <type_traits>
#include <utility>

#if !defined(CDS_USER_DEFINED_THROW_EXCEPTION)

namespace cds {

/// Throws `exception`; without exceptions, prints it with its place and aborts.
/// A program that defines `CDS_USER_DEFINED_THROW_EXCEPTION` supplies its own.
template <class E>
[[noreturn]] inline void throw_exception(E&& exception, char const* file, int line) {
#    if defined(CDS_EXCEPTION_ENABLED)
    CDS_UNUSED(file);
    CDS_UNUSED(line);
    throw std::decay_t<E>(std::forward<E>(exception));
#    else
    std::fprintf(stderr, "file %s, line %d: %s\n", file, line, exception.what());
    ::abort();
#    endif
}

} // namespace cds

#else

namespace cds {

template <class E>
[[noreturn]] extern void throw_exception(E&& exception, char const* file, int line);

} // namespace cds

#endif

/// Throws `exception` from here.
#define CDS_THROW_EXCEPTION(exception) ::cds::throw_exception(exception, __FILE__, __LINE__)

#endif // #ifndef CDSLIB_DETAILS_THROW_EXCEPTION_H
