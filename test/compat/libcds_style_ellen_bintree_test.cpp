// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Ellen's trees in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/container/ellen_bintree_map_dhp.h>
#include <cds/container/ellen_bintree_set_hp.h>
#include <cds/intrusive/ellen_bintree_hp.h>
#include <cds/memory/pool_allocator.h>
#include <cds/memory/vyukov_queue_pool.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

// Pools of internal nodes and of update descriptors, as programs share them between trees.
template <class T>
struct pool_of {
    typedef cds::memory::vyukov_queue_pool<T> pool_type;
    typedef typename pool_type::value_type value_type;
    pool_type& operator()() const {
        static pool_type pool(256);
        return pool;
    }
};
typedef cc::ellen_bintree::internal_node<int, cc::ellen_bintree::map_node<cds::gc::DHP, int, long>>
    internal_node;
typedef cc::ellen_bintree::update_desc<void, void> update_desc;
static_assert(sizeof(update_desc) ==
              sizeof(cc::ellen_bintree::node_types<cds::gc::DHP, int, long>::update_desc_type));

struct map_traits
    : public cc::ellen_bintree::make_map_traits<
          cc::opt::less<std::less<int>>, cc::opt::item_counter<cds::atomicity::item_counter>,
          cc::opt::stat<cc::ellen_bintree::stat<>>,
          cc::opt::node_allocator<
              cds::memory::pool_allocator<internal_node, pool_of<internal_node>>>,
          cc::ellen_bintree::update_desc_allocator<
              cds::memory::pool_allocator<update_desc, pool_of<update_desc>>>>::type {};
typedef cc::EllenBinTreeMap<cds::gc::DHP, int, long, map_traits> map_type;

// A set of records, by their numbers.
struct record {
    int number;
    std::string text;
    explicit record(int n) : number(n), text(std::to_string(n)) {}
    record(int n, char const* t) : number(n), text(t) {}
};
struct by_number {
    static int of(record const& r) { return r.number; }
    static int of(int n) { return n; }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return of(a) - of(b);
    }
};
struct less_number {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return by_number::of(a) < by_number::of(b);
    }
};
struct number_of {
    void operator()(int& dest, record const& src) const { dest = src.number; }
};
struct set_traits : public cc::ellen_bintree::traits {
    typedef number_of key_extractor;
    typedef by_number compare;
    typedef cds::atomicity::item_counter item_counter;
};
typedef cc::EllenBinTreeSet<cds::gc::HP, int, record, set_traits> set_type;

// An object with its node as a member.
struct session {
    explicit session(int n) : id(n) {}
    int id;
    int hits = 0;
    ci::ellen_bintree::node<cds::gc::HP> node;
};
struct id_of {
    void operator()(int& dest, session const& src) const { dest = src.id; }
    static int key(session const& s) { return s.id; }
    static int key(int id) { return id; }
};
struct by_id {
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return id_of::key(a) - id_of::key(b);
    }
};
struct end_session {
    void operator()(session* p) const { delete p; }
};
typedef ci::EllenBinTree<
    cds::gc::HP, int, session,
    ci::ellen_bintree::make_traits<ci::opt::hook<ci::ellen_bintree::member_hook<
                                       offsetof(session, node), ci::opt::gc<cds::gc::HP>>>,
                                   ci::ellen_bintree::key_extractor<id_of>, ci::opt::compare<by_id>,
                                   ci::opt::disposer<end_session>>::type>
    sessions_type;

