// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SET_COUNTS_H
#define CDSLIB_TEST_FAMILIES_SET_COUNTS_H

#include <cstddef>

// What the statistics of any set have counted, under one name for each: libcds gave every structure
// names of its own.
namespace cds_test::families {

template <class Stat>
std::size_t updates_of_what_is_there(Stat const& s) {
    if constexpr (requires { s.m_nUpdateExisting; })
        return s.m_nUpdateExisting.get();
    else
        return s.m_nUpdateExist.get();
}
template <class Stat>
std::size_t found(Stat const& s) {
    if constexpr (requires { s.m_nFindSuccess; })
        return s.m_nFindSuccess.get();
    else
        return s.m_nFindFastSuccess.get() + s.m_nFindSlowSuccess.get();
}
template <class Stat>
std::size_t not_found(Stat const& s) {
    if constexpr (requires { s.m_nFindFailed; })
        return s.m_nFindFailed.get();
    else
        return s.m_nFindFastFailed.get() + s.m_nFindSlowFailed.get();
}

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SET_COUNTS_H
