// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Split-ordered lists as programs for libcds have them: a session table that grows, its list named
// by a tag, its traits composed; and a table of objects that the program owns. The same with lazy
// and with iterable lists.
#include <cds/init.h>
#include <cds/gc/hp.h>
#include <cds/container/iterable_list_hp.h>
#include <cds/container/lazy_list_hp.h>
#include <cds/container/lazy_list_nogc.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_set.h>
#include <cds/container/split_list_set_nogc.h>
#include <cds/intrusive/iterable_list_hp.h>
#include <cds/intrusive/lazy_list_hp.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/split_list.h>

#include <boost/test/unit_test.hpp>

#include "libcds_style.h"

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#pragma GCC diagnostic ignored "-Winvalid-offsetof" // as users of member hooks do

namespace {

struct session {
    std::string user;
    int requests = 0;
};

struct hash_of_id {
    std::size_t operator()(int id) const { return std::hash<int>()(id); }
};

struct session_traits : cds::container::split_list::traits {
    typedef cds::container::michael_list_tag ordered_list;
    typedef hash_of_id hash;
    struct ordered_list_traits : cds::container::michael_list::traits {
        typedef std::less<int> less;
    };
};
typedef cds::container::SplitListMap<cds::gc::HP, int, session, session_traits> session_table;

typedef cds::container::SplitListSet<
    cds::gc::HP, std::string,
    cds::container::split_list::make_traits<
        cds::container::split_list::ordered_list<cds::container::michael_list_tag>,
        cds::opt::hash<std::hash<std::string>>,
        cds::container::split_list::dynamic_bucket_table<false>,
        cds::container::split_list::ordered_list_traits<cds::container::michael_list::make_traits<
            cds::container::opt::less<std::less<std::string>>>::type>>::type>
    name_set;

struct page : cds::intrusive::split_list::node<cds::intrusive::michael_list::node<cds::gc::HP>> {
    explicit page(int n) : number(n) {}
    int number;
};
struct less_page {
    bool operator()(page const& a, page const& b) const { return a.number < b.number; }
    bool operator()(page const& a, int b) const { return a.number < b; }
    bool operator()(int a, page const& b) const { return a < b.number; }
};
struct hash_page {
    std::size_t operator()(page const& p) const { return std::hash<int>()(p.number); }
    std::size_t operator()(int n) const { return std::hash<int>()(n); }
};
struct dispose_page {
    void operator()(page* p) const { delete p; }
};
typedef cds::intrusive::MichaelList<
    cds::gc::HP, page,
    cds::intrusive::michael_list::make_traits<
        cds::intrusive::opt::hook<
            cds::intrusive::michael_list::base_hook<cds::opt::gc<cds::gc::HP>>>,
        cds::intrusive::opt::less<less_page>, cds::intrusive::opt::disposer<dispose_page>>::type>
    page_list;
typedef cds::intrusive::SplitListSet<
    cds::gc::HP, page_list,
    cds::intrusive::split_list::make_traits<cds::opt::hash<hash_page>>::type>
    page_table;

// These are made of lazy lists, with a lock that the program has chosen, for either policy.
template <class GC>
struct lazy_traits : cds::container::split_list::traits {
    typedef cds::container::lazy_list_tag ordered_list;
    typedef hash_of_id hash;
    typedef cds::container::split_list::stat<> stat;
    struct ordered_list_traits : cds::container::lazy_list::traits {
        typedef std::less<int> less;
        typedef cds::sync::spin lock_type;
    };
};
typedef cds::container::SplitListMap<cds::gc::HP, int, session, lazy_traits<cds::gc::HP>>
    lazy_table;
typedef cds::container::SplitListSet<cds::gc::nogc, int, lazy_traits<cds::gc::nogc>> lazy_ids;

struct job {
    explicit job(int n) : number(n) {}
    int number;
    cds::intrusive::split_list::node<cds::intrusive::lazy_list::node<cds::gc::HP>> link;
};
struct less_job {
    static int of(job const& j) { return j.number; }
    static int of(int n) { return n; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return of(a) < of(b);
    }
};
struct hash_job {
    template <class A>
    std::size_t operator()(A const& a) const {
        return std::hash<int>()(less_job::of(a));
    }
};
typedef cds::intrusive::LazyList<
    cds::gc::HP, job,
    cds::intrusive::lazy_list::make_traits<
        cds::intrusive::opt::hook<
            cds::intrusive::lazy_list::member_hook<offsetof(job, link), cds::opt::gc<cds::gc::HP>>>,
        cds::intrusive::opt::less<less_job>>::type>
    job_list;
typedef cds::intrusive::SplitListSet<
    cds::gc::HP, job_list, cds::intrusive::split_list::make_traits<cds::opt::hash<hash_job>>::type>
    job_table;

// This one is made of iterable lists: what is there is replaced.
typedef cds::container::SplitListMap<
    cds::gc::HP, int, std::string,
    cds::container::split_list::make_traits<
        cds::container::split_list::ordered_list<cds::container::iterable_list_tag>,
        cds::opt::hash<hash_of_id>,
        cds::container::split_list::ordered_list_traits<cds::container::iterable_list::make_traits<
            cds::container::opt::less<std::less<int>>>::type>>::type>
    title_table;

struct reading : cds::intrusive::split_list::node<void> {
    reading(int s, int v) : sensor(s), value(v) {}
    int sensor;
    int value;
};
struct compare_reading {
    static int of(reading const& r) { return r.sensor; }
    static int of(int n) { return n; }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return of(a) - of(b);
    }
};
struct hash_reading {
    template <class A>
    std::size_t operator()(A const& a) const {
        return std::hash<int>()(compare_reading::of(a));
    }
};
struct dispose_reading {
    void operator()(reading* r) const { delete r; }
};
struct reading_traits : cds::intrusive::iterable_list::traits {
    typedef compare_reading compare;
    typedef dispose_reading disposer;
    typedef cds::intrusive::iterable_list::stat<> stat;
};
struct readings_traits : cds::intrusive::split_list::traits {
    typedef hash_reading hash;
};
typedef cds::intrusive::SplitListSet<
    cds::gc::HP, cds::intrusive::IterableList<cds::gc::HP, reading, reading_traits>,
    readings_traits>
    readings_type;

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_split_list)

