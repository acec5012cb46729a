// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_IMPL_MICHAEL_LIST_H
#define CDSLIB_INTRUSIVE_IMPL_MICHAEL_LIST_H

#include <cds/face/ordered_set.h>
#include <cds/intrusive/details/michael_list_base.h>

#include <type_traits>

namespace cds::intrusive {

/// Ordered lock-free set of objects that the user owns, each found by its key.
/// The interface is that of `details::ordered_set`, the algorithm that of `michael_list::chain`.
template <class GC, class T, class Traits>
class MichaelList
    : public details::ordered_set<michael_list::chain<GC, T, Traits>, details::one_head> {
    using base = details::ordered_set<michael_list::chain<GC, T, Traits>, details::one_head>;

public:
    template <class... Options>
    struct rebind_traits {
        using type = MichaelList<GC, T, typename opt::make_options<Traits, Options...>::type>;
    };
    /// This is the same set over other heads, counting in other objects: hash sets consist of it.
    template <class Heads, class OtherTraits>
    using over = details::ordered_set<michael_list::chain<GC, T, OtherTraits>, Heads>;
    template <class Stat>
    using select_stat_wrapper = michael_list::select_stat_wrapper<Stat>;

    MichaelList() = default;
    /// Counts events in `st`, where the traits say `wrapped_stat<Stat>`.
    template <class Stat>
        requires std::is_same_v<typename base::stat, michael_list::wrapped_stat<Stat>>
    explicit MichaelList(Stat& st) : base(st) {}
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_IMPL_MICHAEL_LIST_H
