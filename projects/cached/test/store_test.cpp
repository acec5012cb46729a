// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "store.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace cached;

constexpr instant now = 1000;

change put(store& s, std::string_view key, std::string_view bytes,
           instant deadline = value::never) {
    return s.update(key, now, [&](value const*, value::owner& fresh) {
        fresh = value::make(bytes, deadline);
        return verdict::put;
    });
}

std::string get(store& s, std::string_view key, instant when = now) {
    held_value const found = s.get(key, when);
    return found ? std::string(found->bytes()) : "nothing";
}

BOOST_AUTO_TEST_SUITE(cached_store)

BOOST_AUTO_TEST_CASE(what_is_put_is_found_and_what_is_erased_is_not) {
    store s;
    BOOST_TEST(!put(s, "k", "1").before);
    BOOST_TEST(get(s, "k") == "1");
    BOOST_TEST(put(s, "k", "2").before->bytes() == "1");
    BOOST_TEST(get(s, "k") == "2");
    BOOST_TEST(s.size() == 1u);
    BOOST_TEST(s.erase("k", now));
    BOOST_TEST(!s.erase("k", now));
    BOOST_TEST(get(s, "k") == "nothing");
    BOOST_TEST(s.size() == 0u);
}

BOOST_AUTO_TEST_CASE(a_held_value_stays_readable) {
    store s;
    put(s, "k", std::string(5000, 'a'));
    held_value const held = s.get("k", now);
    s.erase("k", now);
    put(s, "k", "other");
    gc::scan();
    BOOST_TEST(held->bytes() == std::string(5000, 'a'));
}

BOOST_AUTO_TEST_CASE(a_decision_to_keep_changes_nothing) {
    store s;
    auto const keep = [](value const*, value::owner&) { return verdict::keep; };
    BOOST_TEST(!s.update("k", now, keep).before);
    BOOST_TEST(s.size() == 0u);
    put(s, "k", "1");
    BOOST_TEST(s.update("k", now, keep).before->bytes() == "1");
    BOOST_TEST(get(s, "k") == "1");
}

