// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Free lists: what goes in comes out, once.

#include <cds/intrusive/free_list.h>
#include <cds/intrusive/free_list_cached.h>
#include <cds/intrusive/free_list_selector.h>
#include <cds/intrusive/free_list_tagged.h>

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <thread>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace ci = cds::intrusive;

using free_lists = std::tuple<ci::FreeList, ci::TaggedFreeList, ci::CachedFreeList<ci::FreeList>,
                              ci::CachedFreeList<ci::TaggedFreeList, 4, 0>>;

template <class List>
struct item : List::node {
    std::atomic<bool> in_hand{false};
};

} // namespace

BOOST_AUTO_TEST_SUITE(free_list)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_goes_in_comes_out_once, List, free_lists) {
    List list;
    std::vector<item<List>> items(40);
    BOOST_TEST(list.empty());
    BOOST_TEST(list.get() == nullptr);
    for (int round = 0; round != 3; ++round) {
        for (auto& i : items)
            list.put(&i);
        BOOST_TEST(!list.empty());
        std::set<typename List::node*> taken;
        while (auto* const n = list.get())
            BOOST_TEST(taken.insert(n).second);
        BOOST_TEST(taken.size() == items.size());
        BOOST_TEST(list.empty());
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_shows_every_node_which_may_be_put_again, List, free_lists) {
    List list;
    std::vector<item<List>> items(40);
    for (int round = 0; round != 2; ++round) {
        for (auto& i : items)
            list.put(&i);
        std::set<typename List::node*> shown;
        list.clear([&](typename List::node* n) { shown.insert(n); });
        BOOST_TEST(shown.size() == items.size());
        BOOST_TEST(list.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_node_in_a_cache_is_found_by_other_threads) {
    ci::CachedFreeList<ci::FreeList> list;
    ci::FreeList::node n;
    for (int i = 0; i != 20; ++i) { // threads with many slots between them
        list.put(&n);
        ci::FreeList::node* found = nullptr;
        run_thread([&] { found = list.get(); });
        BOOST_TEST(found == &n);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_node_is_in_one_hand_at_a_time, List, free_lists) {
    List list;
    std::vector<item<List>> items(6);
    for (auto& i : items)
        list.put(&i);
    std::atomic<int> shared{0};
    run_threads(4, [&](std::size_t) {
        for (int i = 0; i != 2000; ++i) {
            auto* const mine = static_cast<item<List>*>(list.get());
            if (mine == nullptr)
                continue;
            if (mine->in_hand.exchange(true))
                ++shared;
            if (i % 16 == 0)
                std::this_thread::yield();
            mine->in_hand = false;
            list.put(mine);
        }
    });
    BOOST_TEST(shared == 0);
    std::size_t left = 0;
    while (list.get() != nullptr)
        ++left;
    BOOST_TEST(left == items.size());
}

BOOST_AUTO_TEST_SUITE_END()
