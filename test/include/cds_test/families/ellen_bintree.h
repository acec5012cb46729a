// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ELLEN_BINTREE_H
#define CDSLIB_TEST_FAMILIES_ELLEN_BINTREE_H

#include <cds/container/ellen_bintree_map_dhp.h>
#include <cds/container/ellen_bintree_map_hp.h>
#include <cds/container/ellen_bintree_set_dhp.h>
#include <cds/container/ellen_bintree_set_hp.h>
#include <cds/intrusive/ellen_bintree_dhp.h>
#include <cds/intrusive/ellen_bintree_hp.h>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cds_test::families {

/// What an item is found by: its key, which a model wraps, or the whole of it.
template <class T>
decltype(auto) key_in(T const& item) {
    if constexpr (requires { item.key.get(); })
        return item.key.get();
    else if constexpr (requires { item.key; })
        return (item.key);
    else
        return (item);
}
/// Copies the key of an item for a routing node.
template <class T>
struct key_of_item {
    using type = std::remove_cvref_t<decltype(key_in(std::declval<T const&>()))>;
    void operator()(type& to, T const& from) const { to = key_in(from); }
};

/// EllenBinTree, EllenBinTreeSet and EllenBinTreeMap.
struct ellen_bintree {
    static constexpr char const* name = "EllenBinTree";
    static constexpr std::size_t guards = 7; ///< that one operation takes at most
    static constexpr bool ordered = true;    ///< iterators go by the keys
    static constexpr bool updates_in_place = true;

    /// Makes traits know how to copy the keys of T.
    template <class T, class Traits>
    struct copying_keys : Traits {
        using key_extractor = key_of_item<T>;
    };

    // These names say what the user's objects carry, and how the tree finds it in them.
    template <class GC, class T, class Traits>
    using intrusive =
        cds::intrusive::EllenBinTree<GC, typename key_of_item<T>::type, T, copying_keys<T, Traits>>;
    using intrusive_traits = cds::intrusive::ellen_bintree::traits;
    template <class GC, class... Tag>
    using node = cds::intrusive::ellen_bintree::node<GC, Tag...>;
    template <class... Options>
    using base_hook = cds::intrusive::ellen_bintree::base_hook<Options...>;
    template <std::size_t Offset, class... Options>
    using member_hook = cds::intrusive::ellen_bintree::member_hook<Offset, Options...>;
    template <class Conversions, class... Options>
    using traits_hook = cds::intrusive::ellen_bintree::traits_hook<Conversions, Options...>;

    // Of values, and of pairs.
    template <class GC, class T, class Traits>
    using set = cds::container::EllenBinTreeSet<GC, typename key_of_item<T>::type, T,
                                                copying_keys<T, Traits>>;
    template <class GC, class Key, class T, class Traits>
    using map = cds::container::EllenBinTreeMap<GC, Key, T, Traits>;
    using owning_traits = cds::container::ellen_bintree::traits;

    // Options and statistics.
    template <class... Options>
    using make_traits = cds::intrusive::ellen_bintree::make_traits<Options...>;
    using own_options =
        std::tuple<cds::intrusive::ellen_bintree::update_desc_allocator<CDS_DEFAULT_ALLOCATOR>>;
    using stat = cds::intrusive::ellen_bintree::stat<>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_ELLEN_BINTREE_H
