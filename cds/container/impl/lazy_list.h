// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_LAZY_LIST_H
#define CDSLIB_CONTAINER_IMPL_LAZY_LIST_H

#include <cds/container/details/make_lazy_list.h>

namespace cds::container {

/// Ordered set of values: `intrusive::LazyList` with nodes of its own.
/// The interface is that of `details::owning_set`.
template <class GC, class T, class Traits>
class LazyList : public details::owning_set<details::make_lazy_list<GC, T, Traits>,
                                            typename details::make_lazy_list<GC, T, Traits>::type> {
public:
    /// The nodes and the list inside, for containers that are made of such lists.
    using owned = details::make_lazy_list<GC, T, Traits>;

    /// Whether the list is sorted: always, but with `gc::nogc` as the traits say.
    static constexpr bool c_bSort = owned::type::c_bSort;

    template <class... Options>
    struct rebind_traits {
        using type = LazyList<GC, T, typename opt::make_options<Traits, Options...>::type>;
    };
    template <class Stat>
    using select_stat_wrapper = intrusive::lazy_list::select_stat_wrapper<Stat>;

    using LazyList::owning_set::owning_set;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_LAZY_LIST_H
