// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Trees over RCU in the way that programs for libcds 2.3.3 are written, most of which take
// BronsonAVLTreeMap as their concurrent std::map.

#include <cds/init.h>
#include <cds/urcu/general_buffered.h>
#include <cds/urcu/general_instant.h>
#include <cds/urcu/general_threaded.h>

#include <cds/container/bronson_avltree_map_rcu.h>
#include <cds/container/ellen_bintree_map_rcu.h>
#include <cds/container/ellen_bintree_set_rcu.h>
#include <cds/intrusive/ellen_bintree_rcu.h>
#include <cds/memory/vyukov_queue_pool.h>
#include <cds/sync/pool_monitor.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

typedef cds::urcu::gc<cds::urcu::general_instant<>> rcu_gpi;
typedef cds::urcu::gc<cds::urcu::general_buffered<>> rcu_gpb;
typedef cds::urcu::gc<cds::urcu::general_threaded<>> rcu_gpt;

// A map by options, as one finds it in benchmarks.
typedef cc::BronsonAVLTreeMap<
    rcu_gpb, int, std::string,
    cc::bronson_avltree::make_traits<
        cc::opt::less<std::less<int>>, cc::opt::item_counter<cds::atomicity::item_counter>,
        cc::bronson_avltree::relaxed_insert<true>, cc::opt::stat<cc::bronson_avltree::stat<>>,
        cc::opt::sync_monitor<cds::sync::pool_monitor<cds::memory::vyukov_queue_pool<std::mutex>,
                                                      cds::backoff::yield, true>>>::type>
    value_map;

// A map of pointers by derivation: a queue of jobs by their deadlines.
int finished = 0;
struct job {
    explicit job(int n) : number(n) {}
    int number;
};
struct finish_job {
    void operator()(job* p) const {
        ++finished;
        delete p;
    }
};
struct job_traits : public cc::bronson_avltree::traits {
    typedef std::less<long> less;
    typedef finish_job disposer;
    typedef cds::opt::v::rcu_assert_deadlock rcu_check_deadlock;
};
typedef cc::BronsonAVLTreeMap<rcu_gpi, long, job*, job_traits> job_map;

typedef cc::EllenBinTreeMap<rcu_gpt, int, std::string,
                            cc::ellen_bintree::make_map_traits<cc::opt::less<std::less<int>>>::type>
    search_map;

struct record {
    explicit record(int n) : key(n) {}
    int key;
};
struct by_key {
    static int of(record const& r) { return r.key; }
    static int of(int k) { return k; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return of(a) < of(b);
    }
};
struct record_traits : public cc::ellen_bintree::traits {
    struct key_extractor {
        void operator()(int& dest, record const& src) const { dest = src.key; }
    };
    typedef by_key less;
};
typedef cc::EllenBinTreeSet<rcu_gpb, int, record, record_traits> record_set;

struct session : public ci::ellen_bintree::node<rcu_gpi> {
    explicit session(int n) : key(n) {}
    int key;
    bool ended = false;
};
struct session_traits : public ci::ellen_bintree::traits {
    typedef ci::ellen_bintree::base_hook<ci::opt::gc<rcu_gpi>> hook;
    struct key_extractor {
        void operator()(int& dest, session const& src) const { dest = src.key; }
    };
    struct less {
        static int of(session const& s) { return s.key; }
        static int of(int k) { return k; }
        template <class A, class B>
        bool operator()(A const& a, B const& b) const {
            return of(a) < of(b);
        }
    };
    struct disposer {
        void operator()(session* p) const { p->ended = true; }
    };
};
typedef ci::EllenBinTree<rcu_gpi, int, session, session_traits> session_tree;

// What libcds's tests do with any map of an RCU.
template <class Map>
std::vector<int> keys_from_the_front(Map& map) {
    static_assert(!Map::c_bExtractLockExternal, "extract locks for itself");
    std::vector<int> keys;
    typename Map::exempt_ptr xp;
    for (xp = map.extract_min(); xp; xp = map.extract_min()) {
        keys.push_back(xp->first);
        xp.release();
    }
    return keys;
}

void fill(value_map& map, int from) {
    attached const now;
    for (int i = from; i < 300; i += 3)
        map.update(i, [](bool is_new, int const& key, std::string& value) {
            value = is_new ? std::to_string(key) : "again";
        });
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_rcu_trees)

