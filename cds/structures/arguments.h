// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_ARGUMENTS_H
#define CDSLIB_STRUCTURES_ARGUMENTS_H

#include <cds/details/concepts.h>

namespace cds::intrusive::details {

/// Names what is wrong with the arguments of a container, in the compiler's first message.
/// `Adds`: the container also exists for `gc::nogc`, where it only grows.
template <class GC, class T, class Traits, bool Adds = false>
struct checked_arguments {
    static_assert(concepts::hazard_policy<GC> || (Adds && concepts::policy<GC>),
                  "the GC of a container must be a policy: cds::gc::DHP, HP or their like; nogc "
                  "for lists and sets alone");
    static_assert(concepts::node_hook<typename Traits::hook>,
                  "the hook must be a base_hook, member_hook or traits_hook of the container");
    static_assert(concepts::waiting<typename Traits::back_off>,
                  "a back-off must be default-constructible and callable without arguments");
    static_assert(concepts::disposer<typename Traits::disposer, T>,
                  "a disposer must be default-constructible and callable with a T*: it carries no "
                  "state, and may run later and on another thread");
    static constexpr bool checked = true;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_ARGUMENTS_H
