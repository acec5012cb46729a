// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists and hash maps in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/intrusive/michael_list_hp.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

// Traits by derivation, by composition, and both.
struct kvlist_traits : public cc::michael_list::traits {
    typedef std::less<int> less;
    typedef cds::backoff::pause back_off;
};
typedef cc::MichaelKVList<cds::gc::DHP, int, std::string, kvlist_traits> kvlist;

typedef cc::michael_map::make_traits<cc::opt::hash<std::hash<int>>,
                                     cc::opt::item_counter<cds::atomicity::item_counter>>::type
    map_traits;
typedef cc::MichaelHashMap<cds::gc::DHP, kvlist, map_traits> map_type;

typedef cc::MichaelList<
    cds::gc::HP, int,
    cc::michael_list::make_traits<cc::opt::compare<cds::opt::v::less_comparator<int>>>::type>
    list_type;

struct hash_functor {
    size_t operator()(int i) const { return static_cast<size_t>(i); }
};
struct set_traits : public cc::michael_set::make_traits<cc::opt::hash<hash_functor>>::type {
    typedef cds::atomicity::empty_item_counter item_counter;
};
typedef cc::MichaelHashSet<cds::gc::HP, list_type, set_traits> set_type;

// An object with two hooks, one as a base and one as a member.
struct other_tag;
struct employee : public ci::michael_list::node<cds::gc::HP> {
    employee(int n, char const* s) : id(n), name(s) {}
    int id;
    std::string name;
    ci::michael_list::node<cds::gc::HP, other_tag> by_name;
};
struct by_id {
    int operator()(employee const& a, employee const& b) const { return a.id - b.id; }
    int operator()(employee const& a, int b) const { return a.id - b; }
    int operator()(int a, employee const& b) const { return a - b.id; }
};
struct fire {
    void operator()(employee* p) const { delete p; }
};
typedef ci::MichaelList<cds::gc::HP, employee,
                        ci::michael_list::make_traits<
                            ci::opt::hook<ci::michael_list::base_hook<ci::opt::gc<cds::gc::HP>>>,
                            ci::opt::compare<by_id>, ci::opt::disposer<fire>>::type>
    staff_type;

void fill(map_type& map, int from) {
    attached const now;
    for (int i = from; i < from + 100; ++i)
        map.insert(i, std::to_string(i));
    for (int i = from; i < from + 100; i += 2)
        map.erase(i);
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style)

BOOST_AUTO_TEST_CASE(a_hash_map_is_filled_by_attached_threads) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    map_type map(1000, 2);
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back(fill, std::ref(map), i * 100);
    for (auto& t : workers)
        t.join();
    BOOST_TEST(map.size() == 200u);
    BOOST_TEST(map.bucket_count() == 512u);
    map_type::guarded_ptr gp(map.get(7));
    BOOST_TEST((gp && gp->first == 7 && gp->second == "7"));
    gp = map.extract(9);
    BOOST_TEST(gp->second == "9");
    gp.release();
    BOOST_TEST(!map.contains(9));
    int odd = 0;
    for (map_type::iterator it = map.begin(); it != map.end(); ++it)
        odd += it.key() % 2;
    BOOST_TEST(odd == 199);
}

BOOST_AUTO_TEST_CASE(hp_with_exactly_the_guards_of_a_list_and_one_more_suffices) {
    library const initialized;
    cds::gc::HP hp(list_type::c_nHazardPtrCount + 1);
    attached const now;
    list_type list;
    set_type set(100, 4);
    for (int i = 0; i < 50; ++i) {
        BOOST_TEST(list.insert(i));
        BOOST_TEST(set.insert(i));
    }
    list_type::guarded_ptr gp = list.get(20);
    BOOST_TEST(*gp == 20);
    BOOST_TEST(list.erase(20));
    BOOST_TEST(list.insert(20, [](int& item) { BOOST_TEST(item == 20); }));
    BOOST_TEST(set.erase(3, [](int const& item) { BOOST_TEST(item == 3); }));
    gp.release();
    auto it = list.begin();
    auto const end = list.end();
    list_type::const_iterator cit = list.cbegin();
    list_type::const_iterator const cend = list.cend();
    for (; it != end && cit != cend; ++it, ++cit)
        BOOST_TEST(*it == *cit);
    BOOST_TEST((it == end && cit == cend));
    BOOST_TEST(set.empty()); // an empty_item_counter says so
    BOOST_TEST(set.contains(4));
    list.clear();
    BOOST_TEST(list.empty());
}

BOOST_AUTO_TEST_CASE(an_intrusive_list_disposes_through_its_traits) {
    library const initialized;
    cds::gc::HP hp;
    attached const now;
    staff_type staff;
    BOOST_TEST(staff.insert(*new employee(2, "Ada")));
    BOOST_TEST(staff.insert(*new employee(1, "Grace")));
    BOOST_TEST(staff.begin()->name == "Grace");
    std::pair<bool, bool> const done =
        staff.update(*new employee(3, "Barbara"), [](bool isNew, employee& item, employee&) {
            BOOST_TEST(isNew);
            BOOST_TEST(item.id == 3);
        });
    BOOST_TEST((done.first && done.second));
    staff_type::guarded_ptr gone = staff.extract(1);
    BOOST_TEST(gone->name == "Grace");
    BOOST_TEST(staff.erase(2));
}

BOOST_AUTO_TEST_SUITE_END()
