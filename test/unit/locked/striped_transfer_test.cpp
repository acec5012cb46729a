// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How the items of a striped table get into a larger one, and that they come back if they do not.

#include <cds/container/striped_map.h>
#include <cds/container/striped_map/std_list.h>
#include <cds/container/striped_set.h>
#include <cds/container/striped_set/std_list.h>
#include <cds/container/striped_set/std_set.h>
#include <cds/container/striped_set/std_vector.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <utility>

namespace {

namespace cc = cds::container;
namespace ss = cds::container::striped_set;
namespace opt = cds::container::opt;

// An item that knows how it got where it is, and may be told to throw.
struct traveller {
    traveller(int k) : key(k) {}
    traveller(traveller const& other) : key(other.key), copies(other.copies + 1) {}
    traveller(traveller&& other) noexcept : key(other.key), copies(other.copies) {}
    traveller& operator=(traveller const&) = default;
    traveller& operator=(traveller&&) noexcept = default;
    friend bool operator<(traveller const& a, traveller const& b) { return a.key < b.key; }
    int key;
    int copies = 0;
};
struct hash_of_traveller {
    std::size_t operator()(traveller const& t) const { return static_cast<std::size_t>(t.key); }
};

template <class Container, class... Options>
int copies_made_by_growing() {
    cc::StripedSet<Container, opt::hash<hash_of_traveller>,
                   opt::resizing_policy<ss::load_factor_resizing<2>>, Options...>
        set;
    for (int i = 0; i != 33; ++i)
        set.emplace(i);
    BOOST_TEST(set.bucket_count() == 32u);
    int copies = 0;
    for (int i = 0; i != 33; ++i)
        BOOST_TEST(set.find(traveller(i), [&](traveller& t, auto&) { copies += t.copies; }));
    return copies;
}

// A copy policy of a program's own.
struct counting_policy {
    inline static int calls = 0;
    template <class Container, class Iterator>
    void operator()(Container& to, Iterator where, Iterator what) {
        ++calls;
        to.insert(where, *what);
    }
};

// An order that throws after so many comparisons, once.
struct uneasy_order {
    inline static int left = -1;
    bool operator()(int a, int b) const {
        if (left >= 0 && left-- == 0)
            throw std::runtime_error("comparison");
        return a < b;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(striped_transfer)

BOOST_AUTO_TEST_CASE(growing_moves_nodes_and_items_unless_it_is_told_to_copy) {
    BOOST_TEST(copies_made_by_growing<std::list<traveller>>() == 0);
    BOOST_TEST(copies_made_by_growing<std::vector<traveller>>() == 0);
    BOOST_TEST(copies_made_by_growing<std::set<traveller>>() == 0);
    using swaps = opt::copy_policy<ss::swap_item>;
    BOOST_TEST((copies_made_by_growing<std::list<traveller>, swaps>() == 0));
    BOOST_TEST((copies_made_by_growing<std::vector<traveller>, swaps>() == 0));
    using copies = opt::copy_policy<ss::copy_item>;
    BOOST_TEST((copies_made_by_growing<std::list<traveller>, copies>() == 33));
    BOOST_TEST((copies_made_by_growing<std::vector<traveller>, copies>() >= 33));
    BOOST_TEST((copies_made_by_growing<std::set<traveller>, copies>() == 33));
    using own = opt::copy_policy<counting_policy>;
    counting_policy::calls = 0;
    BOOST_TEST((copies_made_by_growing<std::list<traveller>, own>() == 33));
    BOOST_TEST(counting_policy::calls == 33);
}

BOOST_AUTO_TEST_CASE(a_map_asks_its_copy_policy_too) {
    counting_policy::calls = 0;
    cc::StripedMap<std::list<std::pair<int const, int>>, opt::less<std::less<int>>,
                   opt::copy_policy<counting_policy>>
        map;
    for (int i = 0; i != 65; ++i)
        map.insert(i, i);
    BOOST_TEST(map.bucket_count() == 32u);
    BOOST_TEST(counting_policy::calls == 65);
}

// Nodes of a tree are compared on their way. At whichever comparison that fails, they come back.
BOOST_AUTO_TEST_CASE(a_tree_whose_order_throws_while_it_grows_has_all_it_had) {
    for (int step = 0; step != 60; ++step) {
        cc::StripedSet<std::set<int, uneasy_order>,
                       opt::resizing_policy<ss::load_factor_resizing<2>>>
            set;
        for (int i = 0; i != 32; ++i)
            set.insert(i);
        uneasy_order::left = step;
        try {
            set.insert(100);
        } catch (std::runtime_error const&) {}
        uneasy_order::left = -1;
        for (int i = 0; i != 32; ++i)
            BOOST_TEST_REQUIRE(set.contains(i));
        BOOST_TEST(set.size() == 32u + set.contains(100));
        set.insert(101);
        set.insert(102);
        BOOST_TEST(set.bucket_count() == 32u);
        for (int i = 0; i != 32; ++i)
            BOOST_TEST_REQUIRE(set.erase(i));
    }
}

BOOST_AUTO_TEST_SUITE_END()
