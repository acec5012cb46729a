// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_SPLIT_LIST_H
#define CDSLIB_INTRUSIVE_SPLIT_LIST_H

#include <cds/details/concepts.h>
#include <cds/intrusive/details/split_list_base.h>
#include <cds/opt/compare.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace cds::intrusive {
namespace split_list::details {

/// `Compare` behind the order of places, unless it is that already.
template <class Items, class Compare>
struct split_order_by {
    using type = split_order<Items, Compare>;
};
template <class Items, class Compare>
struct split_order_by<Items, split_order<Items, Compare>> {
    using type = split_order<Items, Compare>;
};

/// The nodes and objects of `OrderedList`, as the heads of a split-ordered list know them.
template <class OrderedList>
struct items_of {
    using value_type = typename OrderedList::value_type;
    using node_traits = typename OrderedList::node_traits;
    using list_node = typename OrderedList::node_type;
    using split_node = split_list::node<list_node>;
    using dummy_node = split_node;

    static std::size_t place(list_node const& n) noexcept {
        return static_cast<split_node const&>(n).m_nHash;
    }
    static void set_place(value_type& item, std::size_t place) noexcept {
        static_cast<split_node*>(node_traits::to_node_ptr(item))->m_nHash = place;
    }
    static value_type const& object(list_node const& n) noexcept {
        return *node_traits::to_value_ptr(n);
    }
    template <class Compare>
    using order = typename split_order_by<items_of, Compare>::type;
};

/// Objects of an iterable list have no link: they are hash nodes themselves.
template <class OrderedList>
    requires is_iterable_list<OrderedList>::value
struct items_of<OrderedList> {
    using value_type = typename OrderedList::value_type;
    using list_node = split_list::node<void>;
    using dummy_node = typename OrderedList::template dummy<list_node>;

    static std::size_t place(list_node const& n) noexcept { return n.m_nHash; }
    static void set_place(value_type& item, std::size_t place) noexcept {
        static_assert(std::is_base_of_v<list_node, value_type>,
                      "the items of a split-ordered iterable list derive from node<void>");
        if (list_node& n = item; n.m_nHash != place) // else it may be in the set, and looked at
            n.m_nHash = place;
    }
    static value_type const& object(list_node const& n) noexcept {
        return static_cast<value_type const&>(n);
    }
    template <class Compare>
    using order = typename split_order_by<items_of, Compare>::type;
};

/// `OrderedList` with the heads and the order of a split-ordered list.
template <class GC, class OrderedList, class Traits>
struct parts {
    static_assert(concepts::ordered_list<OrderedList>,
                  "a split-ordered list is made of an ordered list: MichaelList<...>, "
                  "LazyList<...> or IterableList<...>");
    static_assert(
        !std::is_same_v<typename Traits::item_counter, cds::atomicity::empty_item_counter>,
        "the set grows by its number of items: the item counter must count");

    using items = items_of<OrderedList>;
    using key_comparator =
        typename opt::details::make_comparator<typename OrderedList::value_type,
                                               typename OrderedList::traits>::type;
    using hash = typename opt::v::hash_selector<typename Traits::hash>::type;
    template <template <class, class, class...> class Table>
    using table_of =
        Table<GC, typename items::dummy_node, opt::allocator<typename Traits::allocator>>;
    using table =
        std::conditional_t<Traits::dynamic_bucket_table, table_of<expandable_bucket_table>,
                           table_of<static_bucket_table>>;
    using list_stat = typename OrderedList::traits::stat;

    struct list_traits : opt::base_traits<typename OrderedList::traits> {
        using compare = typename items::template order<key_comparator>;
        using less = opt::none;
        using item_counter = typename Traits::item_counter;
        using stat = both_stats<list_stat, typename Traits::stat>;
        using list_element = typename items::list_node; // for a list whose items are no nodes
        static constexpr bool sort = true; // a lazy list that only grows is sorted here, too
        static bool is_dummy(typename items::list_node const& n) noexcept {
            return hash_node(items::place(n)).is_dummy();
        }
    };
    using heads = split_heads<items, hash, typename Traits::bit_reversal, table>;
    using type = typename OrderedList::template over<heads, list_traits>;
};

} // namespace split_list::details

/// Hash set of objects that the user owns, which grows with the number of its items.
///
/// The algorithm is that of `split_list::details::split_heads`; progress, guards, linearization and
/// invariants are those of `OrderedList`, whose items, hook, order and statistics the set has. An
/// object's node is a `split_list::node<list node>`, and the hook is the list's own; with an
/// `IterableList` an object derives from `split_list::node<void>`.
/// The interface is that of `details::ordered_set`, or the list's `details::iterable_set`.
/// Iterators go in the order of reversed hash values.
template <class GC, class OrderedList, class Traits>
class SplitListSet : public split_list::details::parts<GC, OrderedList, Traits>::type {
    using parts = split_list::details::parts<GC, OrderedList, Traits>;
    using base = typename parts::type;

    using base::erases;

public:
    using ordered_list = OrderedList;
    using traits = Traits;
    using key_comparator = typename parts::key_comparator;
    using hash = typename parts::hash;
    using bit_reversal = typename Traits::bit_reversal;
    using allocator = typename Traits::allocator;
    using stat = typename Traits::stat;
    using typename base::extracted_ptr;

    /// Four for an operation, and as many for what a program holds besides: libcds's number.
    static constexpr std::size_t c_nHazardPtrCount = base::c_nHazardPtrCount + 4;

    static_assert(std::is_same_v<GC, typename OrderedList::gc>,
                  "the list must be built for the same GC as the set");

    /// A table that is made at once gets 512 * 1024 buckets.
    SplitListSet() : SplitListSet(512 * 1024) {}
    /// For about `nItemCount` items, `nLoadFactor` of them in a bucket: two buckets are used at
    /// first, twice as many whenever there are more items. `nItemCount` limits that for the static
    /// table alone, beyond which buckets get longer.
    explicit SplitListSet(std::size_t nItemCount, std::size_t nLoadFactor = 1)
        : base(std::in_place, nItemCount, nLoadFactor) {}

    /// Erases the item equal to `key` and returns it guarded; empty if there is none.
    template <class Q>
    extracted_ptr extract(Q const& key)
        requires erases
    {
        return counted(base::extract(key));
    }
    template <class Q, class Less>
    extracted_ptr extract_with(Q const& key, Less pred)
        requires erases
    {
        return counted(base::extract_with(key, pred));
    }

    /// Whether there is no item. An item counter that says 0 is believed; otherwise the list is
    /// looked at as far as its first item. Lock-free; takes guards, and throws as these do.
    [[nodiscard]] bool empty() const { return this->size() == 0 || base::empty(); }
    /// The number of buckets in use.
    [[nodiscard]] std::size_t bucket_count() const noexcept { return this->heads().size(); }

    /// What the statistics object of the traits has counted, and that of the list's traits.
    stat const& statistics() const noexcept { return this->stat_.of_set; }
    typename parts::list_stat const& list_statistics() const noexcept { return this->stat_; }

private:
    extracted_ptr counted(extracted_ptr taken) {
        taken ? this->stat_.of_set.onExtractSuccess() : this->stat_.of_set.onExtractFailed();
        return taken;
    }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_SPLIT_LIST_H
