// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How the bits of hash values are dealt out to the head and to the arrays.

#include "feldman_types.h"

#include <cds_test/sanitizers.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace {

using namespace feldman_types;

template <class Hash, class Splitter = cds::opt::none, std::size_t Size = 0>
struct sized : intrusive_traits<by_reference, Splitter> {
    static constexpr std::size_t hash_size = Size;
};
template <class Hash, class Splitter = cds::opt::none, std::size_t Size = 0>
using set = ci::FeldmanHashSet<DHP, numbered<Hash>, sized<Hash, Splitter, Size>>;

template <class Set>
auto sizes(std::size_t head_bits, std::size_t array_bits) {
    Set const s(head_bits, array_bits);
    return std::pair(s.head_size(), s.array_node_size());
}
using pair = std::pair<std::size_t, std::size_t>;

// Every one of them is found, and no other.
template <class Set>
void finds_all(std::size_t head_bits, std::size_t array_bits, int stride) {
    using hash_type = typename Set::hash_type;
    std::deque<typename Set::value_type> items;
    {
        Set s(head_bits, array_bits);
        for (int i = 0; i != 200; ++i)
            BOOST_TEST_REQUIRE(s.insert(items.emplace_back(i * stride)));
        for (int i = 0; i != 200; ++i) {
            BOOST_TEST(!s.insert(items[static_cast<std::size_t>(i)]));
            BOOST_TEST(&*s.get(hash_of<hash_type>(i * stride)) == &items[unsigned(i)]);
        }
        BOOST_TEST(!s.contains(hash_of<hash_type>(200 * stride)));
        for (int i = 0; i != 200; i += 2)
            BOOST_TEST(s.erase(hash_of<hash_type>(i * stride)));
        for (int i = 0; i != 200; ++i)
            BOOST_TEST(s.contains(hash_of<hash_type>(i * stride)) == (i % 2 == 1));
    }
    DHP::force_dispose();
}

struct three_bytes { // and one that does not count
    three_bytes(int key = 0) noexcept
        : bytes{static_cast<unsigned char>(key), static_cast<unsigned char>(key >> 8),
                static_cast<unsigned char>(key >> 16), static_cast<unsigned char>(++noise)} {}
    unsigned char bytes[4];
    inline static int noise = 0;
};

// Hashes an int to itself, in two bytes.
struct short_item {
    explicit short_item(int k) : hash(static_cast<std::uint16_t>(k)) {}
    std::uint16_t const hash;
    std::atomic<unsigned> disposals{0};
};

struct by_less : intrusive_traits<by_reference> {
    using less = std::less<std::uint64_t>;
};
struct by_order : intrusive_traits<by_reference> {
    struct compare {
        auto operator()(std::uint64_t a, std::uint64_t b) const { return a <=> b; }
    };
};

template <class Traits>
using compared = typename ci::FeldmanHashSet<DHP, numbered<std::uint64_t>, Traits>::hash_comparator;
static_assert(
    std::is_same_v<compared<by_less>,
                   cds::opt::details::make_comparator_from_less<std::less<std::uint64_t>>>);
static_assert(std::is_same_v<compared<by_order>, by_order::compare>);
static_assert(std::is_same_v<compared<intrusive_traits<by_reference>>,
                             ci::feldman_hashset::bitwise_compare<std::uint64_t>>);

} // namespace

BOOST_AUTO_TEST_SUITE(feldman_geometry)

BOOST_AUTO_TEST_CASE(sizes_are_those_of_libcds) {
    using by_int = set<std::uint32_t>;
    BOOST_TEST((sizes<by_int>(8, 4) == pair(256, 16)));
    BOOST_TEST((sizes<by_int>(10, 4) == pair(4096, 16)));
    BOOST_TEST((sizes<by_int>(1, 2) == pair(16, 4)));
    BOOST_TEST((sizes<by_int>(4, 5) == pair(128, 32)));
    BOOST_TEST((sizes<by_int>(2, 1) == pair(16, 4)));
    BOOST_TEST((sizes<by_int>(0, 0) == pair(16, 4)));
    set<std::uint64_t> const defaults;
    BOOST_TEST(defaults.head_size() == 256u);
    BOOST_TEST(defaults.array_node_size() == 16u);
    BOOST_TEST((sizes<set<wide_hash>>(8, 7) == pair(std::size_t(1) << 13, 128)));
}

