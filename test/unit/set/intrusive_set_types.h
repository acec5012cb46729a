// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_UNIT_SET_INTRUSIVE_SET_TYPES_H
#define CDSLIB_TEST_UNIT_SET_INTRUSIVE_SET_TYPES_H

#include <cds_test/families/all_sets.h>
#include <cds_test/families/keyed_items.h>
#include <cds_test/families/michael_list.h>
#include <cds_test/gc_policies.h>

#include <atomic>
#include <deque>
#include <tuple>

// Intrusive sets of integers, one for each policy, hook and structure, under one interface.
namespace cds_test {

// Of Michael's list, for tests of its own schedules.
using michael = families::keyed<families::michael_list>;
template <class GC>
using based_item = michael::based<GC>;
template <class GC>
using membered_item = michael::membered<GC>;
template <class GC>
using converted_item = michael::converted<GC>;
template <class Item>
using set_traits = michael::traits<Item>;
using hash_traits = michael::hash_traits;
template <class GC, template <class> class Item>
using list_of = michael::list<GC, Item>;
template <class GC, template <class> class Item>
using hash_of = michael::hash<GC, Item>;

/// Each hook, each under another policy.
template <class Family>
struct intrusive_lists_of {
    using k = families::keyed<Family>;
    using all = join<std::tuple<typename k::template list<cds::gc::HP, k::template based>,
                                typename k::template list<tiny_DHP, k::template converted>>,
                     beyond_cover<typename k::template list<cds::gc::DHP, k::template membered>,
                                  typename k::template list<tiny_DHP, k::template based>>>;
};
template <class Family>
struct intrusive_hash_sets_of {
    using k = families::keyed<Family>;
    using all = join<
        families::hash_tables<Family, typename k::template hash<cds::gc::HP, k::template membered>>,
        families::hash_tables_beyond_cover<
            Family, typename k::template hash<cds::gc::DHP, k::template converted>,
            typename k::template hash<tiny_DHP, k::template based>>>;
};
template <class Family>
struct intrusive_sets_of {
    using k = families::keyed<Family>;
    using all = join<std::tuple<typename k::template list<cds::gc::HP, k::template based>,
                                typename k::template list<cds::gc::DHP, k::template membered>>,
                     beyond_cover<typename k::template list<tiny_DHP, k::template converted>>,
                     typename intrusive_hash_sets_of<Family>::all>;
};

using intrusive_lists = for_each_of<intrusive_lists_of, families::with_order<families::sets>>;
using intrusive_sets = for_each_of<intrusive_sets_of, families::with_updates<families::sets>>;
using intrusive_hash_sets = for_each_of<intrusive_hash_sets_of, families::sets>;

/// A set, and items with the keys 0 ... n - 1 that outlive it and all that it retired.
template <class Set>
struct set_and_items {
    using item = typename Set::value_type;
    using gc = typename Set::gc;

    explicit set_and_items(int n) {
        for (int key = 0; key < n; ++key)
            items.emplace_back(key);
    }

    item& operator[](int key) { return items[static_cast<std::size_t>(key)]; }
    void insert_all() {
        for (item& i : items)
            set.insert(i);
    }
    unsigned disposals(int key) {
        dispose();
        return (*this)[key].disposals.load(std::memory_order_acquire);
    }
    static void dispose() { gc::force_dispose(); }

    struct at_the_end {
        ~at_the_end() { dispose(); }
    };

    std::deque<item> items;
    at_the_end between_set_and_items;
    Set set;
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_UNIT_SET_INTRUSIVE_SET_TYPES_H
