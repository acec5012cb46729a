// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_MICHAEL_SET_H
#define CDSLIB_INTRUSIVE_MICHAEL_SET_H

#include <cds/details/concepts.h>
#include <cds/structures/hash/buckets.h>
#include <cds/intrusive/details/michael_set_base.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace cds::intrusive {
namespace michael_set::details {

/// `OrderedList` spread over buckets: one counter and one statistics object for all of them.
template <class OrderedList, class Traits>
struct spread {
    static_assert(concepts::ordered_list<OrderedList>,
                  "the buckets of a hash set are an ordered list: MichaelList<...>");

    struct list_traits : opt::base_traits<typename OrderedList::traits> {
        using item_counter = typename Traits::item_counter;
        using stat = typename OrderedList::template select_stat_wrapper<
            typename OrderedList::traits::stat>::stat;
    };
    using hash = typename opt::v::hash_selector<typename Traits::hash>::type;
    using heads = intrusive::details::hash_buckets<hash, typename Traits::allocator>;
    using type = typename OrderedList::template over<heads, list_traits>;
};

} // namespace michael_set::details

/// Hash set of objects that the user owns, with a fixed number of buckets.
///
///   algorithm      M. Michael, SPAA 2002: an ordered list per bucket; a bucket is one head link
///   progress, guards, linearization, invariants: those of `OrderedList`
///
/// The interface is that of `details::ordered_set`. `OrderedList` is the ordered list, for the
/// same GC, whose items, hook, order and statistics the set has.
template <class GC, class OrderedList, class Traits>
class MichaelHashSet : public michael_set::details::spread<OrderedList, Traits>::type {
    using parts = michael_set::details::spread<OrderedList, Traits>;
    using base = typename parts::type;

public:
    using ordered_list = OrderedList;
    using traits = Traits;
    using hash = typename parts::hash;
    using allocator = typename Traits::allocator;

    static_assert(std::is_same_v<GC, typename OrderedList::gc>,
                  "the bucket list must be built for the same GC as the hash set");

    /// Makes buckets for about `nMaxItemCount` items, `nLoadFactor` of them in each.
    MichaelHashSet(std::size_t nMaxItemCount, std::size_t nLoadFactor)
        : base(std::in_place, michael_set::details::init_hash_bitmask(nMaxItemCount, nLoadFactor)) {
    }

    /// Makes the buckets of `memory`.
    MichaelHashSet(std::size_t nMaxItemCount, std::size_t nLoadFactor, allocator const& memory)
        : base(std::in_place, michael_set::details::init_hash_bitmask(nMaxItemCount, nLoadFactor),
               memory) {}

    /// Whether there is no item. An item counter that says 0 is believed, also an
    /// `empty_item_counter`, which always does; otherwise each bucket is looked at, at a moment of
    /// its own. It is lock-free, takes guards, and throws what taking a guard throws.
    [[nodiscard]] bool empty() const {
        return static_cast<std::size_t>(this->counter_) == 0 || base::empty();
    }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return this->heads().size(); }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_MICHAEL_SET_H
