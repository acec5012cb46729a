// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lazy lists in the way that programs for libcds 2.3.3 are written.

#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_nogc.h>
#include <cds/container/lazy_list_hp.h>
#include <cds/container/lazy_list_nogc.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set_nogc.h>
#include <cds/intrusive/lazy_list_hp.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

struct kvlist_traits : public cc::lazy_list::traits {
    typedef std::less<int> less;
    typedef std::mutex lock_type;
};
typedef cc::LazyKVList<cds::gc::DHP, int, std::string, kvlist_traits> kvlist;
typedef cc::MichaelHashMap<cds::gc::DHP, kvlist> map_type;

typedef cc::LazyList<
    cds::gc::HP, int,
    cc::lazy_list::make_traits<cc::opt::less<std::less<int>>, cc::opt::lock_type<cds::sync::spin>,
                               cc::opt::back_off<cds::backoff::pause>>::type>
    list_type;

// Not sorted: items have equality and nothing else.
typedef cc::LazyList<cds::gc::nogc, std::string,
                     cc::lazy_list::make_traits<cc::opt::equal_to<std::equal_to<std::string>>,
                                                cc::opt::sort<false>>::type>
    unsorted_list;
struct unsorted_traits : public cc::lazy_list::traits {
    static const bool sort = false;
    typedef std::equal_to<int> equal_to;
};
typedef cc::LazyKVList<cds::gc::nogc, int, int, unsorted_traits> unsorted_kvlist;

struct employee : public ci::lazy_list::node<cds::gc::HP, std::mutex> {
    employee(int n, char const* s) : id(n), name(s) {}
    int id;
    std::string name;
};
struct by_id {
    bool operator()(employee const& a, employee const& b) const { return a.id < b.id; }
    bool operator()(employee const& a, int b) const { return a.id < b; }
    bool operator()(int a, employee const& b) const { return a < b.id; }
};
struct fire {
    void operator()(employee* p) const { delete p; }
};
typedef ci::LazyList<
    cds::gc::HP, employee,
    ci::lazy_list::make_traits<
        ci::opt::hook<
            ci::lazy_list::base_hook<ci::opt::gc<cds::gc::HP>, ci::opt::lock_type<std::mutex>>>,
        ci::opt::less<by_id>, ci::opt::disposer<fire>, ci::opt::stat<ci::lazy_list::stat<>>>::type>
    staff_type;
static_assert(ci::is_lazy_list<staff_type>::value && !ci::is_lazy_list<int>::value);

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_lazy_lists)

BOOST_AUTO_TEST_CASE(a_functor_of_update_counts_without_atomics) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    cc::LazyKVList<cds::gc::DHP, int, int, kvlist_traits> hits;
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&hits] {
            attached const here;
            for (int n = 0; n < 1000; ++n)
                hits.update(n % 3, [](bool, std::pair<int const, int>& hit) { ++hit.second; });
        });
    for (auto& t : workers)
        t.join();
    int all = 0;
    for (auto it = hits.begin(); it != hits.end(); ++it)
        all += it->second;
    BOOST_TEST(all == 4000);
}

BOOST_AUTO_TEST_CASE(a_list_needs_its_guards_and_one_more) {
    library const initialized;
    cds::gc::HP hp(list_type::c_nHazardPtrCount + 1);
    attached const now;
    list_type list;
    for (int i = 0; i < 50; ++i)
        BOOST_TEST(list.insert(i));
    list_type::guarded_ptr gp(list.get(20));
    BOOST_TEST((gp && *gp == 20));
    BOOST_TEST(list.erase(20, [](int const& item) { BOOST_TEST(item == 20); }));
    BOOST_TEST(list.insert(20, [](int& item) { BOOST_TEST(item == 20); }));
    BOOST_TEST(list.update(60, [](bool bNew, int&, int) { BOOST_TEST(bNew); }).second);
    gp = list.extract(30);
    BOOST_TEST(*gp == 30);
    int last = -1;
    for (list_type::iterator it = list.begin(); it != list.end(); ++it) {
        BOOST_TEST(*it > last);
        last = *it;
    }
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
    BOOST_TEST(staff.find(1, [](employee& e, int) { BOOST_TEST(e.name == "Grace"); }));
    BOOST_TEST(staff.extract(1)->name == "Grace");
    BOOST_TEST(staff.erase(2));
    BOOST_TEST(staff.statistics().m_nValidationSuccess.get() == 4u);
    BOOST_TEST(staff.statistics().m_nValidationFailed.get() == 0u);
}

BOOST_AUTO_TEST_CASE(buckets_may_be_lazy_lists) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    map_type map(100, 2);
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(map.insert(i, std::to_string(i)));
    BOOST_TEST(map.size() == 100u);
    BOOST_TEST(map.get(7)->second == "7");
    BOOST_TEST(map.erase(7));
    BOOST_TEST(!map.contains(7));
}

BOOST_AUTO_TEST_CASE(what_is_not_sorted_stays_as_it_came) {
    library const initialized;
    unsorted_list list;
    for (char const* name : {"walk", "link", "mark"})
        BOOST_TEST((list.insert(name) != list.end()));
    BOOST_TEST((list.insert("link") == list.end()));
    std::string all;
    for (std::string const& name : list)
        all += name + ' ';
    BOOST_TEST(all == "walk link mark ");
    BOOST_TEST(*list.contains("mark") == "mark");
    BOOST_TEST((list.contains("lock", std::equal_to<std::string>()) == list.end()));
    unsorted_kvlist pairs;
    pairs.insert(3, 30);
    pairs.insert(1, 10);
    BOOST_TEST(pairs.begin().key() == 3);
    BOOST_TEST(pairs.contains(1, std::equal_to<int>())->second == 10);
    BOOST_TEST(pairs.update(1).first->second == 10);
    static_assert(!unsorted_kvlist::c_bSort && list_type::c_bSort);
}

BOOST_AUTO_TEST_SUITE_END()
