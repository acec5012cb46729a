// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_IMPL_ITERABLE_LIST_H
#define CDSLIB_INTRUSIVE_IMPL_ITERABLE_LIST_H

#include <cds/face/iterable_set.h>
#include <cds/intrusive/details/iterable_list_base.h>

#include <type_traits>

namespace cds::intrusive {

/// Ordered lock-free set of objects that the user owns, which need no hook, with iterators that
/// stay where they are. The interface is that of `details::iterable_set`, the algorithm that of
/// `iterable_list::chain`.
template <class GC, class T, class Traits>
class IterableList
    : public details::iterable_set<iterable_list::chain<GC, T, Traits>, details::one_head>,
      public iterable_list_tag {
    using base = details::iterable_set<iterable_list::chain<GC, T, Traits>, details::one_head>;

public:
    template <class... Options>
    struct rebind_traits {
        using type = IterableList<GC, T, typename opt::make_options<Traits, Options...>::type>;
    };
    /// This is the same set over other heads, counting in other objects: hash sets consist of it.
    template <class Heads, class OtherTraits>
    using over = details::iterable_set<iterable_list::chain<GC, T, OtherTraits>, Heads>;
    /// What such heads may put among items that are each an `Element`.
    template <class Element>
    using dummy = iterable_list::dummy<Element>;
    template <class Stat>
    using select_stat_wrapper = iterable_list::select_stat_wrapper<Stat>;

    IterableList() = default;
    /// Counts events in `st`, where the traits say `wrapped_stat<Stat>`.
    template <class Stat>
        requires std::is_same_v<typename base::stat, iterable_list::wrapped_stat<Stat>>
    explicit IterableList(Stat& st) : base(st) {}
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_IMPL_ITERABLE_LIST_H