BOOST_AUTO_TEST_CASE(a_session_table) {
    cds::Initialize();
    {
        cds::gc::HP hp(session_table::c_nHazardPtrCount);
        cds::threading::Manager::attachThread();
        {
            session_table table(1000, 2);
            std::vector<std::thread> servers;
            for (int t = 0; t < 4; ++t)
                servers.emplace_back([&table, t] {
                    cds::threading::Manager::attachThread();
                    for (int id = t; id < 2000; id += 4)
                        table.insert_with(id, [id](session_table::value_type& item) {
                            item.second.user = "user" + std::to_string(id);
                        });
                    for (int id = t; id < 2000; id += 8)
                        table.erase(id);
                    cds::threading::Manager::detachThread();
                });
            for (auto& s : servers)
                s.join();
            BOOST_TEST(table.size() == 1000u);
            table.update(7, [](bool is_new, session_table::value_type& item) {
                BOOST_TEST(!is_new);
                ++item.second.requests;
            });
            session_table::guarded_ptr gp(table.get(7));
            BOOST_TEST(gp->second.requests == 1);
            BOOST_TEST(gp->second.user == "user7");
            int seen = 0;
            for (session_table::iterator i = table.begin(); i != table.end(); ++i)
                ++seen;
            BOOST_TEST(seen == 1000);

            name_set names(64, 1);
            BOOST_TEST(names.emplace("a"));
            BOOST_TEST(!names.insert("a"));
            BOOST_TEST(names.contains("a"));
            BOOST_TEST(names.erase("a", [](std::string& name) { name += "!"; }));

            page_table pages;
            for (int n = 0; n < 100; ++n)
                BOOST_TEST(pages.insert(*new page(n)));
            BOOST_TEST(pages.contains(5));
            BOOST_TEST(pages.erase(5));
            BOOST_TEST(!pages.find(5, [](page&, int) {}));
        }
        cds::threading::Manager::detachThread();
    }
    cds::Terminate();
}

