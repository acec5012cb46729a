// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SPLIT_ITERABLE_LIST_H
#define CDSLIB_TEST_FAMILIES_SPLIT_ITERABLE_LIST_H

#include <cds_test/families/iterable_list.h>
#include <cds_test/families/split_of.h>

#include <cstddef>

namespace cds_test::families {

/// SplitListSet and SplitListMap, of iterable lists.
struct split_iterable_list : split_of<iterable_list, cds::container::iterable_list_tag> {
    static constexpr char const* name = "SplitListSet of IterableList";
    static constexpr std::size_t guards = 8; ///< what the set says; an operation takes four
    static constexpr bool one_policy_is_enough = true;

    /// Objects have no link, but a place.
    template <class GC, class... HookTag>
    using node = cds::intrusive::split_list::node<void>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SPLIT_ITERABLE_LIST_H
