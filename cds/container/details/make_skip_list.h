// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_H

#include <cds/container/details/skip_list_base.h>
#include <cds/face/owning.h>
#include <cds/face/shaped_node.h>
#include <cds/intrusive/impl/skip_list.h>

#include <memory>
#include <utility>

namespace cds::container::details {

/// Makes nodes of a random height, each in one allocation with its tower.
template <class Node, class Traits>
struct tower_factory {
    using shaped =
        shaped_node_factory<Node, typename Node::tower_item_type, typename Traits::allocator>;
    using owner = typename shaped::owner;
    using disposer = typename shaped::disposer;

    template <class... Args>
    static owner make(Args&&... args) {
        unsigned const height =
            intrusive::skip_list::details::random_height<typename Traits::random_level_generator>();
        owner made = shaped::make(height - 1, std::in_place, std::forward<Args>(args)...);
        made->make_tower(height, height > 1 ? shaped::cells(made.get()) : nullptr);
        return made;
    }
};
/// It does the same by copies of one allocator that has state; each node carries a copy.
template <class Node, class Traits>
    requires stateful_allocator<typename Traits::allocator>
struct tower_factory<Node, Traits> : has_memory<typename Traits::allocator> {
    using carrier = details::carrier<Node, typename Traits::allocator>;
    using shaped =
        shaped_node_factory<carrier, typename Node::tower_item_type, typename Traits::allocator>;
    struct disposer {
        void operator()(Node* n) const { typename shaped::disposer()(static_cast<carrier*>(n)); }
    };
    using owner = std::unique_ptr<Node, disposer>;

    using tower_factory::has_memory::has_memory;

    template <class... Args>
    owner make(Args&&... args) const {
        unsigned const height =
            intrusive::skip_list::details::random_height<typename Traits::random_level_generator>();
        carrier* const made = shaped::make_with(this->memory(), height - 1, this->memory(),
                                                std::forward<Args>(args)...)
                                  .release();
        made->make_tower(height, height > 1 ? shaped::cells(made) : nullptr);
        return owner(made);
    }
};

/// The node of the intrusive list that those of the containers derive from.
template <class GC>
using skip_list_node = intrusive::skip_list::node<GC>;

/// The nodes of a skip list that hold what `Item` says, and the intrusive list of them.
template <class GC, class Item, class Traits>
struct make_skip_list
    : owned_nodes<GC, Item, Traits, tower_factory<typename Item::node_type, Traits>> {
    using nodes = typename make_skip_list::owned_nodes;
    using make_skip_list::owned_nodes::owned_nodes;
    using hook = intrusive::skip_list::base_hook<opt::gc<GC>>;
    struct intrusive_traits : nodes::template intrusive_traits<hook> {
        using internal_node_builder = intrusive::skip_list::built_with_the_node;
    };
    using type = intrusive::SkipListSet<GC, typename nodes::node_type, intrusive_traits>;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_H
