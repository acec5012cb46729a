// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_NODE_H
#define CDSLIB_FACE_OWNING_NODE_H

#include <cds/details/allocator.h>

#include <memory>
#include <utility>

// The nodes in which a stack or a queue keeps the values that it owns.
namespace cds::container::details {

/// `Link`, the node of an intrusive structure, with a value of type T. The value ends when it is
/// taken, the node later, when nobody looks at its link any more.
template <class Link, class T>
struct owning_node : Link {
    union {
        T m_value;
    };

    template <class... Args>
    explicit owning_node(std::in_place_t, Args&&... args) : m_value(std::forward<Args>(args)...) {}
    ~owning_node() {} // not the value

    void end_value() noexcept { std::destroy_at(std::addressof(m_value)); }
};

/// Ends the value of a node. The body of a lambda would ask for a complete T, also where the
/// container is a member of T.
template <class Node>
struct ends_value {
    void operator()(Node& n) const noexcept { n.end_value(); }
};

/// A value that was taken out, for as long as its taker looks at it.
template <class Node>
class taken_value {
public:
    explicit taken_value(Node& n) noexcept : node_(n) {}
    ~taken_value() { node_.end_value(); }
    taken_value(taken_value const&) = delete;
    taken_value& operator=(taken_value const&) = delete;

    auto& operator*() const noexcept { return node_.m_value; }

private:
    Node& node_;
};

/// Makes nodes with `Alloc`, and destroys them on any thread.
template <class Node, class Alloc>
struct node_factory {
    using allocator = cds::details::Allocator<Node, Alloc>;

    struct disposer {
        void operator()(Node* n) const { allocator().Delete(n); }
    };
    /// Ends the value and the node, which never was in a structure.
    struct discarder {
        void operator()(Node* n) const {
            if constexpr (requires { n->end_value(); })
                n->end_value();
            disposer()(n);
        }
    };
    using owner = std::unique_ptr<Node, discarder>;

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
