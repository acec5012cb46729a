// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_ITERABLE_LIST_H
#define CDSLIB_CONTAINER_IMPL_ITERABLE_LIST_H

#include <cds/container/details/make_iterable_list.h>

namespace cds::container {

/// Ordered lock-free set whose items can be replaced, with iterators that stay where they are:
/// `intrusive::IterableList` with nodes of its own. The interface is that of
/// `details::owning_iterable_set`.
template <class GC, class T, class Traits>
class IterableList : public details::owning_iterable_set<
                         details::make_iterable_list<GC, T, Traits>,
                         typename details::make_iterable_list<GC, T, Traits>::type> {
public:
    /// The nodes and the list inside, for containers that are made of such lists.
    using owned = details::make_iterable_list<GC, T, Traits>;

    template <class... Options>
    struct rebind_traits {
        using type = IterableList<GC, T, typename opt::make_options<Traits, Options...>::type>;
    };
    template <class Stat>
    using select_stat_wrapper = intrusive::iterable_list::select_stat_wrapper<Stat>;

    using IterableList::owning_iterable_set::owning_iterable_set;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_ITERABLE_LIST_H
