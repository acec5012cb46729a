// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "sweeper.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

using namespace cached;

void put(store& s, std::string const& key, instant now, instant deadline = value::never) {
    s.update(key, now, [&](value const*, value::owner& fresh) {
        fresh = value::make("value", deadline);
        return verdict::put;
    });
}

BOOST_AUTO_TEST_SUITE(cached_sweeper)

BOOST_AUTO_TEST_CASE(without_a_limit_there_is_room) {
    store s;
    worker_figures counts;
    sweeper w(s, 1, counts);
    BOOST_TEST(w.make_room(std::size_t(1) << 40, 1));
}

BOOST_AUTO_TEST_CASE(what_is_larger_than_the_limit_evicts_nothing) {
    store s(1 << 20);
    worker_figures counts;
    sweeper w(s, 1, counts);
    put(s, "k", 1);
    BOOST_TEST(!w.make_room((1 << 20) + 1, 1));
    BOOST_TEST(s.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_empty_store_without_room_is_no_endless_loop) {
    store s(1);
    worker_figures counts;
    sweeper w(s, 1, counts);
    BOOST_TEST(!w.make_room(1, 1));
    BOOST_TEST(!w.make_room(1, 1));
}

BOOST_AUTO_TEST_CASE(keys_in_use_outlive_those_that_are_not) {
    constexpr std::size_t limit = 200'000;
    store s(limit);
    worker_figures counts;
    sweeper w(s, 1, counts);
    for (int i = 0; s.bytes() < limit; ++i)
        put(s, "k" + std::to_string(i), 1);
    std::size_t const count = s.size();
    for (int i = 0; i != 100; ++i)
        BOOST_TEST(bool(s.get("k" + std::to_string(i), 1'000'000)));
    BOOST_TEST(w.make_room(limit / 3, 1'000'001));
    BOOST_TEST(s.bytes() + limit / 3 <= limit);
    BOOST_TEST(s.size() < count * 3 / 4);
    BOOST_TEST(static_cast<std::size_t>(counts.evicted.get()) == count - s.size());
    int alive = 0;
    for (int i = 0; i != 100; ++i)
        alive += bool(s.get("k" + std::to_string(i), 1'000'002));
    BOOST_TEST(alive == 100);
}

BOOST_AUTO_TEST_CASE(what_has_expired_goes_before_anything_else) {
    constexpr std::size_t limit = 100'000;
    store s(limit);
    worker_figures counts;
    sweeper w(s, 1, counts);
    for (int i = 0; i != 200; ++i)
        put(s, "stays" + std::to_string(i), 1);
    for (int i = 0; s.bytes() < limit; ++i)
        put(s, "goes" + std::to_string(i), 1, 2);
    std::size_t const expired = s.size() - 200;
    for (int i = 0; i != 100; ++i)
        w.expire_some(3);
    BOOST_TEST(counts.expired.get() == expired);
    BOOST_TEST(s.size() == 200u);
    BOOST_TEST(counts.evicted.get() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
