// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A BronsonAVLTreeMap answers as a std::map does, and is balanced after each operation.

#include "bronson_types.h"

#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <numeric>
#include <vector>

namespace {

using namespace bronson_types;
using maps = trees<int, int>;

// An AVL tree of n nodes is no higher than this.
std::size_t highest(std::size_t n) {
    return static_cast<std::size_t>(1.4405 * std::log2(static_cast<double>(n) + 2));
}

} // namespace

BOOST_AUTO_TEST_SUITE(bronson_balance)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_order_of_insertion_and_of_erasing_keeps_a_tree_in_order, Map,
                              maps) {
    std::vector<int> order(5);
    std::iota(order.begin(), order.end(), 0);
    do {
        std::vector<int> erased(5);
        std::iota(erased.begin(), erased.end(), 0);
        do {
            Map m;
            for (int const key : order) {
                BOOST_REQUIRE(m.insert(key, key));
                BOOST_REQUIRE(m.is_in_order());
            }
            for (int const key : erased) {
                BOOST_REQUIRE(m.erase(key));
                BOOST_REQUIRE(m.is_in_order());
            }
            BOOST_REQUIRE(m.empty());
        } while (std::next_permutation(erased.begin(), erased.end()));
    } while (std::next_permutation(order.begin(), order.end()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keys_in_order_make_no_list, Map, maps) {
    constexpr int n = 2000;
    for (bool const ascending : {true, false}) {
        Map m;
        for (int i = 0; i != n; ++i)
            m.insert(ascending ? i : n - i, i);
        BOOST_TEST(m.is_in_order());
        BOOST_TEST(m.height() <= highest(n));
        for (int i = 0; i != n / 2; ++i)
            BOOST_REQUIRE(bool(ascending ? m.extract_min() : m.extract_max()));
        BOOST_TEST(m.is_in_order());
        BOOST_TEST(m.height() <= highest(n / 2));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_tree_answers_as_a_map_does_and_is_in_order_after_each_step, Map,
                              maps) {
    auto random = cds_test::random_stream(0);
    for (int range : {8, 60, 1000}) {
        Map m;
        std::map<int, int> same;
        for (int step = 0; step != 6000; ++step) {
            int const key = static_cast<int>(random() % static_cast<unsigned>(range));
            auto const there = same.find(key);
            switch (random() % 8) {
            case 0:
            case 1:
            case 2:
                BOOST_REQUIRE(m.insert(key, step) == (there == same.end()));
                same.emplace(key, step);
                break;
            case 3:
            case 4: BOOST_REQUIRE(m.erase(key) == (same.erase(key) != 0)); break;
            case 5:
            case 6: {
                bool const first = random() % 2 == 0;
                int end = -1;
                auto const taken = first ? m.extract_min_key(end) : m.extract_max_key(end);
                BOOST_REQUIRE(bool(taken) == !same.empty());
                if (taken) {
                    auto const last = first ? same.begin() : std::prev(same.end());
                    BOOST_REQUIRE(end == last->first);
                    BOOST_REQUIRE(*taken == last->second);
                    same.erase(last);
                }
                break;
            }
            default:
                BOOST_REQUIRE(m.contains(key) == (there != same.end()));
                if (auto const got = m.get(key))
                    BOOST_REQUIRE(*got == there->second);
            }
            BOOST_REQUIRE(m.size() == same.size());
            if (range != 1000 || step % 16 == 0)
                BOOST_REQUIRE(m.is_in_order());
        }
        BOOST_TEST(m.nodes() <= 2 * same.size() + 1); // each routing node has two children
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_tree_is_in_order_when_its_threads_have_left, Map, maps) {
    for (unsigned range : {6u, 40u, 3000u}) {
        Map m;
        std::atomic<long> balance{0};
        cds_test::run_threads(4, [&](std::size_t self) {
            auto random = cds_test::random_stream(self);
            long mine = 0;
            for (int step = 0; step != 4000; ++step) {
                int const key = static_cast<int>(random() % range);
                switch (random() % 6) {
                case 0:
                case 1:
                case 2: mine += m.insert(key, key) ? 1 : 0; break;
                case 3: mine -= m.extract_min() ? 1 : 0; break;
                default: mine -= m.erase(key) ? 1 : 0;
                }
            }
            balance += mine;
        });
        BOOST_TEST(m.is_in_order());
        BOOST_TEST(static_cast<long>(m.size()) == balance);
        std::size_t there = 0;
        for (unsigned key = 0; key != range; ++key)
            there += m.contains(static_cast<int>(key));
        BOOST_TEST(there == m.size());
        m.clear();
        BOOST_TEST(m.empty());
    }
}

// Takes a sound tree apart, and puts it together again.
BOOST_AUTO_TEST_CASE(check_consistency_shows_what_is_out_of_balance_or_of_order) {
    struct taken_apart : tree<DHP, int, int> {
        auto& below_the_root(unsigned side) {
            return this->top_.m_pChild[1].load()->m_pChild[side];
        }
        void exchange_children() {
            below_the_root(1).store(below_the_root(0).exchange(below_the_root(1).load()));
        }
    };
    taken_apart m;
    for (int key = 0; key != 7; ++key)
        m.insert(key, key);
    std::vector<std::vector<std::size_t>> shown;
    auto const note = [&](std::size_t level, std::size_t l, std::size_t r) {
        shown.push_back({level, l, r});
    };
    BOOST_TEST(m.check_consistency(note));

    auto* const left = m.below_the_root(0).exchange(nullptr);
    BOOST_TEST(!m.check_consistency());
    BOOST_TEST(!m.check_consistency(note));
    BOOST_TEST((shown == std::vector<std::vector<std::size_t>>{{1, 0, 2}}));
    m.below_the_root(0).store(left);

    shown.clear();
    m.exchange_children();
    BOOST_TEST(!m.check_consistency(note));
    BOOST_TEST(shown.empty());
    m.exchange_children();
    BOOST_TEST(m.check_consistency(note));
}

BOOST_AUTO_TEST_SUITE_END()
