// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_ITERABLE_KVLIST_H
#define CDSLIB_CONTAINER_IMPL_ITERABLE_KVLIST_H

#include <cds/container/details/make_iterable_list.h>

namespace cds::container {

/// Ordered lock-free map whose items can be replaced, with iterators that stay where they are:
/// `intrusive::IterableList` with nodes of its own. The interface is that of
/// `details::owning_iterable_map`.
template <class GC, class Key, class Value, class Traits>
class IterableKVList : public details::owning_iterable_map<
                           details::make_iterable_kvlist<GC, Key, Value, Traits>,
                           typename details::make_iterable_kvlist<GC, Key, Value, Traits>::type> {
public:
    /// The nodes and the list inside, for containers that are made of such lists.
    using owned = details::make_iterable_kvlist<GC, Key, Value, Traits>;

    template <class... Options>
    struct rebind_traits {
        using type =
            IterableKVList<GC, Key, Value, typename opt::make_options<Traits, Options...>::type>;
    };
    template <class Stat>
    using select_stat_wrapper = intrusive::iterable_list::select_stat_wrapper<Stat>;

    using IterableKVList::owning_iterable_map::owning_iterable_map;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_ITERABLE_KVLIST_H
