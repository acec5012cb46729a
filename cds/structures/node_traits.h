// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_NODE_TRAITS_H
#define CDSLIB_STRUCTURES_NODE_TRAITS_H

// Conversions between an object and its node, for each kind of hook.

#include <cds/structures/options.h>

#include <cstddef>
#include <memory>

namespace cds::intrusive {
namespace details {

/// Makes the eight conversions of two: `Hook::node_of(T*)` and `Hook::value_of(Node*)`, which are
/// never called with null.
template <class T, class Node, class Hook>
struct converting_node_traits {
    typedef T value_type;
    typedef Node node_type;

    static node_type* to_node_ptr(value_type& v) noexcept {
        return Hook::node_of(std::addressof(v));
    }
    static node_type* to_node_ptr(value_type* v) noexcept { return v ? Hook::node_of(v) : nullptr; }
    static node_type const* to_node_ptr(value_type const& v) noexcept {
        return to_node_ptr(const_cast<value_type&>(v));
    }
    static node_type const* to_node_ptr(value_type const* v) noexcept {
        return to_node_ptr(const_cast<value_type*>(v));
    }

    static value_type* to_value_ptr(node_type& n) noexcept {
        return Hook::value_of(std::addressof(n));
    }
    static value_type* to_value_ptr(node_type* n) noexcept {
        return n ? Hook::value_of(n) : nullptr;
    }
    static value_type const* to_value_ptr(node_type const& n) noexcept {
        return to_value_ptr(const_cast<node_type&>(n));
    }
    static value_type const* to_value_ptr(node_type const* n) noexcept {
        return to_value_ptr(const_cast<node_type*>(n));
    }
};

/// Some nodes are dummies of their structure, and the T is nothing but an address then: sanitizers
/// are not to look whether there is an object.
template <class T, class Node>
struct base_conversion {
    CDS_SUPPRESS_SANITIZE("vptr", "alignment")
    static Node* node_of(T* v) noexcept { return static_cast<Node*>(v); }
    CDS_SUPPRESS_SANITIZE("vptr", "alignment")
    static T* value_of(Node* n) noexcept { return static_cast<T*>(n); }
};

template <class T, class Node, std::size_t Offset>
struct member_conversion {
    static Node* node_of(T* v) noexcept {
        return reinterpret_cast<Node*>(reinterpret_cast<char*>(v) + Offset);
    }
    static T* value_of(Node* n) noexcept {
        return reinterpret_cast<T*>(reinterpret_cast<char*>(n) - Offset);
    }
};

template <class T, class Node, class Hook, class HookKind>
struct node_traits_of;

template <class T, class Node, class Hook>
struct node_traits_of<T, Node, Hook, base_hook_tag>
    : converting_node_traits<T, Node, base_conversion<T, Node>> {};

template <class T, class Node, class Hook>
struct node_traits_of<T, Node, Hook, member_hook_tag>
    : converting_node_traits<T, Node, member_conversion<T, Node, Hook::c_nMemberOffset>> {};

template <class T, class Node, class Hook>
struct node_traits_of<T, Node, Hook, traits_hook_tag> : Hook::node_traits {
    typedef T value_type;
    typedef Node node_type;
};

} // namespace details

/// How a container of T with the hook `Hook` finds nodes and objects: `type` has static
/// `to_node_ptr` and `to_value_ptr`, for references and pointers, const or not; null stays null.
template <class T, class NodeType, class Hook>
struct get_node_traits {
    static_assert(concepts::node_hook<Hook>,
                  "the hook must be a base_hook, member_hook or traits_hook of the container");

    typedef details::node_traits_of<T, NodeType, Hook, typename Hook::hook_type> type;
};

/// A functor from nodes of `Container` to its objects.
template <class Container>
struct node_to_value {
    typedef typename Container::value_type value_type;
    typedef typename Container::node_type node_type;
    typedef typename Container::node_traits node_traits;

    value_type* operator()(node_type* n) const noexcept { return node_traits::to_value_ptr(n); }
    value_type const* operator()(node_type const* n) const noexcept {
        return node_traits::to_value_ptr(n);
    }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_NODE_TRAITS_H
