// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_MICHAEL_LIST_H
#define CDSLIB_CONTAINER_IMPL_MICHAEL_LIST_H

#include <cds/container/details/make_michael_list.h>

namespace cds::container {

/// Ordered lock-free set of values: `intrusive::MichaelList` with nodes of its own.
/// The interface is that of `details::owning_set`.
template <class GC, class T, class Traits>
class MichaelList
    : public details::owning_set<details::make_michael_list<GC, T, Traits>,
                                 typename details::make_michael_list<GC, T, Traits>::type> {
public:
    /// The nodes and the list inside, for containers that are made of such lists.
    using owned = details::make_michael_list<GC, T, Traits>;

    template <class... Options>
    struct rebind_traits {
        using type = MichaelList<GC, T, typename opt::make_options<Traits, Options...>::type>;
    };
    template <class Stat>
    using select_stat_wrapper = intrusive::michael_list::select_stat_wrapper<Stat>;

    using MichaelList::owning_set::owning_set;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_MICHAEL_LIST_H
