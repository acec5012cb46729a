// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_MAKE_CONST_TYPE_H
#define CDSLIB_DETAILS_MAKE_CONST_TYPE_H

#include <type_traits>

namespace cds::details {

/// T or `T const`, with its pointer and its reference; for iterators written once.
template <class T, bool IsConst>
struct make_const_type {
    typedef std::conditional_t<IsConst, T const, T> type;
    typedef type* pointer;
    typedef type& reference;
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_MAKE_CONST_TYPE_H
