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
#include <memory>
#include <string>
#include <thread>
#include <type_traits>
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

// An object with its node as a base, and every option that a tree has.
struct tree_tag;
struct account : public ci::ellen_bintree::node<cds::gc::DHP, tree_tag> {
    explicit account(int n) : number(n) {}
    int number;
};
struct number_of_account {
    void operator()(int& dest, account const& src) const { dest = src.number; }
};
struct less_account {
    static int of(account const& a) { return a.number; }
    static int of(int n) { return n; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return of(a) < of(b);
    }
};
struct count_disposals {
    static int& disposed() {
        static int n = 0;
        return n;
    }
    void operator()(account*) const { ++disposed(); }
};
typedef ci::ellen_bintree::make_traits<
    ci::opt::hook<ci::ellen_bintree::base_hook<ci::opt::gc<cds::gc::DHP>, ci::opt::tag<tree_tag>>>,
    ci::ellen_bintree::key_extractor<number_of_account>, ci::opt::less<less_account>,
    ci::opt::disposer<count_disposals>, ci::opt::back_off<cds::backoff::pause>,
    ci::opt::item_counter<cds::atomicity::item_counter>,
    ci::opt::memory_model<ci::opt::v::sequential_consistent>,
    ci::opt::stat<ci::ellen_bintree::stat<>>, ci::opt::node_allocator<std::allocator<int>>,
    ci::ellen_bintree::update_desc_allocator<std::allocator<int>>,
    ci::opt::rcu_check_deadlock<ci::opt::v::rcu_throw_deadlock>>::type account_traits;
typedef ci::EllenBinTree<cds::gc::DHP, int, account, account_traits> accounts_type;
typedef ci::ellen_bintree::node_types<cds::gc::DHP, int, tree_tag> account_nodes;
static_assert(std::is_base_of_v<account_nodes::leaf_node_type, account>);

typedef cc::EllenBinTreeSet<
    cds::gc::DHP, int, record,
    cc::ellen_bintree::make_set_traits<
        cc::ellen_bintree::key_extractor<number_of>, cc::opt::less<less_number>,
        cc::opt::allocator<std::allocator<int>>, cc::opt::back_off<cds::backoff::yield>,
        cc::opt::memory_model<cc::opt::v::relaxed_ordering>,
        cc::opt::stat<cc::ellen_bintree::empty_stat>>::type>
    records_type;

// A map that copies its keys in its own way, and the names of its nodes.
struct copy_key {
    void operator()(std::string& dest, std::string const& src) const { dest.assign(src); }
};
struct compare_words {
    int operator()(std::string const& a, std::string const& b) const { return a.compare(b); }
};
typedef cc::EllenBinTreeMap<
    cds::gc::HP, std::string, int,
    cc::ellen_bintree::make_map_traits<cc::opt::compare<compare_words>,
                                       cc::opt::copy_policy<copy_key>>::type>
    dictionary_type;
typedef cc::ellen_bintree::node<cds::gc::DHP, record> record_node;
typedef cc::ellen_bintree::node_types<cds::gc::DHP, int, record> record_nodes;
static_assert(std::is_same_v<record_nodes::leaf_node_type, record_node>);

// The types that all trees name.
template <class Tree>
constexpr bool names_its_types = requires {
    typename Tree::gc;
    typename Tree::key_type;
    typename Tree::value_type;
    typename Tree::traits;
    typename Tree::key_comparator;
    typename Tree::item_counter;
    typename Tree::memory_model;
    typename Tree::stat;
    typename Tree::back_off;
    typename Tree::node_allocator;
    typename Tree::update_desc_allocator;
    typename Tree::guarded_ptr;
};
static_assert(names_its_types<accounts_type> && names_its_types<records_type> &&
              names_its_types<map_type>);
template <class Tree>
constexpr bool names_its_leaves = requires {
    typename Tree::hook;
    typename Tree::node_type;
    typename Tree::node_traits;
    typename Tree::disposer;
    typename Tree::key_extractor;
};
static_assert(names_its_leaves<accounts_type>);
static_assert(std::is_same_v<records_type::key_extractor, number_of>);
static_assert(sizeof(records_type::allocator_type) != 0 && sizeof(map_type::allocator_type) != 0);
static_assert(std::is_same_v<map_type::mapped_type, long> &&
              std::is_same_v<map_type::value_type, std::pair<int const, long>> &&
              std::is_same_v<map_type::node_allocator_type, map_type::node_allocator> &&
              std::is_same_v<dictionary_type::copy_policy, copy_key>);

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

