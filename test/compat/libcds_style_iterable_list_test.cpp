// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Iterable lists in the way that programs for libcds 2.3.3 are written.

#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/iterable_list_hp.h>
#include <cds/container/michael_map.h>
#include <cds/intrusive/iterable_list_hp.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

struct process {
    library initialized;
    attached now;
};

typedef cc::IterableList<
    cds::gc::HP, int,
    cc::iterable_list::make_traits<cc::opt::less<std::less<int>>,
                                   cc::opt::item_counter<cds::atomicity::item_counter>>::type>
    list_type;

struct config_traits : public cc::iterable_list::traits {
    typedef std::less<std::string> less;
    typedef cds::backoff::pause back_off;
};
typedef cc::IterableKVList<cds::gc::DHP, std::string, std::string, config_traits> config_type;
typedef cc::MichaelHashMap<cds::gc::DHP, config_type> table_type;

struct session {
    int id;
    bool closed;
};
struct session_less {
    bool operator()(session const& a, session const& b) const { return a.id < b.id; }
    bool operator()(session const& a, int b) const { return a.id < b; }
    bool operator()(int a, session const& b) const { return a < b.id; }
};
struct close_session {
    void operator()(session* s) const { delete s; }
};
typedef ci::IterableList<
    cds::gc::HP, session,
    ci::iterable_list::make_traits<ci::opt::less<session_less>, ci::opt::disposer<close_session>,
                                   ci::opt::stat<ci::iterable_list::stat<>>>::type>
    session_list;
static_assert(ci::is_iterable_list<session_list>::value && !ci::is_iterable_list<int>::value);

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_iterable_lists)

BOOST_AUTO_TEST_CASE(all_that_is_odd_is_erased_while_iterating) {
    process const here;
    cds::gc::HP hp(list_type::c_nHazardPtrCount + 3);
    list_type list;
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(list.insert(i));
    for (list_type::iterator it = list.begin(); it != list.end(); ++it)
        if (*it % 2 != 0)
            BOOST_TEST(list.erase_at(it));
    BOOST_TEST(list.size() == 10u);
    int sum = 0;
    list_type const& fixed = list;
    for (list_type::const_iterator it = fixed.begin(); it != fixed.end(); ++it)
        sum += *it;
    BOOST_TEST(sum == 90);
    list_type::guarded_ptr gp(list.extract(4));
    BOOST_TEST((gp && *gp == 4));
    BOOST_TEST((fixed.find(4) == fixed.end()));
}

BOOST_AUTO_TEST_CASE(a_reader_keeps_the_configuration_that_it_has) {
    process const here;
    cds::gc::DHP dhp;
    config_type config;
    BOOST_TEST(config.insert("host", "localhost"));
    config_type::guarded_ptr mine(config.get("host"));
    std::pair<bool, bool> const done = config.upsert("host", "example.org");
    BOOST_TEST((done.first && !done.second));
    BOOST_TEST(mine->second == "localhost");
    BOOST_TEST(config.get("host")->second == "example.org");
    config.update("port", [](config_type::value_type& now, config_type::value_type* before) {
        BOOST_TEST(before == nullptr);
        now.second = "80";
    });
    BOOST_TEST(config.find("port", [](config_type::value_type& v) { v.second += "80"; }));
    BOOST_TEST(config.find("port")->second == "8080");
    table_type table(100, 2);
    BOOST_TEST(table.upsert("a", "1").second);
    BOOST_TEST(!table.upsert("a", "2").second);
    table_type::iterator const it = table.find("a");
    BOOST_TEST(it->second == "2");
    BOOST_TEST(table.erase_at(it));
    BOOST_TEST(table.empty());
}

BOOST_AUTO_TEST_CASE(an_object_needs_no_hook) {
    process const here;
    cds::gc::HP hp;
    session_list sessions;
    BOOST_TEST(sessions.insert(*new session{1, false}));
    BOOST_TEST(sessions.upsert(*new session{2, false}).second);
    BOOST_TEST(sessions.erase(1, [](session& s) { s.closed = true; }));
    BOOST_TEST(sessions.insert(*new session{1, false}));
    BOOST_TEST(sessions.statistics().m_nNodeCreated.get() == 2u);
    BOOST_TEST(sessions.statistics().m_nReuseNode.get() == 3u);
    BOOST_TEST(sessions.unlink(*sessions.find(2)));
}

BOOST_AUTO_TEST_SUITE_END()