void fill(map_type& map, int from) {
    attached const now;
    for (int i = from; i < from + 400; i += 4) {
        map.insert(i, i);
        map.update(i, [](bool is_new, map_type::value_type& item) {
            item.second += is_new ? 1000 : 10000;
        });
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_ellen_bintree)

BOOST_AUTO_TEST_CASE(a_map_is_filled_by_attached_threads_and_taken_from_both_ends) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    {
        map_type map;
        std::thread first([&map] { fill(map, 0), fill(map, 2); });
        std::thread second([&map] { fill(map, 1), fill(map, 3); });
        first.join();
        second.join();
        BOOST_TEST(map.size() == 400u);
        BOOST_TEST(map.check_consistency());
        map_type::guarded_ptr gp;
        for (int key = 0; key < 10; ++key) {
            gp = map.extract_min();
            BOOST_TEST((gp && gp->first == key && gp->second == key + 10000));
        }
        gp = map.extract_max();
        BOOST_TEST((gp && gp->first == 399));
        gp.release();
        BOOST_TEST(map.find(20, [](map_type::value_type& item) { item.second = 5; }));
        gp = map.get(20);
        BOOST_TEST(gp->second == 5);
        BOOST_TEST(map.erase(20, [](map_type::value_type& item) { BOOST_TEST(item.first == 20); }));
        BOOST_TEST(!map.contains(20));
        BOOST_TEST(map.insert_with(20, [](map_type::value_type& item) { item.second = 6; }));
        BOOST_TEST(!map.emplace(21, 7));
        BOOST_TEST(map.find_with(20, std::less<int>(),
                                 [](map_type::value_type& item) { BOOST_TEST(item.second == 6); }));
        gp = map.extract_with(20, std::less<int>());
        BOOST_TEST((gp && gp->first == 20));
        BOOST_TEST(map.statistics().m_nExtractMinSuccess.get() == 10u);
        map.clear();
        BOOST_TEST(map.empty());
        BOOST_TEST(map.size() == 0u);
    }
    cds::gc::DHP::force_dispose(); // what is retired goes back to its pool, which is still there
}

BOOST_AUTO_TEST_CASE(hp_with_exactly_the_guards_of_a_tree_and_one_more_suffices) {
    library const initialized;
    cds::gc::HP hp(set_type::c_nHazardPtrCount + 1);
    attached const now;
    set_type set;
    int next = 0;
    do
        BOOST_TEST(set.emplace(next, std::to_string(next).c_str()));
    while ((next = (next + 37) % 100) != 0);
    BOOST_TEST(!set.emplace(7, "seven"));
    set_type::guarded_ptr gp(set.get(20));
    BOOST_TEST((gp && gp->text == "20"));
    BOOST_TEST(set.erase(20, [](record const& item) { BOOST_TEST(item.number == 20); }));
    BOOST_TEST(set.insert(20, [](record& item) { item.text = "new"; }));
    std::pair<bool, bool> const updated =
        set.update(20, [](bool is_new, record& item, int const& val) {
            BOOST_TEST(!is_new);
            BOOST_TEST(item.number == val);
        });
    BOOST_TEST((updated.first && !updated.second));
    gp = set.extract_max();
    BOOST_TEST(gp->number == 99);
    gp = set.extract_min();
    BOOST_TEST(gp->number == 0);
    BOOST_TEST(set.find(5, [](record& item, int const& val) { BOOST_TEST(item.number == val); }));
    int const fixed = 6;
    BOOST_TEST(
        set.find_with(fixed, less_number(), [](record& item, int const&) { item.text = "six"; }));
    BOOST_TEST(set.contains(6, less_number()));
    BOOST_TEST(set.erase_with(6, less_number()));
    BOOST_TEST(set.size() == 97u);
    BOOST_TEST(set.check_consistency());
}

BOOST_AUTO_TEST_CASE(an_intrusive_tree_disposes_through_its_traits) {
    library const initialized;
    cds::gc::HP hp;
    attached const now;
    {
        sessions_type sessions;
        for (int id : {12, 3, 7, 0, 15})
            BOOST_TEST(sessions.insert(*new session(id)));
        session twin(3);
        BOOST_TEST((!sessions.insert(twin) && !sessions.unlink(twin)));
        BOOST_TEST(sessions.find(3, [](session& s, int) { ++s.hits; }));
        sessions_type::guarded_ptr gp(sessions.extract(3));
        BOOST_TEST(gp->hits == 1);
        gp = sessions.extract_min();
        BOOST_TEST(gp->id == 0);
        BOOST_TEST(sessions.erase(7, [](session& s) { BOOST_TEST(s.id == 7); }));
        BOOST_TEST(!sessions.contains(7));
        BOOST_TEST(sessions.check_consistency());
        static_assert(sessions_type::c_nHazardPtrCount <= 9);
        sessions.unsafe_clear();
        BOOST_TEST(sessions.empty());
    }
    cds::gc::HP::force_dispose();
}

BOOST_AUTO_TEST_SUITE_END()