BOOST_AUTO_TEST_CASE(a_tree_counts_by_the_names_of_libcds) {
    library const initialized;
    attached const now;
    account one(1), two(2), three(3), twin(2);
    {
        accounts_type accounts;
        BOOST_TEST(accounts.insert(two, [](account& a) { BOOST_TEST(a.number == 2); }));
        BOOST_TEST(!accounts.insert(twin));
        BOOST_TEST((accounts.update(one, [](bool is_new, account& a, account& val) {
            BOOST_TEST((is_new && &a == &val));
        }) == std::pair(true, true)));
        BOOST_TEST((accounts.update(twin, [](bool is_new, account& a, account& val) {
            BOOST_TEST((!is_new && &a != &val));
        }) == std::pair(true, false)));
        BOOST_TEST(!accounts.update(three, [](bool, account&, account&) {}, false).first);
        BOOST_TEST(accounts.contains(1));
        BOOST_TEST(!accounts.find_with(4, less_account(), [](account&, int) {}));
        accounts_type const& fixed = accounts;
        BOOST_TEST((fixed.get(1) && fixed.get_with(2, less_account()) && !fixed.empty()));
        BOOST_TEST((fixed.size() == 2u && fixed.check_consistency()));
        BOOST_TEST(accounts.unlink(two));
        BOOST_TEST(!accounts.erase_with(2, less_account()));
        BOOST_TEST(accounts.extract_max()->number == 1);
        BOOST_TEST(!accounts.extract_min());
        auto const& s = fixed.statistics();
        BOOST_TEST(s.m_nInternalNodeCreated.get() == 1u);
        BOOST_TEST(s.m_nInternalNodeDeleted.get() == 1u);
        BOOST_TEST((s.m_nInsertSuccess.get() == 1u && s.m_nInsertFailed.get() == 1u));
        BOOST_TEST((s.m_nUpdateNew.get() == 1u && s.m_nUpdateExist.get() >= 1u));
        BOOST_TEST((s.m_nEraseSuccess.get() == 1u && s.m_nEraseFailed.get() == 1u));
        BOOST_TEST((s.m_nFindSuccess.get() == 3u && s.m_nFindFailed.get() == 1u));
        BOOST_TEST((s.m_nExtractMaxSuccess.get() == 1u && s.m_nExtractMaxFailed.get() == 0u));
        BOOST_TEST((s.m_nExtractMinSuccess.get() == 0u && s.m_nExtractMinFailed.get() == 1u));
        for (auto const& never :
             {&s.m_nUpdateDescCreated, &s.m_nUpdateDescDeleted, &s.m_nInsertRetries,
              &s.m_nUpdateRetries, &s.m_nEraseRetries, &s.m_nExtractMinRetries,
              &s.m_nExtractMaxRetries, &s.m_nSearchRetry, &s.m_nHelpInsert, &s.m_nHelpDelete,
              &s.m_nHelpMark, &s.m_nHelpGuardSuccess, &s.m_nHelpGuardFailed})
            BOOST_TEST(never->get() == 0u);
        accounts.clear();
    }
    cds::gc::DHP::force_dispose();
    BOOST_TEST(count_disposals::disposed() == 2);
}

BOOST_AUTO_TEST_CASE(sets_and_maps_take_what_libcds_took) {
    library const initialized;
    cds::gc::HP hp;
    attached const now;
    records_type records;
    BOOST_TEST((records.insert(1) && records.insert(record(2))));
    BOOST_TEST(!records.emplace(1, "one"));
    BOOST_TEST(
        records.update(3, [](bool is_new, record&, int const&) { BOOST_TEST(is_new); }).first);
    BOOST_TEST(
        records.erase_with(3, less_number(), [](record const& r) { BOOST_TEST(r.number == 3); }));
    BOOST_TEST((records.get_with(1, less_number()) && records.extract_with(1, less_number())));
    BOOST_TEST(bool(records.extract(2)));
    BOOST_TEST((records.empty() && records.check_consistency()));

    dictionary_type words;
    BOOST_TEST(words.insert("one"));
    BOOST_TEST(words.insert("two", 2));
    BOOST_TEST(!words.insert_with("two", [](dictionary_type::value_type&) {}));
    BOOST_TEST(words.contains("two", std::less<>()));
    BOOST_TEST(words.erase_with("two", std::less<>(),
                                [](dictionary_type::value_type& w) { BOOST_TEST(w.second == 2); }));
    BOOST_TEST(words.get_with("one", std::less<>())->second == 0);
    BOOST_TEST(words.extract("one")->first == "one");
    words.clear();
    BOOST_TEST((words.empty() && words.size() == 0u && words.check_consistency()));
}

BOOST_AUTO_TEST_SUITE_END()
