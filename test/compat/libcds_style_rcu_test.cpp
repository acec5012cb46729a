// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// RCU in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/urcu/general_buffered.h>
#include <cds/urcu/general_instant.h>
#include <cds/urcu/general_threaded.h>
#include <cds/urcu/signal_buffered.h>

#include <cds/container/feldman_hashmap_rcu.h>
#include <cds/container/lazy_list_rcu.h>
#include <cds/container/michael_kvlist_rcu.h>
#include <cds/container/michael_list_rcu.h>
#include <cds/container/michael_map_rcu.h>
#include <cds/container/skip_list_map_rcu.h>
#include <cds/container/split_list_map_rcu.h>
#include <cds/intrusive/michael_list_rcu.h>
#include <cds/intrusive/michael_set_rcu.h>
#include <cds/urcu/exempt_ptr.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

typedef cds::urcu::gc<cds::urcu::general_instant<>> rcu_gpi;
typedef cds::urcu::gc<cds::urcu::general_buffered<>> rcu_gpb;
typedef cds::urcu::gc<cds::urcu::general_threaded<>> rcu_gpt;
#ifdef CDS_URCU_SIGNAL_HANDLING_ENABLED
typedef cds::urcu::gc<cds::urcu::signal_buffered<>> rcu_shb;
#endif

// A hash map of lists, by options and by derivation.
typedef cc::MichaelKVList<rcu_gpb, int, std::string,
                          cc::michael_list::make_traits<cc::opt::less<std::less<int>>>::type>
    bucket_type;
struct hash_traits : public cc::michael_map::traits {
    typedef std::hash<int> hash;
    typedef cds::atomicity::item_counter item_counter;
};
typedef cc::MichaelHashMap<rcu_gpb, bucket_type, hash_traits> hash_map;

struct tree_traits : public cc::skip_list::traits {
    typedef std::less<int> less;
    typedef cds::opt::v::rcu_assert_deadlock rcu_check_deadlock;
};
typedef cc::SkipListMap<rcu_gpt, int, std::string, tree_traits> skip_map;

struct split_traits : public cc::split_list::traits {
    typedef cc::michael_list_tag ordered_list;
    typedef std::hash<int> hash;
    struct ordered_list_traits : public cc::michael_list::traits {
        typedef std::less<int> less;
    };
};
typedef cc::SplitListMap<rcu_gpi, int, std::string, split_traits> split_map;

// One function for lists of either kind, as libcds's tests have it.
template <class List>
std::string taken_from(List& list, int key) {
    typename List::exempt_ptr xp;
    if (List::c_bExtractLockExternal) {
        typename List::rcu_lock lock;
        xp = list.extract(key);
    } else
        xp = list.extract(key);
    std::string const text = xp ? std::to_string(*xp) : "none";
    xp.release();
    return text;
}

// The user's objects.
struct session : public ci::michael_list::node<rcu_gpb> {
    explicit session(int n) : id(n) {}
    int id;
};
struct by_id {
    int operator()(session const& a, session const& b) const { return a.id - b.id; }
    int operator()(session const& a, int b) const { return a.id - b; }
    int operator()(int a, session const& b) const { return a - b.id; }
};
int ended = 0;
struct end_session {
    void operator()(session* p) const {
        ++ended;
        delete p;
    }
};
struct session_hash {
    std::size_t operator()(session const& s) const { return static_cast<std::size_t>(s.id); }
    std::size_t operator()(int id) const { return static_cast<std::size_t>(id); }
};
typedef ci::MichaelList<rcu_gpb, session,
                        ci::michael_list::make_traits<
                            ci::opt::hook<ci::michael_list::base_hook<ci::opt::gc<rcu_gpb>>>,
                            ci::opt::compare<by_id>, ci::opt::disposer<end_session>,
                            cds::opt::rcu_check_deadlock<cds::opt::v::rcu_no_check_deadlock>>::type>
    session_list;
typedef ci::MichaelHashSet<rcu_gpb, session_list,
                           ci::michael_set::make_traits<ci::opt::hash<session_hash>>::type>
    session_set;

