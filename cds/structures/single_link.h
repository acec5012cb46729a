// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_SINGLE_LINK_H
#define CDSLIB_STRUCTURES_SINGLE_LINK_H

// The node of stacks and queues: one link.

#include <cds/algo/atomic.h>
#include <cds/gc/default_gc.h>
#include <cds/structures/hooks.h>
#include <cds/structures/node_traits.h>

#include <cstddef>

/// Nodes and hooks of structures linked in one direction.
namespace cds::intrusive::single_link {

/// A node with one link, null while it is in no container.
template <class GC, class Tag = opt::none>
struct node {
    typedef GC gc;
    typedef Tag tag;
    typedef atomics::atomic<node*> atomic_node_ptr;

    template <class GC2, class Tag2>
    struct rebind {
        typedef node<GC2, Tag2> other;
    };

    atomic_node_ptr m_pNext{nullptr};

    node() noexcept = default;
};

/// The default hook.
struct default_hook {
    typedef cds::gc::default_gc gc;
    typedef opt::none tag;
};

/// The family of these nodes, for hooks.h.
struct hook_family {
    typedef single_link::default_hook default_hook;
    template <class Options>
    using node = single_link::node<typename Options::gc, typename Options::tag>;
};

CDS_DEFINE_HOOKS()

} // namespace cds::intrusive::single_link

#endif // #ifndef CDSLIB_STRUCTURES_SINGLE_LINK_H
