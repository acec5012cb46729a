// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HOOKS_H
#define CDSLIB_STRUCTURES_HOOKS_H

// Hooks and link checking, written once for all containers. A container describes its nodes by a
// family:
//
//   struct hook_family {
//       struct default_hook { typedef default_gc gc; typedef opt::none tag; };
//       template <class Options> using node = list_node<typename Options::gc, ...>;
//   };
//
// and its own `base_hook`, `member_hook`, `traits_hook` are aliases of the templates below;
// CDS_DEFINE_HOOKS declares them in its namespace.

#include <cds/algo/atomic.h>
#include <cds/structures/options.h>

#include <cstddef>
#include <type_traits>

namespace cds::intrusive::details {

/// The policy of a hook that names none, where there is no sensible default.
struct undefined_gc;

/// The types of a hook: the policy, the tag, and the node that follows from them.
template <class Family, class HookKind, class... Options>
struct hook {
    typedef typename opt::make_options<typename Family::default_hook, Options...>::type options;
    typedef typename options::gc gc;
    typedef typename options::tag tag;
    typedef typename Family::template node<options> node_type;
    typedef HookKind hook_type;
};

/// The object derives from the node.
template <class Family, class... Options>
struct base_hook : hook<Family, base_hook_tag, Options...> {};

/// The node is a member, `MemberOffset` bytes into the object: `offsetof(object, member)`.
template <class Family, std::size_t MemberOffset, class... Options>
struct member_hook : hook<Family, member_hook_tag, Options...> {
    static constexpr std::size_t const c_nMemberOffset = MemberOffset;
};

/// `NodeTraits` has static `to_node_ptr` and `to_value_ptr`. They must be address arithmetic, and
/// must not read the object or the node: a container computes the address of an object before it
/// has made sure, by a guard on that address, that the object still exists.
template <class Family, class NodeTraits, class... Options>
struct traits_hook : hook<Family, traits_hook_tag, Options...> {
    typedef NodeTraits node_traits;
};

/// Asserts that a node with an `m_pNext` is in no container: its link is null and has no mark. (A
/// mark means that it was erased and its disposer has not run yet.) A node that was taken off a
/// stack, or is the last dummy of a queue, has a null link and is not detected.
template <class Node>
struct link_checker {
    typedef Node node_type;

    static void is_empty([[maybe_unused]] node_type const* node) noexcept {
        // relaxed: the caller owns the node until it is inserted
        auto const link = node->m_pNext.load(atomics::memory_order_relaxed);
        cds_assert(link == std::remove_const_t<decltype(link)>());
    }
};

/// Selects the checker for `LinkType`: `Checker`, or one that checks nothing.
template <class Node, opt::link_check_type LinkType, class Checker = link_checker<Node>>
struct get_link_checker {
#if defined(_DEBUG)
    static constexpr bool checks = LinkType != opt::never_check_link;
#else
    static constexpr bool checks = LinkType == opt::always_check_link;
#endif
    typedef std::conditional_t<checks, Checker, opt::v::empty_link_checker<Node>> type;
};

} // namespace cds::intrusive::details

// The formatter takes the aliases for statements.
// clang-format off

// Declares, for the nodes of the `hook_family` that stands before it in a namespace,
//   base_hook<options...>              the object derives from the node
//   member_hook<offset, options...>    the object has the node `offset` bytes into it
//   traits_hook<traits, options...>    `traits` finds the node of an object
// whose options are `opt::gc` and `opt::tag`, and the link checkers.
#define CDS_DEFINE_HOOKS()                                                                         \
    template <class HookType, class... Options>                                                    \
    using hook = cds::intrusive::details::hook<hook_family, HookType, Options...>;                 \
    template <class... Options>                                                                    \
    using base_hook = cds::intrusive::details::base_hook<hook_family, Options...>;                 \
    template <std::size_t MemberOffset, class... Options>                                          \
    using member_hook =                                                                            \
        cds::intrusive::details::member_hook<hook_family, MemberOffset, Options...>;               \
    template <class NodeTraits, class... Options>                                                  \
    using traits_hook =                                                                            \
        cds::intrusive::details::traits_hook<hook_family, NodeTraits, Options...>;                 \
    using cds::intrusive::details::get_link_checker;                                               \
    using cds::intrusive::details::link_checker;

// clang-format on

#endif // #ifndef CDSLIB_STRUCTURES_HOOKS_H
