// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SKIP_LIST_H
#define CDSLIB_TEST_FAMILIES_SKIP_LIST_H

#include <cds/container/skip_list_map_dhp.h>
#include <cds/container/skip_list_map_hp.h>
#include <cds/container/skip_list_map_nogc.h>
#include <cds/container/skip_list_set_dhp.h>
#include <cds/container/skip_list_set_hp.h>
#include <cds/container/skip_list_set_nogc.h>
#include <cds/intrusive/skip_list_dhp.h>
#include <cds/intrusive/skip_list_hp.h>
#include <cds/intrusive/skip_list_nogc.h>

#include <cstddef>
#include <tuple>

namespace cds_test::families {

/// SkipListSet and SkipListMap.
struct skip_list {
    static constexpr char const* name = "SkipListSet";
    static constexpr std::size_t guards = 5; ///< that one operation takes at most
    static constexpr bool ordered = true;    ///< iterators go by the keys
    static constexpr bool keeping = true;    ///< has a form that erases nothing, for gc::nogc
    static constexpr bool updates_in_place = true;

    // These names say what the user's objects carry, and how the list finds it in them.
    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::SkipListSet<GC, T, Traits>;
    using intrusive_traits = cds::intrusive::skip_list::traits;
    template <class GC, class... Tag>
    using node = cds::intrusive::skip_list::node<GC, Tag...>;
    template <class... Options>
    using base_hook = cds::intrusive::skip_list::base_hook<Options...>;
    template <std::size_t Offset, class... Options>
    using member_hook = cds::intrusive::skip_list::member_hook<Offset, Options...>;
    template <class Conversions, class... Options>
    using traits_hook = cds::intrusive::skip_list::traits_hook<Conversions, Options...>;

    // Of values, and of pairs.
    template <class GC, class T, class Traits>
    using set = cds::container::SkipListSet<GC, T, Traits>;
    template <class GC, class Key, class T, class Traits>
    using map = cds::container::SkipListMap<GC, Key, T, Traits>;
    using owning_traits = cds::container::skip_list::traits;

    // Options and statistics.
    template <class... Options>
    using make_traits = cds::intrusive::skip_list::make_traits<Options...>;
    using own_options = std::tuple<
        cds::intrusive::skip_list::random_level_generator<cds::intrusive::skip_list::xorshift16>>;
    using stat = cds::intrusive::skip_list::stat<>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SKIP_LIST_H
