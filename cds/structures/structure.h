// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_STRUCTURE_H
#define CDSLIB_STRUCTURES_STRUCTURE_H

#include <cds/details/concepts.h>
#include <cds/structures/hooks.h>
#include <cds/structures/node_traits.h>
#include <cds/structures/reclaim.h>

#include <type_traits>

namespace cds::intrusive::details {

/// The policies that a structure is for.
enum class policies {
    with_guards, ///< those of hazard pointers
    that_erase,  ///< RCU, too
    all          ///< and nogc, where it only grows
};

/// Names an error in the arguments of a container in the compiler's first message.
template <class GC, class T, class Traits, policies For = policies::with_guards>
struct checked_arguments {
    static_assert(concepts::hazard_policy<GC> ||
                      (For == policies::that_erase && reclaims_erased<GC>) ||
                      (For == policies::all && reclaims<GC>),
                  "the GC of a container must be a policy: cds::gc::DHP, HP or their like; nogc "
                  "for lists and sets alone, and cds::urcu::gc for these and for trees");
    static_assert(concepts::node_hook<typename Traits::hook>,
                  "the hook must be a base_hook, member_hook or traits_hook of the container");
    static_assert(concepts::waiting<typename Traits::back_off>,
                  "a back-off must be default-constructible and callable without arguments");
    static_assert(concepts::disposer<typename Traits::disposer, T>,
                  "a disposer must be default-constructible and callable with a T*: it carries no "
                  "state, and may run later and on another thread");
    static constexpr bool checked = true;
};

/// The base of every structure of objects with a hook: the checks of its arguments, and its names
/// as libcds spells them.
template <class GC, class T, class Traits, policies For = policies::with_guards>
class structure {
    static_assert(checked_arguments<GC, T, Traits, For>::checked);

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;
    using hook = typename traits::hook;
    using node_type = typename hook::node_type;
    using node_traits = typename get_node_traits<T, node_type, hook>::type;
    using disposer = typename traits::disposer;
    using link_checker = typename get_link_checker<node_type, traits::link_checker>::type;
    using back_off = typename traits::back_off;
    using item_counter = typename traits::item_counter;
    using stat = typename traits::stat;
    using memory_model = annotated_orders<typename traits::memory_model>;

    static_assert(std::is_same_v<GC, typename node_type::gc>,
                  "the hook of T must name the same GC as the container");

    structure(structure const&) = delete;
    structure& operator=(structure const&) = delete;

protected:
    using policy = reclaim<GC>;
    using order = memory_model;

    structure() = default;
    ~structure() = default;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_STRUCTURE_H
