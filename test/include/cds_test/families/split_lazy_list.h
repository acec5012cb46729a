// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SPLIT_LAZY_LIST_H
#define CDSLIB_TEST_FAMILIES_SPLIT_LAZY_LIST_H

#include <cds_test/families/lazy_list.h>
#include <cds_test/families/split_of.h>

#include <cstddef>

namespace cds_test::families {

/// SplitListSet and SplitListMap, of lazy lists.
struct split_lazy_list : split_of<lazy_list, cds::container::lazy_list_tag> {
    static constexpr char const* name = "SplitListSet of LazyList";
    static constexpr std::size_t guards = 8; ///< what the set says; an operation takes four
    static constexpr bool keeping = true;    ///< has a form that erases nothing, for gc::nogc
    static constexpr bool updates_in_place = true;
    static constexpr bool one_policy_is_enough = true;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SPLIT_LAZY_LIST_H