BOOST_AUTO_TEST_CASE(tables_of_lazy_lists) {
    library const initialized;
    cds::gc::HP hp(lazy_table::c_nHazardPtrCount + 1);
    attached const now;
    lazy_table table(100, 1);
    for (int id = 0; id < 200; ++id)
        BOOST_TEST(table.insert_with(
            id, [](lazy_table::value_type& item) { item.second.requests = item.first; }));
    BOOST_TEST((table.update(7, [](bool is_new, lazy_table::value_type& item) {
        BOOST_TEST(!is_new);
        ++item.second.requests;
    }) == std::pair(true, false)));
    BOOST_TEST(table.get(7)->second.requests == 8);
    BOOST_TEST(table.erase_with(7, std::less<int>()));
    BOOST_TEST(!table.contains(7));
    BOOST_TEST(table.extract(8)->first == 8);
    BOOST_TEST(table.size() == 198u);
    BOOST_TEST(table.statistics().m_nExtractSuccess.get() == 1u);
    table.clear();
    BOOST_TEST(table.empty());

    lazy_ids ids(100, 1);
    BOOST_TEST((ids.insert(1) != ids.end() && ids.insert(1) == ids.end()));
    BOOST_TEST(*ids.contains(1) == 1);

    job first(1), second(2), twin(2);
    {
        job_table jobs;
        BOOST_TEST((jobs.insert(first) && jobs.insert(second) && !jobs.insert(twin)));
        BOOST_TEST(jobs.find(2, [&](job& j, int) { BOOST_TEST(&j == &second); }));
        BOOST_TEST((jobs.unlink(first) && !jobs.unlink(twin)));
        BOOST_TEST(jobs.size() == 1u);
    }
    cds::gc::HP::force_dispose();
}

BOOST_AUTO_TEST_CASE(tables_of_iterable_lists) {
    library const initialized;
    cds::gc::HP hp(title_table::c_nHazardPtrCount + 3);
    attached const now;
    title_table titles(100, 1);
    for (int id = 0; id < 200; ++id)
        BOOST_TEST(titles.insert(id, "untitled"));
    BOOST_TEST(titles.upsert(5, "five").first);
    BOOST_TEST(titles
                   .update(5,
                           [](title_table::value_type& item, title_table::value_type* old) {
                               BOOST_TEST((old && old->second == "five"));
                               item.second = "V";
                           })
                   .first);
    title_table::iterator it = titles.find(5);
    BOOST_TEST((it != titles.end() && it->second == "V"));
    BOOST_TEST((titles.erase_at(it) && !titles.erase_at(it)));
    BOOST_TEST((titles.find(5) == titles.end()));
    BOOST_TEST((titles.find_with(6, std::less<int>()) != titles.end()));
    int seen = 0;
    for (title_table::const_iterator i = titles.cbegin(); i != titles.cend(); ++i)
        ++seen;
    BOOST_TEST(seen == 199);
    title_table::guarded_ptr gp(titles.extract(6));
    BOOST_TEST(gp->second == "untitled");

    readings_type readings;
    for (int sensor = 0; sensor < 50; ++sensor)
        BOOST_TEST(readings.insert(*new reading(sensor, 0)));
    BOOST_TEST(readings.upsert(*new reading(7, 70)).first);
    BOOST_TEST(readings
                   .update(*new reading(7, 77),
                           [](reading& now_there, reading* before) {
                               BOOST_TEST((now_there.value == 77 && before && before->value == 70));
                           })
                   .first);
    BOOST_TEST(readings.find(7)->value == 77);
    BOOST_TEST(readings.erase(7, [](reading& gone) { BOOST_TEST(gone.value == 77); }));
    BOOST_TEST(readings.list_statistics().m_nUpdateExisting.get() == 2u);
    BOOST_TEST(readings.size() == 49u);
}

BOOST_AUTO_TEST_SUITE_END()
