// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_LAZY_LIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_LAZY_LIST_H

#include <cds/container/details/lazy_list_base.h>
#include <cds/container/details/list_of_tag.h>
#include <cds/face/owning_set.h>
#include <cds/intrusive/impl/lazy_list.h>

namespace cds::container::details {

/// The nodes for the items of a lazy list, and the intrusive list of them. `Item` is
/// `set_item<node, T>` or `map_item<node, Key, T>`.
template <class GC, class Node, class Item, class Traits>
struct make_lazy_nodes : owned_nodes<GC, Item, lazy_list::by_comparison<GC, Item, Traits>> {
    using traits = Traits;
    using nodes = typename make_lazy_nodes::owned_nodes;
    using make_lazy_nodes::owned_nodes::owned_nodes;
    using hook =
        intrusive::lazy_list::base_hook<opt::gc<GC>, opt::lock_type<typename Node::lock_type>>;
    using type = intrusive::LazyList<GC, typename nodes::node_type,
                                     typename nodes::template intrusive_traits<hook>>;
};

/// The nodes for the values of a `LazyList`, and the intrusive list of them.
template <class GC, class T, class Traits,
          class Node = intrusive::lazy_list::node<GC, typename Traits::lock_type>>
using make_lazy_list = make_lazy_nodes<GC, Node, set_item<Node, T>, Traits>;

/// How split-ordered lists are made of lazy ones.
template <>
struct list_of_tag<lazy_list_tag> {
    using default_traits = lazy_list::traits;
    template <class GC, class Traits>
    using node = intrusive::lazy_list::node<GC, typename Traits::lock_type>;
    template <class GC, class Traits>
    using hook =
        intrusive::lazy_list::base_hook<opt::gc<GC>, opt::lock_type<typename Traits::lock_type>>;
    template <class GC, class T, class Traits>
    using type = intrusive::LazyList<GC, T, Traits>;
    template <class Item>
    using faces = usual_faces;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_LAZY_LIST_H
