// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists, hash sets and maps under threads that are interrupted where it hurts: each operation on a
// key is as if done at one moment.
//
// One translation unit a family: sets, with updates_in_place

#include "histories.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace {

using namespace cds_test;
using namespace cds_test::histories;

// --- Sets ----------------------------------------------------------------------------------------

using sets = for_each_of<sets_of, families::with_updates<families::sets>>;

template <class Guarded>
long number_in(Guarded const& found) {
    return found ? found->number : nothing;
}

// clear() erases item by item: of each key what was there, and perhaps each one that others have
// inserted meanwhile.
history with_each_drop(history const& all) {
    history spelled_out;
    for (operation const& op : all) {
        if (op.code != map_key_spec::drop) {
            spelled_out.push_back(op);
            continue;
        }
        for (long key = 0; key != number_of_keys; ++key) {
            auto const meanwhile = std::count_if(all.begin(), all.end(), [&](operation const& o) {
                return o.code == map_key_spec::insert && o.key == key && o.result == 1 &&
                       o.call < op.end && op.call < o.end;
            });
            operation one = op;
            one.key = key;
            spelled_out.insert(spelled_out.end(), static_cast<std::size_t>(1 + meanwhile), one);
        }
    }
    return spelled_out;
}

template <class Set>
history set_history(std::uint64_t run) {
    using spec = map_key_spec;
    Set set;
    return with_each_drop(history_of(run, [&](recorder& log, task const& t) {
        long seen = nothing;
        auto const look = [&](auto& item) { seen = item.number; };
        auto const record = [&](int code, auto act) {
            return log.record(t.thread, code, t.key, t.value, act);
        };
        if (t.kind % 16 == 0) {
            log.record(t.thread, spec::drop, 0, 0, [&] { return set.clear(), 0; });
            return;
        }
        switch (t.kind / 16 % 7) {
        case 0: record(spec::insert, [&] { return insert(set, t.key, false, t.value); }); break;
        case 1: record(spec::insert, [&] { return insert(set, t.key, true, t.value); }); break;
        case 2: record(spec::erase, [&] { return set.erase(t.key, look), seen; }); break;
        case 3: record(spec::erase, [&] { return number_in(set.extract(t.key)); }); break;
        case 4: record(spec::contains, [&] { return set.contains(t.key); }); break;
        case 5: record(spec::find, [&] { return number_in(set.get(t.key)); }); break;
        default: {
            typename Set::guarded_ptr found;
            record(spec::find, [&] { return found = set.get(t.key), number_in(found); });
            if (found)
                log.record(t.thread, spec::unlink, t.key, found->number,
                           [&] { return set.unlink(*found); });
        }
        }
    }));
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
    expect_linearizable<map_key_spec>(set_history<Set>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_map_are_linearizable, Map, maps) {
    expect_linearizable<map_key_spec>(map_history<Map>);
}

BOOST_AUTO_TEST_SUITE_END()
