// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists, hash sets and maps under threads that are interrupted where it hurts: each operation on a
// key is as if done at one moment.
//
// One translation unit a family: sets, with updates_in_place

#include "histories.h"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <tuple>

namespace {

using namespace cds_test;
using namespace cds_test::histories;

// --- Sets ----------------------------------------------------------------------------------------

using sets = for_each_of<sets_of, families::with_updates<families::sets>>;

template <class Set>
history set_history(std::uint64_t run) {
    using spec = set_key_spec;
    Set set;
    return history_of(run, [&](recorder& log, task const& t) {
        auto const record = [&](int code, auto act) { log.record(t.thread, code, t.key, 0, act); };
        switch (t.kind % 6) {
        case 0: record(spec::insert, [&] { return insert(set, t.key, false); }); break;
        case 1: record(spec::insert, [&] { return insert(set, t.key, true); }); break;
        case 2: record(spec::erase, [&] { return set.erase(t.key); }); break;
        case 3: record(spec::erase, [&] { return static_cast<bool>(set.extract(t.key)); }); break;
        case 4: record(spec::contains, [&] { return set.contains(t.key); }); break;
        default: record(spec::contains, [&] { return static_cast<bool>(set.get(t.key)); });
        }
    });
}

// --- Maps ----------------------------------------------------------------------------------------

// A mapped value that never changes, so that finding it is one moment. update(), which makes one
// out of nothing, takes the value that its thread has announced.
struct ticket {
    ticket() : number(announced) {}
    ticket(long n) : number(n) {}
    long const number;
    inline static thread_local long announced = 0;
};

template <class Family>
struct maps_of {
    struct traits : Family::owning_traits {
        using less = std::less<int>;
        using item_counter = hesitating_counter;
    };
    template <class Policy>
    using list = typename Family::template map<hesitating<Policy>, int, ticket, traits>;
    template <class Policy>
    struct hash
        : families::sized<typename Family::hash::template map<hesitating<Policy>, list<Policy>,
                                                              typename Family::hash::map_traits>,
                          1, 1> {};

    using all = join<std::tuple<list<tiny_DHP>>, beyond_cover<list<HP>, list<DHP>>,
                     families::hash_tables<Family, hash<DHP>>,
                     families::hash_tables_beyond_cover<Family, hash<tiny_DHP>>>;
};
using maps = for_each_of<maps_of, families::with_updates<families::sets>>;

template <class Map>
bool update(Map& map, int key, long value) {
    ticket::announced = value;
    return map.update(key, [](bool, auto&) {}).second;
}

template <class Guarded>
long number_of(Guarded const& pair) {
    return pair ? pair->second.number : nothing;
}

template <class Map>
history map_history(std::uint64_t run) {
    using spec = map_key_spec;
    Map map;
    return history_of(run, [&](recorder& log, task const& t) {
        long seen = nothing;
        auto const look = [&](auto& pair) { seen = pair.second.number; };
        auto const record = [&](int code, auto act) {
            log.record(t.thread, code, t.key, t.value, act);
        };
        switch (t.kind % 6) {
        case 0: record(spec::insert, [&] { return map.insert(t.key, t.value); }); break;
        case 1: record(spec::insert, [&] { return update(map, t.key, t.value); }); break;
        case 2: record(spec::erase, [&] { return map.erase(t.key, look), seen; }); break;
        case 3: record(spec::erase, [&] { return number_of(map.extract(t.key)); }); break;
        case 4: record(spec::find, [&] { return map.find(t.key, look), seen; }); break;
        default: record(spec::find, [&] { return number_of(map.get(t.key)); });
        }
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(histories)

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_set_are_linearizable, Set, sets) {
    expect_linearizable<set_key_spec>(set_history<Set>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_map_are_linearizable, Map, maps) {
    expect_linearizable<map_key_spec>(map_history<Map>);
}

BOOST_AUTO_TEST_SUITE_END()