BOOST_AUTO_TEST_CASE(a_decision_that_throws_changes_nothing) {
    store s;
    put(s, "k", "1");
    for (char const* key : {"k", "absent"})
        BOOST_CHECK_THROW(
            s.update(key, now, [](value const*, value::owner&) -> verdict { throw 1; }), int);
    BOOST_TEST(get(s, "k") == "1");
    BOOST_TEST(s.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_has_expired_is_as_if_it_were_not_there) {
    store s;
    put(s, "k", "1", now + 10);
    BOOST_TEST(get(s, "k", now + 9) == "1");
    BOOST_TEST(get(s, "k", now + 10) == "nothing");
    BOOST_TEST(s.size() == 0u); // the look took it out
    put(s, "k", "1", now);
    bool saw_it = true;
    change const done = s.update("k", now, [&](value const* old, value::owner& fresh) {
        saw_it = old != nullptr;
        fresh = value::make("2");
        return verdict::put;
    });
    BOOST_TEST(!saw_it);
    BOOST_TEST(!done.before);
    BOOST_TEST(get(s, "k") == "2");
    put(s, "k", "1", now);
    BOOST_TEST(!s.erase("k", now));
    BOOST_TEST(s.size() == 0u);
}

BOOST_AUTO_TEST_CASE(bytes_are_accounted_for) {
    BOOST_REQUIRE(gc::drain()); // the stores of other tests count until they are disposed of
    std::size_t const before = memory_account::one().live();
    {
        store s;
        put(s, "key", std::string(1000, 'v'));
        std::size_t const one = memory_account::one().live() - before;
        BOOST_TEST(one == entry::footprint(3) + value::footprint(1000));
        put(s, "key", std::string(1000, 'w'));
        BOOST_TEST(memory_account::one().live() - before == one);
        put(s, "other", "");
        s.erase("key", now);
        s.clear();
        BOOST_TEST(memory_account::one().live() == before);
        put(s, "left", "behind");
    }
    BOOST_TEST(gc::drain());
    BOOST_TEST(memory_account::one().live() == before);
    BOOST_TEST(memory_account::one().garbage() == 0u);
}

BOOST_AUTO_TEST_CASE(a_scan_meets_each_key_once_though_the_map_grows) {
    store s;
    std::set<std::string> expected;
    for (int i = 0; i != 500; ++i)
        put(s, *expected.insert("old" + std::to_string(i)).first, "v");
    put(s, "expired", "v", now);
    for (std::size_t count : {std::size_t(1), std::size_t(7), std::size_t(100000)}) {
        std::vector<std::string> met;
        std::uint64_t cursor = 0;
        int fresh = 0;
        do {
            cursor = s.scan(cursor, count, now, [&](std::string_view key, value const&) {
                if (key.starts_with("old"))
                    met.emplace_back(key);
                BOOST_CHECK(key != "expired");
                return true;
            });
            for (int i = 0; i != 5; ++i)
                put(s, "new" + std::to_string(count) + ":" + std::to_string(++fresh), "v");
        } while (cursor != 0);
        BOOST_TEST(met.size() == expected.size());
        BOOST_CHECK(std::set<std::string>(met.begin(), met.end()) == expected);
    }
    BOOST_TEST(s.buckets() > 500u);
}

BOOST_AUTO_TEST_CASE(a_cursor_may_stand_where_its_key_was) {
    store s;
    for (int i = 0; i != 100; ++i)
        put(s, std::to_string(i), "v");
    auto const go_on = [](std::string_view, value const&) { return true; };
    std::uint64_t const cursor = s.scan(0, 50, now, go_on);
    s.clear();
    BOOST_TEST(s.scan(cursor, 50, now, go_on) == 0u);
    for (int i = 0; i != 100; ++i)
        put(s, std::to_string(i), "v");
    std::size_t rest = 0;
    auto const count = [&](std::string_view, value const&) { return ++rest != 0; };
    BOOST_TEST(s.scan(cursor, 100, now, count) == 0u);
    BOOST_TEST(rest == 50u);
}

BOOST_AUTO_TEST_CASE(a_scan_ends_when_it_is_told_to_and_goes_on_there) {
    store s;
    for (int i = 0; i != 100; ++i)
        put(s, std::to_string(i), "v");
    std::set<std::string> met;
    std::size_t calls = 0;
    std::uint64_t cursor = 0;
    do {
        cursor = s.scan(cursor, 100, now, [&](std::string_view key, value const&) {
            met.emplace(key);
            return false;
        });
        ++calls;
    } while (cursor != 0);
    BOOST_TEST(met.size() == 100u);
    BOOST_TEST(calls == 100u);
}

BOOST_AUTO_TEST_CASE(threads_that_count_lose_nothing_beside_threads_that_erase) {
    store s;
    constexpr int rounds = 20000;
    std::atomic<std::uint64_t> taken{0};
    std::vector<std::thread> team;
    for (int id = 0; id != 3; ++id)
        team.emplace_back([&] {
            for (int i = 0; i != rounds; ++i)
                s.update("n", now, [](value const* old, value::owner& fresh) {
                    std::uint64_t const sum =
                        old != nullptr ? std::stoull(std::string(old->bytes())) : 0;
                    fresh = value::make(std::to_string(sum + 1));
                    return verdict::put;
                });
        });
    auto const take = [&] {
        change const done = s.update("n", now, [](value const* old, value::owner&) {
            return old != nullptr ? verdict::erase : verdict::keep;
        });
        if (done.before)
            taken += std::stoull(std::string(done.before->bytes()));
    };
    team.emplace_back([&] {
        for (int i = 0; i != rounds; ++i)
            take();
    });
    for (std::thread& member : team)
        member.join();
    take();
    BOOST_TEST(taken == 3u * rounds);
    BOOST_TEST(s.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
