// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "options.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

using cached::parse_options;
using cached::settings;
using cached::usage_error;

settings parse(std::vector<char const*> const& words) { return parse_options(words); }

BOOST_AUTO_TEST_SUITE(cached_options)

BOOST_AUTO_TEST_CASE(both_spellings_mean_the_same) {
    BOOST_TEST(parse({"--port=7"}).port == 7);
    BOOST_TEST(parse({"--port", "7"}).port == 7);
}

BOOST_AUTO_TEST_CASE(bytes_have_units) {
    BOOST_TEST(parse({"--maxmemory=4096"}).max_memory == 4096u);
    BOOST_TEST(parse({"--maxmemory=64kb"}).max_memory == 64u << 10);
    BOOST_TEST(parse({"--maxmemory=3mb"}).max_memory == 3u << 20);
    BOOST_TEST(parse({"--maxmemory=2gb"}).max_memory == std::size_t(2) << 30);
    BOOST_TEST(parse({"--maxmemory=0"}).max_memory == 0u);
}

BOOST_AUTO_TEST_CASE(there_is_a_thread_at_least) { BOOST_TEST(parse({}).threads >= 1u); }

BOOST_AUTO_TEST_CASE(a_request_may_hold_a_key_and_the_longest_value) {
    settings const s = parse({"--max-value=1gb"});
    BOOST_TEST(s.requests.request_bytes > s.requests.argument_bytes + s.max_key);
}

BOOST_AUTO_TEST_CASE(what_means_nothing_is_refused) {
    for (char const* word : {"--what=1", "what", "--port", "--port=", "--port=65536", "--port=-1",
                             "--threads=0", "--maxmemory=x", "--maxmemory=1tb",
                             "--maxmemory=99999999999999999999", "--maxmemory-policy=volatile-lru"})
        BOOST_CHECK_THROW(parse({word}), usage_error);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