BOOST_AUTO_TEST_CASE(a_balanced_tree_is_the_programs_concurrent_map) {
    library const initialized;
    rcu_gpb theRCU;
    attached const now;
    value_map map;
    std::thread first(fill, std::ref(map), 0);
    std::thread second(fill, std::ref(map), 1);
    fill(map, 2);
    first.join();
    second.join();
    BOOST_TEST(map.size() == 300u);
    BOOST_TEST(map.check_consistency());
    BOOST_TEST(map.find(7, [](int const& key, std::string& value) {
        BOOST_TEST(value == std::to_string(key));
        value = "seven";
    }));
    BOOST_TEST(!map.insert(7));
    BOOST_TEST(map.erase(7, [](int const&, std::string& value) { BOOST_TEST(value == "seven"); }));
    BOOST_TEST(!map.contains(7));
    int key = -1;
    value_map::exempt_ptr xp = map.extract_min_key(key);
    BOOST_TEST((xp && *xp == "0" && key == 0));
    xp = map.extract_max([&key](int const& k) { key = k; });
    BOOST_TEST((xp && *xp == "299" && key == 299));
    xp.release();
    {
        value_map::rcu_lock lock;
        BOOST_TEST(map.contains(8));
        BOOST_CHECK_THROW(map.erase(8), cds::urcu::rcu_deadlock);
    }
    map.clear();
    BOOST_TEST(map.empty());
    BOOST_TEST(map.statistics().m_nInsertSuccess.get() == 300u);
}

BOOST_AUTO_TEST_CASE(jobs_end_when_they_are_replaced_erased_and_cleared) {
    finished = 0;
    rcu_gpi theRCU;
    attached const now;
    {
        job_map jobs;
        for (int i = 0; i < 10; ++i)
            BOOST_TEST(jobs.insert(i, new job(i)));
        BOOST_TEST((jobs.update(3, new job(33)) == std::make_pair(true, false)));
        BOOST_TEST(finished == 1);
        BOOST_TEST(jobs.erase(3));
        BOOST_TEST(finished == 2);
        job_map::exempt_ptr next = jobs.extract_min();
        BOOST_TEST((next && next->number == 0));
        next.release();
        BOOST_TEST(finished == 3);
        BOOST_TEST(jobs.extract(3).empty());
        jobs.clear();
        BOOST_TEST(finished == 11);
    }
    rcu_gpi::force_dispose();
    BOOST_TEST(finished == 11);
}

BOOST_AUTO_TEST_CASE(a_search_tree_is_emptied_from_the_front) {
    rcu_gpt theRCU;
    attached const now;
    search_map map;
    for (int i = 0; i < 50; ++i)
        BOOST_TEST(map.insert(i * 7 % 50, "x"));
    {
        search_map::rcu_lock lock;
        search_map::value_type* p = map.get(20);
        BOOST_TEST((p && p->second == "x"));
        BOOST_TEST(!map.get(50));
    }
    BOOST_TEST(map.erase(20));
    std::vector<int> const keys = keys_from_the_front(map);
    BOOST_TEST(keys.size() == 49u);
    BOOST_TEST((keys.front() == 0 && keys.back() == 49));
    BOOST_TEST(map.empty());
}

BOOST_AUTO_TEST_CASE(sets_of_records_and_of_sessions) {
    rcu_gpb buffered;
    rcu_gpi instant;
    attached const now;
    record_set records;
    BOOST_TEST((records.emplace(3) && records.insert(record(4)) && !records.emplace(3)));
    {
        record_set::rcu_lock lock;
        BOOST_TEST(records.get(4)->key == 4);
    }
    record_set::exempt_ptr xp = records.extract(3);
    rcu_gpb::force_dispose();
    BOOST_TEST(xp->key == 3);

    session one(1), two(2), three(3);
    {
        session_tree sessions;
        BOOST_TEST((sessions.insert(two) && sessions.insert(one) && sessions.insert(three)));
        BOOST_TEST(sessions.unlink(one));
        BOOST_TEST(one.ended);
        session_tree::exempt_ptr last = sessions.extract_max();
        BOOST_TEST((last && last->key == 3 && !three.ended));
        last.release();
        BOOST_TEST(three.ended);
    }
    rcu_gpi::force_dispose();
    BOOST_TEST(two.ended);
}

BOOST_AUTO_TEST_SUITE_END()
