// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Sets and maps of values.
#include "subject.h"

#include <cds/container/ellen_bintree_map_dhp.h>
#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/iterable_list_dhp.h>
#include <cds/container/lazy_list_dhp.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_nogc.h>
#include <cds/container/michael_map.h>
#include <cds/container/skip_list_map_dhp.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_set.h>
#include <cds/gc/dhp.h>

#include <cstddef>
#include <functional>
#include <string>

namespace subject {

namespace cc = cds::container;
using cds::gc::DHP;

template <class Base>
struct of_numbers : Base {
    using less = std::less<int>;
};
/// Dense keys in the order of their values.
struct by_itself {
    std::size_t operator()(int key) const { return static_cast<std::size_t>(key); }
};
template <class Base>
struct hashed : Base {
    using hash = by_itself;
};
struct split_traits : hashed<cc::split_list::traits> {
    using ordered_list = cc::michael_list_tag;
    struct ordered_list_traits : cc::michael_list::traits {
        using less = std::less<int>;
    };
};
struct split_iterable_traits : hashed<cc::split_list::traits> {
    using ordered_list = cc::iterable_list_tag;
    struct ordered_list_traits : cc::iterable_list::traits {
        using less = std::less<int>;
    };
};
struct trie_traits : cc::feldman_hashmap::traits {
    using hash = by_itself;
};

cc::MichaelList<DHP, int, of_numbers<cc::michael_list::traits>> michael_list;
cc::MichaelList<cds::gc::nogc, int, of_numbers<cc::michael_list::traits>> nogc_list;
cc::LazyList<DHP, int, of_numbers<cc::lazy_list::traits>> lazy_list;
cc::IterableList<DHP, int, of_numbers<cc::iterable_list::traits>> iterable_list;
cc::MichaelHashMap<DHP, cc::MichaelKVList<DHP, int, int, of_numbers<cc::michael_list::traits>>,
                   hashed<cc::michael_map::traits>>
    hash_map(16, 1);
cc::SplitListSet<DHP, int, split_traits> split_set(64, 1);
cc::SplitListSet<DHP, int, split_iterable_traits> split_iterable_set(64, 1);
cc::SplitListMap<DHP, int, std::string, split_traits> split_map(64, 1);
cc::SkipListMap<DHP, int, int, of_numbers<cc::skip_list::traits>> skip_map;
cc::FeldmanHashMap<DHP, int, int, trie_traits> trie_map(4, 2);
cc::EllenBinTreeMap<DHP, int, int, of_numbers<cc::ellen_bintree::traits>> tree_map;
cc::EllenBinTreeMap<DHP, std::string, int> tree_of_words;
cc::MichaelList<DHP, int, of_numbers<cc::michael_list::traits>> empty_list;

void fill_sets() {
    for (int i : {3, 1, 2}) {
        michael_list.insert(i);
        nogc_list.insert(i);
        lazy_list.insert(i);
        iterable_list.insert(i);
        hash_map.insert(i, 10 * i);
        split_set.insert(i);
        split_iterable_set.insert(i);
        skip_map.insert(i, 10 * i);
        tree_map.insert(i, 10 * i);
    }
    iterable_list.erase(2);
    for (int i : {1, 17, 33})
        trie_map.insert(i, 10 * i);
    split_map.insert(7, "seven");
    tree_of_words.insert("one", 1);
    tree_of_words.insert("two", 2);
}

} // namespace subject
