// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_IMPL_LAZY_LIST_H
#define CDSLIB_INTRUSIVE_IMPL_LAZY_LIST_H

#include <cds/face/ordered_set.h>
#include <cds/intrusive/details/lazy_list_base.h>

#include <type_traits>

namespace cds::intrusive {

/// Ordered set of objects that the user owns, each found by its key.
/// The interface is that of `details::ordered_set`, the algorithm that of `lazy_list::chain`.
template <class GC, class T, class Traits>
class LazyList : public details::ordered_set<lazy_list::chain<GC, T, Traits>, details::one_head> {
    using base = details::ordered_set<lazy_list::chain<GC, T, Traits>, details::one_head>;

public:
    template <class... Options>
    struct rebind_traits {
        using type = LazyList<GC, T, typename opt::make_options<Traits, Options...>::type>;
    };
    /// This is the same set over other heads, counting in other objects: hash sets consist of it.
    template <class Heads, class OtherTraits>
    using over = details::ordered_set<lazy_list::chain<GC, T, OtherTraits>, Heads>;
    template <class Stat>
    using select_stat_wrapper = lazy_list::select_stat_wrapper<Stat>;

    LazyList() = default;
    /// Counts events in `st`, where the traits say `wrapped_stat<Stat>`.
    template <class Stat>
        requires std::is_same_v<typename base::stat, lazy_list::wrapped_stat<Stat>>
    explicit LazyList(Stat& st) : base(st) {}
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_IMPL_LAZY_LIST_H
