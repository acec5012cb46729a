// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_SINGLE_LINK_NODES_H
#define CDSLIB_FACE_SINGLE_LINK_NODES_H

#include <cds/face/owning_node.h>
#include <cds/structures/single_link.h>

namespace cds::container::details {

/// What a stack or a queue of values does to be intrusive: nodes with a T and one link, or those
/// that `Family` has, made by the allocator of `Traits` and disposed by it.
template <class GC, class T, class Traits, class Family = intrusive::single_link::hook_family>
struct single_link_nodes {
    using hook = intrusive::details::base_hook<Family, opt::gc<GC>>;
    using node = owning_node<typename hook::node_type, T>;
    using factory = node_factory<node, typename Traits::allocator>;

    struct intrusive_traits : opt::base_traits<Traits> {
        using hook = single_link_nodes::hook;
        using disposer = typename factory::disposer;
        static constexpr auto link_checker = intrusive::opt::never_check_link;
    };

    /// `Owning`, the interface, over `Structure`, the algorithm.
    template <template <class, class, class> class Owning,
              template <class, class, class> class Structure>
    using over = Owning<Structure<GC, node, intrusive_traits>, T, factory>;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_SINGLE_LINK_NODES_H