BOOST_AUTO_TEST_CASE(all_bits_are_used_whatever_their_number) {
    for (std::size_t const head : {4u, 5u, 7u, 11u})
        for (std::size_t const array : {2u, 3u, 4u, 5u, 7u}) {
            finds_all<set<std::uint64_t>>(head, array, 1);
            finds_all<set<wide_hash>>(head, array, 7);
        }
    finds_all<set<std::uint32_t>>(6, 4, 1);
}

BOOST_AUTO_TEST_CASE(a_splitter_gets_bits_that_it_cuts) {
    using bytes = set<wide_hash, cds::algo::byte_splitter<wide_hash>>;
    BOOST_TEST((sizes<bytes>(8, 4) == pair(256, 256)));
    BOOST_TEST((sizes<bytes>(9, 8) == pair(1 << 16, 256)));
    finds_all<bytes>(8, 4, 1);
    finds_all<bytes>(8, 8, 300);
    finds_all<set<std::uint64_t, cds::algo::split_bitstring<std::uint64_t>>>(8, 4, 1);
}

BOOST_AUTO_TEST_CASE(a_hash_of_two_bytes_is_used_up) {
    struct traits : intrusive_traits<by_reference> {};
    using shorts = ci::FeldmanHashSet<DHP, short_item, traits>;
    std::deque<short_item> items;
    for (int i = 0; i != 4096; ++i)
        items.emplace_back(i * 16 + 3);
    for (auto [head, array] : {std::pair(4u, 2u), {8u, 4u}, {4u, 12u}, {16u, 4u}, {20u, 4u}}) {
        shorts s(head, array);
        for (short_item& i : items)
            BOOST_TEST_REQUIRE(s.insert(i));
        for (int i = 0; i != 1 << 16; ++i)
            BOOST_TEST_REQUIRE(s.contains(static_cast<std::uint16_t>(i)) == (i % 16 == 3));
        s.clear();
        DHP::force_dispose();
    }
}

BOOST_AUTO_TEST_CASE(bytes_beyond_the_size_of_the_hash_do_not_count) {
    using cut = set<three_bytes, cds::opt::none, 3>;
    static_assert(cut::c_hash_size == 3);
    finds_all<cut>(4, 2, 1);
    finds_all<cut>(4, 3, 255);
    // A comparator may look at them all the same: where no bits are left they say "equal".
    struct strict : sized<three_bytes, cds::opt::none, 3> {
        struct compare {
            int operator()(three_bytes const& a, three_bytes const& b) const {
                return std::memcmp(&a, &b, sizeof a);
            }
        };
    };
    numbered<three_bytes> first(7), second(7);
    ci::FeldmanHashSet<DHP, numbered<three_bytes>, strict> s(4, 4);
    BOOST_TEST(s.insert(first));
    BOOST_TEST(!s.insert(second));
    BOOST_TEST(s.size() == 1u);
    BOOST_TEST(s.unlink(first));
    DHP::force_dispose();
}

BOOST_AUTO_TEST_CASE(hashes_are_told_apart_by_compare_or_less) {
    finds_all<ci::FeldmanHashSet<DHP, numbered<std::uint64_t>, by_less>>(4, 2, 1);
    finds_all<ci::FeldmanHashSet<DHP, numbered<std::uint64_t>, by_order>>(4, 2, 1);
}

BOOST_AUTO_TEST_CASE(a_head_that_nobody_has_memory_for_is_refused) {
    if (cds_test::sanitized) // what a sanitizer cannot allocate ends the process
        return;
    using twenty = set<wide_hash>;
    for (std::size_t const bits : {44u, 48u, 1000u}) {
        auto const refused = [](std::exception const& e) {
            return dynamic_cast<std::length_error const*>(&e) != nullptr ||
                   dynamic_cast<std::bad_alloc const*>(&e) != nullptr;
        };
        BOOST_CHECK_EXCEPTION(twenty(bits, 4), std::exception, refused);
    }
}

BOOST_AUTO_TEST_SUITE_END()
