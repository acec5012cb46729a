// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_LAZY_LIST_H
#define CDSLIB_TEST_FAMILIES_LAZY_LIST_H

#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/lazy_kvlist_nogc.h>
#include <cds/container/lazy_list_dhp.h>
#include <cds/container/lazy_list_hp.h>
#include <cds/container/lazy_list_nogc.h>
#include <cds/intrusive/lazy_list_dhp.h>
#include <cds/intrusive/lazy_list_hp.h>
#include <cds/intrusive/lazy_list_nogc.h>
#include <cds/sync/spinlock.h>
#include <cds_test/families/michael_hash.h>

#include <cstddef>
#include <tuple>

namespace cds_test::families {

/// LazyList and LazyKVList, and the hash tables with such buckets.
struct lazy_list {
    static constexpr char const* name = "LazyList";
    static constexpr std::size_t guards = 4; ///< that one operation takes at most
    static constexpr bool ordered = true;    ///< iterators go by the keys
    static constexpr bool keeping = true;    ///< has a form that erases nothing, for gc::nogc
    static constexpr bool updates_in_place = true;

    // These names say what the user's objects carry, and how the list finds it in them.
    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::LazyList<GC, T, Traits>;
    using intrusive_traits = cds::intrusive::lazy_list::traits;
    template <class GC, class... Tag>
    using node = cds::intrusive::lazy_list::node<GC, cds::sync::spin, Tag...>;
    template <class... Options>
    using base_hook = cds::intrusive::lazy_list::base_hook<Options...>;
    template <std::size_t Offset, class... Options>
    using member_hook = cds::intrusive::lazy_list::member_hook<Offset, Options...>;
    template <class Conversions, class... Options>
    using traits_hook = cds::intrusive::lazy_list::traits_hook<Conversions, Options...>;

    // Of values, and of pairs.
    template <class GC, class T, class Traits>
    using set = cds::container::LazyList<GC, T, Traits>;
    template <class GC, class Key, class T, class Traits>
    using map = cds::container::LazyKVList<GC, Key, T, Traits>;
    using owning_traits = cds::container::lazy_list::traits;

    // In a hash table.
    using hash = michael_hash;

    // Options and statistics.
    template <class... Options>
    using make_traits = cds::intrusive::lazy_list::make_traits<Options...>;
    using own_options = std::tuple<>; // each to be tried beside those that all sets have
    using stat = cds::intrusive::lazy_list::stat<>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_LAZY_LIST_H
