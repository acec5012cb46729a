// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_NODE_H
#define CDSLIB_FACE_OWNING_NODE_H

#include <cds/details/allocator.h>

#include <memory>
#include <utility>

// The nodes in which a stack or a queue keeps the values that it owns.
namespace cds::container::details {

/// `Link`, the node of an intrusive structure, with a value of type T.
template <class Link, class T>
struct owning_node : Link {
    T m_value;

    template <class... Args>
    explicit owning_node(std::in_place_t, Args&&... args) : m_value(std::forward<Args>(args)...) {}
};

/// Makes nodes with `Alloc`, and destroys them on any thread.
template <class Node, class Alloc>
struct node_factory {
    using allocator = cds::details::Allocator<Node, Alloc>;

    struct disposer {
        void operator()(Node* n) const { allocator().Delete(n); }
    };
    using owner = std::unique_ptr<Node, disposer>;

    /// Prepares a thread that takes nodes out for the nodes that it will dispose of.
    static void get_ready() noexcept {
        if constexpr (requires { allocator::get_ready(); })
            allocator::get_ready();
    }

    /// A node whose value is built from `args`; value-initialised if there are none.
    template <class... Args>
    static owner make(Args&&... args) {
        return owner(allocator().MoveNew(std::in_place, std::forward<Args>(args)...));
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_NODE_H
