// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// `c_nHazardPtrCount` guards a thread are enough for all that a container does, and what a thread
// passes on to others does not use them up.

#include <cds/container/basket_queue.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/lazy_list_hp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/moir_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/optimistic_queue.h>
#include <cds/container/split_list_map.h>
#include <cds/container/treiber_stack.h>
#include <cds/gc/hp.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <tuple>
#include <utility>

namespace {

using cds::gc::HP;
namespace cc = cds::container;

struct by_less : cc::michael_list::traits {
    using less = std::less<int>;
};
using set_list = cc::MichaelList<HP, int, by_less>;
using map_list = cc::MichaelKVList<HP, int, int, by_less>;
struct hash_set : cc::MichaelHashSet<HP, set_list> {
    hash_set() : hash_set::MichaelHashSet(8, 4) {}
};
struct hash_map : cc::MichaelHashMap<HP, map_list> {
    hash_map() : hash_map::MichaelHashMap(8, 4) {}
};
struct lazy_by_less : cc::lazy_list::traits {
    using less = std::less<int>;
};
using lazy_set = cc::LazyList<HP, int, lazy_by_less>;
using lazy_map = cc::LazyKVList<HP, int, int, lazy_by_less>;
using split_map = cc::SplitListMap<HP, int, int>;
using sets = std::tuple<set_list, map_list, hash_set, hash_map, split_map, lazy_set, lazy_map>;

int key_of(int item) { return item; }
int key_of(std::pair<int const, int> const& item) { return item.first; }

template <class Set>
struct filled {
    filled() {
        for (int key = 0; key < 40; ++key)
            set.insert(key);
    }
    HP const limit{Set::c_nHazardPtrCount};
    Set set;
};

} // namespace

BOOST_AUTO_TEST_SUITE(guard_count)

BOOST_AUTO_TEST_CASE_TEMPLATE(one_may_iterate_while_others_erase_what_is_under_the_iterator, Set,
                              sets) {
    filled<Set> f;
    int seen = 0;
    for (auto it = f.set.begin(); it != f.set.end(); ++it, ++seen) {
        int const key = key_of(*it);
        cds_test::run_thread([&] { BOOST_TEST(f.set.erase(key)); });
    }
    BOOST_TEST(seen == 40);
    BOOST_TEST(f.set.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_operation_has_enough, Set, sets) {
    filled<Set> f;
    auto const nothing = [](auto&&...) {};
    BOOST_TEST(!f.set.empty());
    BOOST_TEST(f.set.insert(50));
    BOOST_TEST(f.set.update(51, nothing).second);
    BOOST_TEST(!f.set.update(51, nothing).second);
    BOOST_TEST(f.set.contains(20));
    BOOST_TEST(f.set.find(20, nothing));
    BOOST_TEST(bool(f.set.get(39)));
    BOOST_TEST(f.set.erase(3));
    BOOST_TEST(f.set.erase(4, nothing));
    BOOST_TEST(bool(f.set.extract(5)));
    f.set.clear();
    BOOST_TEST(f.set.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guarded_pointers_that_are_passed_on_leave_a_thread_its_guards, Set,
                              sets) {
    filled<Set> f;
    for (int round = 0; round < 5; ++round) {
        cds_test::run_thread([&] {
            for (int key = 0; key < 30; ++key) {
                auto item = key == 7 + round ? f.set.extract(key) : f.set.get(key % 7);
                BOOST_TEST(bool(item));
                cds_test::run_thread([&item] { auto const ends_here = std::move(item); });
            }
            BOOST_TEST(f.set.insert(100 + round));
        });
    }
}

BOOST_AUTO_TEST_CASE(a_stack_and_a_queue_have_enough) {
    auto const use = [](auto&& bag) {
        HP const limit(std::decay_t<decltype(bag)>::c_nHazardPtrCount);
        BOOST_TEST(bag.push(1));
        BOOST_TEST(bag.push(2));
        int out = 0;
        BOOST_TEST(bag.pop(out));
        BOOST_TEST(!bag.empty());
        bag.clear();
        BOOST_TEST(bag.empty());
    };
    use(cc::TreiberStack<HP, int>());
    use(cc::MSQueue<HP, int>());
    use(cc::MoirQueue<HP, int>());
    use(cc::BasketQueue<HP, int>());
    use(cc::OptimisticQueue<HP, int>());
}

BOOST_AUTO_TEST_SUITE_END()
