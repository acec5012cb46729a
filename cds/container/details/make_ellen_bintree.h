// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_ELLEN_BINTREE_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_ELLEN_BINTREE_H

#include <cds/container/details/ellen_bintree_base.h>
#include <cds/face/owning.h>
#include <cds/intrusive/impl/ellen_bintree.h>

#include <type_traits>

namespace cds::container::details {

/// Copies a key by assignment.
struct assigns_key {
    template <class Key>
    void operator()(Key& to, Key const& from) const {
        to = from;
    }
};

/// The nodes of a tree that hold what `Item` says, and the intrusive tree of them, whose inner
/// nodes get their keys by `Extract(Key&, item)`.
template <class GC, class Key, class Item, class Traits, class Extract>
struct make_ellen_bintree : owned_nodes<GC, Item, Traits> {
    using nodes = typename make_ellen_bintree::owned_nodes;
    using make_ellen_bintree::owned_nodes::owned_nodes;
    using hook = intrusive::ellen_bintree::base_hook<opt::gc<GC>>;
    struct intrusive_traits : nodes::template intrusive_traits<hook> {
        struct key_extractor {
            void operator()(Key& to, typename Item::node_type const& from) const {
                Extract()(to, Item::value(from));
            }
        };
    };
    using type = intrusive::EllenBinTree<GC, Key, typename Item::node_type, intrusive_traits>;
};

/// The nodes for the values of an `EllenBinTreeSet`, and the intrusive tree of them.
template <class GC, class Key, class T, class Traits>
using make_ellen_bintree_set =
    make_ellen_bintree<GC, Key, set_item<intrusive::ellen_bintree::node<GC>, T>, Traits,
                       typename Traits::key_extractor>;

/// Copies the key of a pair as the traits of a map say.
template <class Traits>
struct copies_key_of_pair {
    using copy_policy =
        typename opt::select_default<typename Traits::copy_policy, assigns_key>::type;
    template <class Key, class Pair>
    void operator()(Key& to, Pair const& from) const {
        copy_policy()(to, from.first);
    }
};

/// The nodes for the pairs of an `EllenBinTreeMap`, and the intrusive tree of them.
template <class GC, class Key, class T, class Traits>
using make_ellen_bintree_map =
    make_ellen_bintree<GC, Key, map_item<intrusive::ellen_bintree::node<GC>, Key, T>, Traits,
                       copies_key_of_pair<Traits>>;

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_ELLEN_BINTREE_H
