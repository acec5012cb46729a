// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// As a database caches pages: a hash map from page numbers to buffers.

#include <cds/opt/hash.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_map.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

namespace {

struct buffer {
    explicit buffer(unsigned page) : content("page " + std::to_string(page)) {}
    std::string content;
    std::atomic<int> users{0};
};

typedef cds::container::MichaelKVList<
    cds::gc::DHP, unsigned, buffer*,
    cds::container::michael_list::make_traits<cds::opt::less<std::less<unsigned>>>::type>
    bucket;
typedef cds::container::MichaelHashMap<
    cds::gc::DHP, bucket,
    cds::container::michael_map::make_traits<cds::opt::hash<std::hash<unsigned>>>::type>
    page_table;

/// The buffer of `page`, made now if it is not there. Nobody ever finds a page without a buffer.
buffer* fetch(page_table& pages, unsigned page, std::vector<std::unique_ptr<buffer>>& mine) {
    buffer* result = nullptr;
    auto fresh = std::make_unique<buffer>(page);
    std::pair<bool, bool> const done = pages.update(
        page, fresh.get(),
        [&result](bool, page_table::value_type& pair) {
            result = pair.second;
            if (result != nullptr)
                ++result->users;
        },
        true);
    BOOST_TEST_REQUIRE(done.first);
    if (done.second)
        mine.push_back(std::move(fresh));
    return result;
}

struct move_only {
    explicit move_only(int n) : value(std::make_unique<int>(n)) {}
    std::unique_ptr<int> value;
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_page_cache)

BOOST_AUTO_TEST_CASE(no_page_is_seen_without_its_buffer) {
    page_table pages(1000, 2);
    std::vector<std::thread> threads;
    std::vector<std::vector<std::unique_ptr<buffer>>> buffers(3);
    std::atomic<int> wrong{0};
    for (auto& mine : buffers)
        threads.emplace_back([&] {
            cds::threading::Manager::attachThread();
            for (unsigned page = 0; page < 2000; ++page) {
                buffer const* const found = fetch(pages, page % 500, mine);
                if (found == nullptr || found->content != "page " + std::to_string(page % 500))
                    ++wrong;
            }
            cds::threading::Manager::detachThread();
        });
    for (auto& t : threads)
        t.join();
    BOOST_TEST(wrong == 0);
    BOOST_TEST(pages.size() == 500u);
    BOOST_TEST((buffers[0].size() + buffers[1].size() + buffers[2].size()) == 500u);
    page_table::guarded_ptr const page = pages.get(7u);
    BOOST_TEST(page->second->users == 12);
}

BOOST_AUTO_TEST_CASE(update_with_a_value_inserts_it_only_when_allowed_and_absent) {
    cds::container::MichaelKVList<cds::gc::DHP, int, move_only> list;
    int calls = 0;
    auto const count = [&calls](bool, std::pair<int const, move_only>&) { ++calls; };
    BOOST_TEST((list.update(1, move_only(10), count, false) == std::make_pair(false, false)));
    BOOST_TEST(calls == 0);
    BOOST_TEST((list.update(1, move_only(10), count) == std::make_pair(true, true)));
    BOOST_TEST((list.update(1, move_only(20), count) == std::make_pair(true, false)));
    BOOST_TEST(calls == 2);
    BOOST_TEST(*list.get(1)->second.value == 10);
}

BOOST_AUTO_TEST_SUITE_END()
