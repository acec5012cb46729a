// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Maps with locks inside: each operation on a key is as if done at one moment, also while the table
// grows.

#include <cds_test/families/all_locked.h>
#include <cds_test/linearizability.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>

namespace {

using namespace cds_test;

struct order {
    using less = std::less<long>;
    using equal = std::equal_to<long>;
    using hash = std::hash<long>;
};
template <class Family>
struct maps_of {
    using all = typename Family::template maps<long, long, order>;
};
using maps = for_each_of<maps_of, families::locked>;

constexpr unsigned threads = 4;

// A thread is interrupted under its locks, and what the others do meanwhile comes before or after.
void dwell(std::uint64_t chance) {
    if (chance % 3 == 0)
        std::this_thread::yield();
}

template <class Map>
history history_of(std::uint64_t run) {
    using spec = map_key_spec;
    Map map;
    recorder log(threads);
    run_threads(threads, [&](std::size_t self) {
        auto const thread = static_cast<unsigned>(self);
        auto random = random_stream(run * threads + self);
        for (long n = 0; n < 12; ++n) {
            auto const r = random();
            long const key = static_cast<long>(r % 3);
            long const value = n * threads + thread;
            long seen = nothing;
            auto const look = [&](auto& pair) {
                seen = pair.second;
                dwell(r >> 16);
            };
            auto const record = [&](int code, auto act) {
                log.record(thread, code, key, value, act);
            };
            switch (r >> 32 & 3) {
            case 0: record(spec::insert, [&] { return map.insert(key, value); }); break;
            case 1: record(spec::erase, [&] { return map.erase(key, look), seen; }); break;
            case 2: record(spec::find, [&] { return map.find(key, look), seen; }); break;
            default: // other keys fill the table, which grows
                for (long i = 0; i != 6; ++i)
                    map.insert(100 + value * 6 + i, value);
            }
        }
    });
    return log.history();
}

} // namespace

BOOST_AUTO_TEST_SUITE(histories_of_locked_maps)

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_are_linearizable_while_the_table_grows, Map, maps) {
    std::size_t overlaps = 0;
    std::size_t const runs = (sanitized ? 50 : 150) * scale();
    for (std::uint64_t i = 0; i < runs; ++i) {
        history const all = history_of<Map>(i);
        overlaps += overlaps_of_each_key(all);
        verdict const found = check_each_key<map_key_spec>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST_MESSAGE(overlaps << " operations overlapped in " << runs << " runs");
    BOOST_TEST(overlaps > runs / 2); // or next to nothing was concurrent, and nothing was shown
}

BOOST_AUTO_TEST_SUITE_END()
