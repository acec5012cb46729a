// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_STRIPED_SET_H
#define CDSLIB_INTRUSIVE_STRIPED_SET_H

#include <cds/face/locked_set.h>
#include <cds/intrusive/details/base.h>
#include <cds/intrusive/striped_set/adapter.h>
#include <cds/intrusive/striped_set/striping_policy.h>
#include <cds/structures/hash/striped/table.h>

namespace cds::intrusive {

/// Hash set, with locks inside, of objects that the user owns; it grows. The buckets are containers
/// of Boost.Intrusive, or whatever `striped_set::adapt` makes buckets of. The interface is that of
/// `details::locked_set`, the algorithm and its progress are in structures/hash/striped/table.h.
///
/// The options, which need no order: `opt::mutex_policy`, `opt::hash`, `opt::item_counter`,
/// `opt::allocator`, `opt::resizing_policy`, `opt::compare`, `opt::less`, `opt::buffer`; or
/// `opt::type_traits` with all of them.
template <class Container, class... Options>
class StripedSet
    : public details::locked_set<striped_set::details::table<
          typename striped_set::adapt<Container, Options...>::type,
          typename opt::compose_traits<striped_set::details::set_traits, Options...>::type,
          false>> {
    using base = typename StripedSet::locked_set;

public:
    using default_options = striped_set::details::set_traits;
    using options = typename opt::compose_traits<default_options, Options...>::type;
    using underlying_container_type = Container;

    using base::base;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_STRIPED_SET_H
