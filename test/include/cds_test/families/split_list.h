// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SPLIT_LIST_H
#define CDSLIB_TEST_FAMILIES_SPLIT_LIST_H

#include <cds_test/families/michael_list.h>
#include <cds_test/families/split_of.h>

#include <cstddef>

namespace cds_test::families {

/// SplitListSet and SplitListMap, of Michael's list.
struct split_list : split_of<michael_list, cds::container::michael_list_tag> {
    static constexpr char const* name = "SplitListSet";
    static constexpr std::size_t guards = 8; ///< what the set says; an operation takes four
    static constexpr bool keeping = true;    ///< has a form that erases nothing, for gc::nogc
    static constexpr bool updates_in_place = true;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SPLIT_LIST_H
