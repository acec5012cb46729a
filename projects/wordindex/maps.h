// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_MAPS_H
#define CDSLIB_PROJECTS_WORDINDEX_MAPS_H

#include "shared/choices.h"
#include "tally.h"

#include <cds/container/ellen_bintree_map_dhp.h>
#include <cds/container/ellen_bintree_map_hp.h>
#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/feldman_hashmap_hp.h>
#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/iterable_kvlist_hp.h>
#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/skip_list_map_dhp.h>
#include <cds/container/skip_list_map_hp.h>
#include <cds/container/split_list_map.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>

/// The maps of which an index can be made. What differs between them is here, and it is little: the
/// traits, and what the constructor is told. Each has libcds's interface of a map.
namespace wordindex {

struct compare_words {
    int operator()(std::string_view a, std::string_view b) const noexcept { return a.compare(b); }
};

/// The traits of what keeps words in order.
template <class Traits>
struct in_order : Traits {
    using compare = compare_words;
};

/// Those of a sorted map: unless it is told to, it does not count its entries.
template <class Traits>
struct in_order_and_counted : in_order<Traits> {
    using item_counter = cds::atomicity::item_counter;
};

template <class Traits>
struct hashed : Traits {
    using hash = std::hash<std::string_view>;
};

/// A hash table with a bucket for each word that is expected.
template <class GC>
class michael_map
    : public cds::container::MichaelHashMap<
          GC,
          cds::container::MichaelKVList<GC, std::string, tally,
                                        in_order<cds::container::michael_list::traits>>,
          hashed<cds::container::michael_map::traits>> {
public:
    explicit michael_map(std::size_t expected_words)
        : michael_map::MichaelHashMap(expected_words, 1) {}
};

template <class List, class ListTraits>
struct split_traits : hashed<cds::container::split_list::traits> {
    using ordered_list = List;
    using ordered_list_traits = in_order<ListTraits>;
};

/// A hash table that grows, of the lists that `Traits` name. It is not told what to expect.
template <class GC, class Traits>
class split_map : public cds::container::SplitListMap<GC, std::string, tally, Traits> {
public:
    explicit split_map(std::size_t) {}
};

using split_michael =
    split_traits<cds::container::michael_list_tag, cds::container::michael_list::traits>;
using split_lazy = split_traits<cds::container::lazy_list_tag, cds::container::lazy_list::traits>;
using split_iterable =
    split_traits<cds::container::iterable_list_tag, cds::container::iterable_list::traits>;

/// Makes keys of a fixed size for a trie. Two words with the same 128 bits would be counted as one,
/// and the checks would find that out.
struct hash_to_128_bits {
    std::array<std::uint64_t, 2> operator()(std::string_view word) const noexcept {
        std::uint64_t fnv_1a = 0xcbf29ce484222325;
        for (char const letter : word)
            fnv_1a = (fnv_1a ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
        return {std::hash<std::string_view>()(word), fnv_1a};
    }
};

struct feldman_traits : cds::container::feldman_hashmap::traits {
    using hash = hash_to_128_bits;
};

/// A trie over the bits of the words' hash values.
template <class GC>
class feldman_map : public cds::container::FeldmanHashMap<GC, std::string, tally, feldman_traits> {
public:
    explicit feldman_map(std::size_t) {}
};

/// A skip list.
template <class GC>
class skip_map
    : public cds::container::SkipListMap<GC, std::string, tally,
                                         in_order_and_counted<cds::container::skip_list::traits>> {
public:
    explicit skip_map(std::size_t) {}
};

/// A search tree. Nobody balances it: where words come in the order of the alphabet it is slow.
template <class GC>
class ellen_map
    : public cds::container::EllenBinTreeMap<
          GC, std::string, tally, in_order_and_counted<cds::container::ellen_bintree::traits>> {
public:
    explicit ellen_map(std::size_t) {}
};

template <class GC>
inline constexpr auto maps =
    std::tuple(shared::named<michael_map<GC>>{"michael"},
               shared::named<split_map<GC, split_michael>>{"split"},
               shared::named<split_map<GC, split_lazy>>{"split-lazy"},
               shared::named<split_map<GC, split_iterable>>{"split-iterable"},
               shared::named<feldman_map<GC>>{"feldman"}, shared::named<skip_map<GC>>{"skip"},
               shared::named<ellen_map<GC>>{"ellen"});

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_MAPS_H
