// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ITERABLE_LIST_H
#define CDSLIB_TEST_FAMILIES_ITERABLE_LIST_H

#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/iterable_kvlist_hp.h>
#include <cds/container/iterable_list_dhp.h>
#include <cds/container/iterable_list_hp.h>
#include <cds/intrusive/iterable_list_dhp.h>
#include <cds/intrusive/iterable_list_hp.h>
#include <cds_test/families/michael_hash.h>

#include <cstddef>
#include <tuple>

namespace cds_test::families {

/// IterableList and IterableKVList, and the hash tables with such buckets. What is erased and
/// inserted while an iterator goes may stand elsewhere then, so they are not called ordered.
struct iterable_list {
    static constexpr char const* name = "IterableList";
    static constexpr std::size_t guards = 4; ///< that one operation takes at most

    // Of the user's objects, which carry nothing: the list has places of its own.
    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::IterableList<GC, T, Traits>;
    using intrusive_traits = cds::intrusive::iterable_list::traits;
    template <class GC, class... Tag>
    struct node {};
    template <class... Options>
    using base_hook = void;
    template <std::size_t Offset, class... Options>
    using member_hook = void;
    template <class Conversions, class... Options>
    using traits_hook = void;

    // Of values, and of pairs.
    template <class GC, class T, class Traits>
    using set = cds::container::IterableList<GC, T, Traits>;
    template <class GC, class Key, class T, class Traits>
    using map = cds::container::IterableKVList<GC, Key, T, Traits>;
    using owning_traits = cds::container::iterable_list::traits;

    // In a hash table.
    using hash = michael_hash;

    // Options and statistics.
    template <class... Options>
    using make_traits = cds::intrusive::iterable_list::make_traits<Options...>;
    using own_options = std::tuple<>; // each to be tried beside those that all sets have
    using stat = cds::intrusive::iterable_list::stat<>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_ITERABLE_LIST_H
