// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Split-ordered lists as programs for libcds have them: a session table that grows, its list named
// by a tag, its traits composed; and a table of objects that the program owns.
#include <cds/init.h>
#include <cds/gc/hp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_set.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/split_list.h>

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

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

BOOST_AUTO_TEST_SUITE_END()