void fill(hash_map& map, int from) {
    attached const now;
    for (int i = from; i < from + 400; i += 4) {
        map.insert(i, std::to_string(i));
        map.update(
            i, [](bool is_new, hash_map::value_type& item) { item.second += is_new ? "!" : "?"; });
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_rcu)

BOOST_AUTO_TEST_CASE(a_program_constructs_all_flavours_and_attaches) {
    library const initialized;
    rcu_gpi instant;
    rcu_gpb buffered;
    rcu_gpt threaded(1000);
    rcu_shb by_signal(256, 10);
    attached const now;
    {
        rcu_gpb::scoped_lock sl;
        BOOST_TEST(rcu_gpb::is_locked());
    }
    rcu_gpi::synchronize();
    rcu_gpb::synchronize();
    rcu_gpt::force_dispose();
    rcu_shb::synchronize();
    BOOST_TEST(cds::urcu::general_buffered<>::instance()->capacity() == 256u);
    BOOST_TEST(cds::urcu::signal_buffered<>::instance()->signal_no() == 10);
}

BOOST_AUTO_TEST_CASE(a_hash_map_is_filled_by_attached_threads_and_read_under_the_lock) {
    library const initialized;
    rcu_gpb theRCU(256);
    attached const now;
    hash_map map(400, 2);
    std::thread first(fill, std::ref(map), 0);
    std::thread second(fill, std::ref(map), 2);
    fill(map, 1);
    fill(map, 3);
    first.join();
    second.join();
    BOOST_TEST(map.size() == 400u);
    {
        hash_map::rcu_lock lock;
        hash_map::raw_ptr rp = map.get(7);
        BOOST_TEST((rp && rp->second == "7?"));
        rp = map.get(1000);
        BOOST_TEST(!rp);
        int n = 0;
        for (hash_map::iterator it = map.begin(); it != map.end(); ++it)
            n += it->first >= 0;
        BOOST_TEST(n == 400);
    }
    hash_map::exempt_ptr xp(map.extract(7));
    BOOST_TEST((xp && xp->first == 7));
    xp.release();
    BOOST_TEST(map.erase(8, [](hash_map::value_type& item) { BOOST_TEST(item.second == "8?"); }));
    BOOST_TEST(!map.contains(7));
    {
        hash_map::rcu_lock lock;
        BOOST_CHECK_THROW(map.erase(9), cds::urcu::rcu_deadlock);
    }
    map.clear();
    BOOST_TEST(map.empty());
}

BOOST_AUTO_TEST_CASE(a_skip_list_gives_its_ends) {
    rcu_gpt theRCU;
    attached const now;
    skip_map map;
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(map.insert(i, std::to_string(i)));
    skip_map::exempt_ptr xp = map.extract_min();
    BOOST_TEST((xp && xp->first == 0));
    xp = map.extract_max();
    BOOST_TEST((xp && xp->second == "99"));
    rcu_gpt::force_dispose();
    BOOST_TEST(xp->second == "99");
    BOOST_TEST(map.find(50, [](skip_map::value_type& item) { item.second = "fifty"; }));
    {
        skip_map::rcu_lock lock;
        skip_map::raw_ptr rp = map.get(50);
        BOOST_TEST(rp->second == "fifty");
    }
}

BOOST_AUTO_TEST_CASE(a_split_list_and_a_trie_have_the_members_of_maps) {
    rcu_gpi theRCU;
    attached const now;
    split_map split(100, 1);
    cc::FeldmanHashMap<rcu_gpi, int, std::string> trie(8, 4);
    BOOST_TEST((split.insert(1, "one") && trie.insert(1, "one")));
    BOOST_TEST((split.emplace(2, "two") && trie.emplace(2, "two")));
    BOOST_TEST((split.erase(2) && trie.erase(2)));
    {
        rcu_gpi::scoped_lock lock;
        BOOST_TEST((split.get(1)->second == "one" && trie.get(1)->second == "one"));
    }
    BOOST_TEST((split.extract(1)->second == "one" && trie.extract(1)->second == "one"));
    BOOST_TEST((split.empty() && trie.empty()));
}

BOOST_AUTO_TEST_CASE(lists_of_either_kind_are_taken_from_by_one_function) {
    rcu_gpb theRCU;
    cc::MichaelList<rcu_gpb, int> michael;
    cc::LazyList<rcu_gpb, int> lazy;
    BOOST_TEST((michael.insert(5) && lazy.insert(5)));
    {
        rcu_gpb::scoped_lock lock;
        int* p = lazy.get(5);
        BOOST_TEST((p && *p == 5));
    }
    BOOST_TEST(taken_from(michael, 5) == "5");
    BOOST_TEST(taken_from(lazy, 5) == "5");
    BOOST_TEST(taken_from(michael, 5) == "none");
}

BOOST_AUTO_TEST_CASE(objects_of_the_users_end_after_a_grace_period) {
    ended = 0;
    {
        rcu_gpb theRCU;
        attached const now;
        session_set set(16, 1);
        for (int i = 0; i < 20; ++i)
            BOOST_TEST(set.insert(*new session(i)));
        BOOST_TEST(set.erase(3));
        session* p = nullptr;
        {
            session_set::rcu_lock lock;
            session_set::raw_ptr rp = set.get(4);
            BOOST_TEST(rp->id == 4);
            p = &*rp; // nobody else erases
        }
        BOOST_TEST(set.unlink(*p));
        BOOST_TEST(ended == 0);
        rcu_gpb::force_dispose();
        BOOST_TEST(ended == 2);
    }
    BOOST_TEST(ended == 20);
}

// A structure of the program's own: it unlinks, and lets go later.
BOOST_AUTO_TEST_CASE(what_a_program_unlinks_is_retired_by_hand) {
    struct node {
        int m_Value;
    };
    struct disposer {
        void operator()(node* p) const {
            ++ended;
            delete p;
        }
        static void free(void* p) { disposer()(static_cast<node*>(p)); }
    };
    ended = 0;
    {
        rcu_gpb theRCU(16);
        rcu_gpb::retire_ptr<disposer>(new node{1});
        rcu_gpb::retire_ptr(new node{2}, &disposer::free);
        cds::urcu::retired_ptr rp = cds::urcu::make_retired_ptr<disposer>(new node{3});
        rcu_gpb::retire_ptr(rp);
        std::vector<cds::urcu::retired_ptr> chain;
        for (int i = 0; i < 5; ++i)
            chain.push_back(cds::urcu::make_retired_ptr<disposer>(new node{i}));
        rcu_gpb::batch_retire(chain.begin(), chain.end());
        cds::urcu::exempt_ptr<rcu_gpb, node, int, disposer> xp(new node{4});
        BOOST_TEST(*xp == 4);
        xp.release();
    }
    BOOST_TEST(ended == 9);
}

BOOST_AUTO_TEST_SUITE_END()
