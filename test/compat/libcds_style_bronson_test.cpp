// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Bronson's tree in the way that programs for libcds 2.3.3 are written, which have it over RCU
// (libcds_style_rcu_trees_test.cpp); here over hazard pointers.

#include <cds/init.h>
#include <cds/container/bronson_avltree_map_dhp.h>
#include <cds/container/bronson_avltree_map_hp.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;

// Traits by derivation, and by composition.
struct orders_traits : public cc::bronson_avltree::traits {
    typedef std::less<int> less;
    typedef cds::atomicity::item_counter item_counter;
    typedef cc::bronson_avltree::stat<> stat;
    typedef cds::sync::injecting_monitor<cds::sync::spin> sync_monitor;
    enum { relaxed_insert = true };
};
struct order {
    order() : amount(0), changes(0) {}
    explicit order(int n) : amount(n), changes(0) {}
    int amount;
    int changes;
};
typedef cc::BronsonAVLTreeMap<cds::gc::DHP, int, order, orders_traits> orders_type;

struct session {
    session(std::string const& s, int* closed) : user(s), closed_(closed) {}
    std::string user;
    int* closed_;
};
struct close_session {
    void operator()(session* p) const {
        ++*p->closed_;
        delete p;
    }
};
struct by_name {
    int operator()(std::string const& a, std::string const& b) const { return a.compare(b); }
    int operator()(std::string const& a, char const* b) const { return a.compare(b); }
    int operator()(char const* a, std::string const& b) const { return -b.compare(a); }
};
typedef cc::BronsonAVLTreeMap<
    cds::gc::HP, std::string, session*,
    cc::bronson_avltree::make_traits<
        cc::opt::compare<by_name>, cc::opt::item_counter<cds::atomicity::item_counter>,
        cds::intrusive::opt::disposer<close_session>, cc::bronson_avltree::relaxed_insert<false>,
        cc::opt::sync_monitor<cds::sync::injecting_monitor<std::mutex>>>::type>
    sessions_type;

struct change_order {
    void operator()(bool bNew, int const& key, order& item) const {
        if (bNew)
            item.amount = key;
        else
            ++item.changes;
    }
};

template <class Map>
void take_all(Map& map, std::vector<typename Map::key_type>& keys) {
    typedef typename Map::exempt_ptr exempt_ptr;
    typedef typename std::remove_pointer<typename Map::mapped_type>::type value_type;
    static_assert(!Map::c_bExtractLockExternal, "no lock around extract_min");
    exempt_ptr xp;
    typename Map::key_type key;
    while (xp = map.extract_min_key(key)) {
        value_type& value = *xp;
        (void)value;
        keys.push_back(key);
        xp.release();
    }
}

void trade(orders_type& map, int from) {
    attached const now;
    for (int i = from; i < from + 400; i += 4) {
        map.update(i, change_order());
        map.update(i, change_order());
        if (i % 10 == 0)
            map.erase(i, [](int const& key, order& item) { BOOST_TEST(item.amount == key); });
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_bronson)

BOOST_AUTO_TEST_CASE(a_map_is_filled_by_attached_threads_and_taken_from_the_front) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    orders_type map;
    static_assert(orders_type::c_bRelaxedInsert, "named by an enumerator");
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back(trade, std::ref(map), i);
    for (auto& t : workers)
        t.join();
    BOOST_TEST(map.size() == 360u);
    BOOST_TEST(map.check_consistency([](size_t nLevel, size_t hLeft, size_t hRight) {
        BOOST_ERROR("level " << nLevel << ": " << hLeft << " and " << hRight);
    }));
    BOOST_TEST(map.find(7, [](int const& key, order& item) {
        BOOST_TEST(item.amount == key);
        BOOST_TEST(item.changes == 1);
    }));
    BOOST_TEST(!map.contains(10));
    BOOST_TEST(map.insert(10));
    BOOST_TEST(map.insert_with(20, [](int const& key, order& item) { item.amount = key; }));
    BOOST_TEST(map.emplace(30, 30));
    BOOST_TEST((map.update(40, change_order(), false) == std::make_pair(false, false)));
    BOOST_TEST(map.statistics().m_nInsertSuccess.get() == 403u);

    orders_type::exempt_ptr xp = map.extract(20);
    BOOST_TEST((xp && xp->amount == 20));
    xp = map.extract_max([](int const& key) { BOOST_TEST(key == 399); });
    BOOST_TEST(xp->amount == 399);
    xp.release();
    std::vector<int> keys;
    take_all(map, keys);
    BOOST_TEST(keys.size() == 361u);
    BOOST_TEST(std::is_sorted(keys.begin(), keys.end()));
    BOOST_TEST(map.empty());
}

BOOST_AUTO_TEST_CASE(a_map_of_pointers_disposes_of_what_it_was_given) {
    library const initialized;
    cds::gc::HP hp(sessions_type::c_nHazardPtrCount + 1);
    attached const now;
    int closed = 0;
    {
        sessions_type map;
        BOOST_TEST(map.insert("ada", new session("ada", &closed)));
        BOOST_TEST(map.insert("bob", new session("bob", &closed)));
        session* const again = new session("ada", &closed);
        BOOST_TEST(!map.insert("ada", again));
        BOOST_TEST((map.update("ada", again) == std::make_pair(true, false)));
        BOOST_TEST(map.contains("bob"));
        BOOST_TEST(map.erase("bob"));
        BOOST_TEST((map.update("eve", new session("eve", &closed)) == std::make_pair(true, true)));
        sessions_type::gc::force_dispose();
        BOOST_TEST(closed == 2);
        std::vector<std::string> names;
        take_all(map, names);
        BOOST_TEST((names == std::vector<std::string>{"ada", "eve"}));
        BOOST_TEST(map.insert("zoe", new session("zoe", &closed)));
    }
    sessions_type::gc::force_dispose();
    BOOST_TEST(closed == 5);
}

BOOST_AUTO_TEST_SUITE_END()
