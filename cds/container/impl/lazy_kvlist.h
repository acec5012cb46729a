// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_LAZY_KVLIST_H
#define CDSLIB_CONTAINER_IMPL_LAZY_KVLIST_H

#include <cds/container/details/make_lazy_kvlist.h>

namespace cds::container {

/// Ordered map: `intrusive::LazyList` with nodes of its own.
/// The interface is that of `details::owning_map`.
template <class GC, class Key, class Value, class Traits>
class LazyKVList
    : public details::owning_map<details::make_lazy_kvlist<GC, Key, Value, Traits>,
                                 typename details::make_lazy_kvlist<GC, Key, Value, Traits>::type> {
public:
    /// The nodes and the list inside, for containers that are made of such lists.
    using owned = details::make_lazy_kvlist<GC, Key, Value, Traits>;

    /// Whether the list is sorted: always, but with `gc::nogc` as the traits say.
    static constexpr bool c_bSort = owned::type::c_bSort;

    template <class... Options>
    struct rebind_traits {
        using type =
            LazyKVList<GC, Key, Value, typename opt::make_options<Traits, Options...>::type>;
    };
    template <class Stat>
    using select_stat_wrapper = intrusive::lazy_list::select_stat_wrapper<Stat>;

    using LazyKVList::owning_map::owning_map;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_LAZY_KVLIST_H
