// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_UNIT_FELDMAN_FELDMAN_TYPES_H
#define CDSLIB_TEST_UNIT_FELDMAN_FELDMAN_TYPES_H

#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/feldman_hashmap_hp.h>
#include <cds/container/feldman_hashset_dhp.h>
#include <cds/container/feldman_hashset_hp.h>
#include <cds/intrusive/feldman_hashset_dhp.h>
#include <cds/intrusive/feldman_hashset_hp.h>
#include <cds_test/gc_policies.h>

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <tuple>

// Feldman sets of numbered items, for each policy and splitter, under one interface.
namespace feldman_types {

namespace ci = cds::intrusive;
namespace cc = cds::container;

/// A hash value of six bytes, more than an integer, in which neighbours differ in the upper half
/// alone: they share the slot of the head, and go down some arrays together.
struct wide_hash {
    wide_hash(int key = 0) noexcept {
        std::memset(bytes, 0x5a, sizeof bytes);
        for (int i = 0; i != 3; ++i)
            bytes[3 + i] = static_cast<unsigned char>(key >> (8 * i));
    }
    unsigned char bytes[6];
    friend bool operator==(wide_hash const&, wide_hash const&) = default;
};
/// The same in an integer of eight bytes.
inline std::uint64_t high(int key) { return static_cast<std::uint64_t>(key) << 20 | 0x5; }

/// What an int hashes to.
template <class Hash>
Hash hash_of(int key) {
    if constexpr (std::is_integral_v<Hash>)
        return static_cast<Hash>(high(key));
    else
        return Hash(key);
}

template <class Hash>
struct numbered {
    using hash_type = Hash;
    explicit numbered(int k) : hash(hash_of<Hash>(k)), key(k) {}
    Hash const hash;
    int const key;
    int value = 0;
    std::atomic<unsigned> disposals{0};
};
struct by_reference {
    template <class Item>
    auto const& operator()(Item const& i) const {
        return i.hash;
    }
};
struct by_value {
    template <class Item>
    auto operator()(Item const& i) const {
        return i.hash;
    }
};
struct count_disposals {
    template <class Item>
    void operator()(Item* p) const {
        p->disposals.fetch_add(1, std::memory_order_acq_rel);
    }
};

template <class Accessor, class Splitter = cds::opt::none>
struct intrusive_traits : ci::feldman_hashset::traits {
    using hash_accessor = Accessor;
    using hash_splitter = Splitter;
    using disposer = count_disposals;
    using stat = ci::feldman_hashset::stat<>;
};

/// Small arrays: there are several levels of them after a few items.
template <class GC, class Hash, class Traits, unsigned HeadBits = 4, unsigned ArrayBits = 2>
struct set_of : ci::FeldmanHashSet<GC, numbered<Hash>, Traits> {
    set_of() : ci::FeldmanHashSet<GC, numbered<Hash>, Traits>(HeadBits, ArrayBits) {}
};

using cds::gc::DHP;
using cds::gc::HP;
using cds_test::tiny_DHP;
using intrusive_sets =
    std::tuple<set_of<HP, std::uint64_t, intrusive_traits<by_reference>>,
               set_of<DHP, std::uint64_t, intrusive_traits<by_value>>,
               set_of<tiny_DHP, wide_hash, intrusive_traits<by_reference>>,
               set_of<HP, wide_hash, intrusive_traits<by_value>, 5, 3>,
               set_of<tiny_DHP, std::uint64_t,
                      intrusive_traits<by_reference, cds::algo::split_bitstring<std::uint64_t>>>,
               set_of<DHP, wide_hash,
                      intrusive_traits<by_reference, cds::algo::byte_splitter<wide_hash>>, 8, 8>>;

/// A set and items for it, which outlive it.
template <class Set>
struct set_and_items {
    using item = typename Set::value_type;
    using hash_type = typename Set::hash_type;

    explicit set_and_items(int n) {
        for (int key = 0; key < n; ++key)
            items.emplace_back(key);
    }
    ~set_and_items() {
        set.clear();
        dispose();
    }
    item& operator[](int key) { return items[static_cast<std::size_t>(key)]; }
    void insert_all() {
        for (item& i : items)
            set.insert(i);
    }
    void dispose() { Set::gc::force_dispose(); }
    unsigned disposals(int key) {
        dispose();
        return (*this)[key].disposals;
    }
    static hash_type hash(int key) { return hash_of<hash_type>(key); }

    std::deque<item> items;
    Set set;
};

} // namespace feldman_types

#endif // #ifndef CDSLIB_TEST_UNIT_FELDMAN_FELDMAN_TYPES_H
