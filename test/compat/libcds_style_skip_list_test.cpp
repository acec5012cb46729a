// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Skip lists in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/container/skip_list_map_dhp.h>
#include <cds/container/skip_list_map_nogc.h>
#include <cds/container/skip_list_set_hp.h>
#include <cds/intrusive/skip_list_hp.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

// Traits by derivation, and by composition.
struct map_traits : public cc::skip_list::traits {
    typedef std::less<int> less;
    typedef cds::atomicity::item_counter item_counter;
    typedef cc::skip_list::xorshift random_level_generator;
    typedef cc::skip_list::stat<> stat;
};
typedef cc::SkipListMap<cds::gc::DHP, int, std::string, map_traits> map_type;

typedef cc::SkipListSet<
    cds::gc::HP, int,
    cc::skip_list::make_traits<cc::opt::less<std::less<int>>,
                               cc::opt::item_counter<cds::atomicity::item_counter>,
                               cc::skip_list::random_level_generator<cc::skip_list::turbo16>>::type>
    set_type;

// An object with its node as a member.
struct session {
    explicit session(int n) : id(n) {}
    int id;
    int hits = 0;
    ci::skip_list::node<cds::gc::HP> node;
};
struct by_id {
    int operator()(session const& a, session const& b) const { return a.id - b.id; }
    int operator()(session const& a, int b) const { return a.id - b; }
    int operator()(int a, session const& b) const { return a - b.id; }
};
struct end_session {
    void operator()(session* p) const { delete p; }
};
typedef ci::SkipListSet<
    cds::gc::HP, session,
    ci::skip_list::make_traits<ci::opt::hook<ci::skip_list::member_hook<offsetof(session, node),
                                                                        ci::opt::gc<cds::gc::HP>>>,
                               ci::opt::compare<by_id>, ci::opt::disposer<end_session>>::type>
    sessions_type;

void fill(map_type& map, int from) {
    attached const now;
    for (int i = from; i < from + 400; i += 4) {
        map.insert(i, std::to_string(i));
        map.update(
            i, [](bool is_new, map_type::value_type& item) { item.second += is_new ? "!" : "?"; });
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_skip_list)

BOOST_AUTO_TEST_CASE(a_map_is_filled_by_attached_threads_and_taken_from_the_front) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    map_type map;
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back(fill, std::ref(map), i);
    for (auto& t : workers)
        t.join();
    BOOST_TEST(map.size() == 400u);
    int expected = 0;
    for (map_type::iterator it = map.begin(); it != map.end(); ++it, ++expected) {
        BOOST_TEST(it->first == expected);
        BOOST_TEST(it->second == std::to_string(expected) + "?");
    }
    map_type::guarded_ptr gp;
    int key = 0;
    while (gp = map.extract_min()) {
        BOOST_TEST(gp->first == key++);
        if (key == 10)
            break;
    }
    gp = map.extract_max();
    BOOST_TEST((gp && gp->first == 399));
    gp.release();
    BOOST_TEST(map.find(20, [](map_type::value_type& item) { item.second = "twenty"; }));
    gp = map.get(20);
    BOOST_TEST(gp->second == "twenty");
    BOOST_TEST(map.erase(20, [](map_type::value_type& item) { BOOST_TEST(item.first == 20); }));
    BOOST_TEST(!map.contains(20));
    BOOST_TEST(map.insert_with(20, [](map_type::value_type& item) { item.second = "again"; }));
    BOOST_TEST(!map.emplace(21, "other"));
    BOOST_TEST(map.statistics().m_nExtractMinSuccess.get() == 10u);
    map.clear();
    BOOST_TEST(map.empty());
}

BOOST_AUTO_TEST_CASE(hp_with_exactly_the_guards_of_a_skip_list_and_one_more_suffices) {
    library const initialized;
    cds::gc::HP hp(set_type::c_nHazardPtrCount + 1);
    attached const now;
    set_type set;
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(set.insert(i * 37 % 100));
    set_type::guarded_ptr gp(set.get(20));
    BOOST_TEST((gp && *gp == 20));
    BOOST_TEST(set.erase(20, [](int const& item) { BOOST_TEST(item == 20); }));
    BOOST_TEST(set.insert(20, [](int& item) { BOOST_TEST(item == 20); }));
    std::pair<bool, bool> const updated =
        set.update(20, [](bool is_new, int& item, int const& val) {
            BOOST_TEST(!is_new);
            BOOST_TEST(item == val);
        });
    BOOST_TEST((updated.first && !updated.second));
    gp = set.extract_max();
    BOOST_TEST(*gp == 99);
    BOOST_TEST(set.find(5, [](int& item, int const& val) { BOOST_TEST(item == val); }));
    int const fixed = 6;
    BOOST_TEST(set.find_with(fixed, std::less<int>(), [](int& item, int const&) { item = 6; }));
    BOOST_TEST(set.size() == 99u);
}

BOOST_AUTO_TEST_CASE(an_intrusive_list_disposes_through_its_traits) {
    library const initialized;
    cds::gc::HP hp;
    attached const now;
    {
        sessions_type sessions;
        for (int i = 0; i < 20; ++i)
            BOOST_TEST(sessions.insert(*new session(i)));
        session* const twin = new session(3);
        BOOST_TEST(!sessions.insert(*twin));
        BOOST_TEST(!sessions.unlink(*twin));
        delete twin;
        BOOST_TEST(sessions.find(3, [](session& s, int) { ++s.hits; }));
        sessions_type::guarded_ptr gp = sessions.extract(3);
        BOOST_TEST((gp && gp->hits == 1));
        gp = sessions.extract_min();
        BOOST_TEST(gp->id == 0);
        BOOST_TEST(sessions.erase(7));
        BOOST_TEST(!sessions.contains(7));
        BOOST_TEST(sessions_type::max_height() == 32u);
    }
    cds::gc::HP::force_dispose();
}

BOOST_AUTO_TEST_CASE(a_list_without_reclamation_answers_with_iterators) {
    library const initialized;
    typedef cc::SkipListMap<cds::gc::nogc, int, std::string, map_traits> kept_type;
    kept_type kept;
    kept_type::iterator it = kept.insert(5, "five");
    BOOST_TEST((it != kept.end() && it->second == "five"));
    BOOST_TEST((kept.insert(5) == kept.end()));
    std::pair<kept_type::iterator, bool> const made = kept.update(6);
    BOOST_TEST((made.second && made.first->first == 6));
    kept_type::value_type* const least = kept.get_min();
    BOOST_TEST(least->first == 5);
    BOOST_TEST(kept.get_max()->first == 6);
    BOOST_TEST((kept.contains(7) == kept.end()));
    kept.clear();
    BOOST_TEST(kept.empty());
}

BOOST_AUTO_TEST_SUITE_END()
