// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_ITERABLE_LIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_ITERABLE_LIST_H

#include <cds/container/details/iterable_list_base.h>
#include <cds/container/details/list_of_tag.h>
#include <cds/face/owning_iterable.h>
#include <cds/intrusive/impl/iterable_list.h>

namespace cds::container::details {

/// The nodes for the items of an iterable list, and the intrusive list of them. `Item` is
/// `set_item<no_link, T>` or `map_item<no_link, Key, T>`.
template <class GC, class Item, class Traits>
struct make_iterable_nodes : owned_nodes<GC, iterable_item<Item>, Traits>, iterable_faces<Item> {
    using nodes = typename make_iterable_nodes::owned_nodes;
    using make_iterable_nodes::owned_nodes::owned_nodes;
    using type = intrusive::IterableList<GC, typename nodes::node_type,
                                         typename nodes::template intrusive_traits<opt::none>>;
};

/// The nodes for the values of an `IterableList`, and the intrusive list of them.
template <class GC, class T, class Traits>
using make_iterable_list = make_iterable_nodes<GC, set_item<no_link, T>, Traits>;
/// The nodes for the pairs of an `IterableKVList`, and the intrusive list of them.
template <class GC, class Key, class T, class Traits>
using make_iterable_kvlist = make_iterable_nodes<GC, map_item<no_link, Key, T>, Traits>;

/// How split-ordered lists are made of iterable ones.
template <>
struct list_of_tag<iterable_list_tag> {
    using default_traits = iterable_list::traits;
    template <class GC, class Traits>
    using node = void;
    template <class GC, class Traits>
    using hook = opt::none;
    template <class GC, class T, class Traits>
    using type = intrusive::IterableList<GC, T, Traits>;
    template <class Item>
    using faces = iterable_faces<Item>;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_ITERABLE_LIST_H
