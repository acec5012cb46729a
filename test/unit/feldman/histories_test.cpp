// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Feldman sets and maps under threads that are interrupted where it hurts, whose keys come and go
// in slots that turn into arrays: each operation on a key is as if done at one moment.

#include "feldman_types.h"

#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <tuple>

namespace {

using namespace cds_test;
using namespace feldman_types;

constexpr unsigned threads = 4;

// Makes room only now and then: another thread comes in between look and array.
template <class T>
struct hesitating_allocator : std::allocator<T> {
    using value_type = T;
    hesitating_allocator() = default;
    template <class U>
    hesitating_allocator(hesitating_allocator<U> const&) noexcept {}
    T* allocate(std::size_t n) {
        hesitate();
        return std::allocator<T>::allocate(n);
    }
};

// One thread's next operation.
struct task {
    unsigned thread;
    int key;
    unsigned kind;
    long value; // no two tasks have the same
};

// Eight operations of each thread on three keys, which begin in one slot.
template <class Spec, class Container, class Act>
void expect_linearizable(Act act) {
    std::size_t overlaps = 0;
    std::size_t expansions = 0;
    std::size_t const runs = (sanitized ? 50 : 150) * scale();
    for (std::uint64_t run = 0; run != runs; ++run) {
        Container container;
        recorder log(threads);
        run_threads(threads, [&](std::size_t self) {
            auto const thread = static_cast<unsigned>(self);
            auto random = random_stream(run * threads + self);
            for (long n = 0; n < 8; ++n) {
                auto const r = random();
                act(container, log,
                    task{thread, static_cast<int>(r % 3), static_cast<unsigned>(r >> 32),
                         n * threads + thread});
            }
        });
        history const all = log.history();
        overlaps += overlaps_of_each_key(all);
        expansions += container.array_node_count() != 0;
        verdict const found = check_each_key<Spec>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST_MESSAGE(overlaps << " operations overlapped, " << expansions << " runs of " << runs
                                << " made arrays");
    BOOST_TEST(overlaps > runs);
    BOOST_TEST(expansions > runs / 2);
}

struct delete_item {
    template <class T>
    void operator()(T* p) const {
        delete p;
    }
};
struct item_traits : ci::feldman_hashset::traits {
    using hash_accessor = by_reference;
    using disposer = delete_item;
    using item_counter = hesitating_counter;
    using node_allocator = hesitating_allocator<int>;
};
template <class GC, class Hash>
using item_set = set_of<hesitating<GC>, Hash, item_traits>;
using sets = std::tuple<item_set<HP, std::uint64_t>, item_set<DHP, wide_hash>,
                        item_set<tiny_DHP, std::uint64_t>>;

template <class Set>
bool insert(Set& set, int key, bool by_update) {
    auto* const fresh = new typename Set::value_type(key);
    auto const done = by_update ? set.update(*fresh) : std::pair(set.insert(*fresh), false);
    if (!done.first)
        delete fresh;
    return by_update ? done.second : done.first;
}

// A mapped value that never changes: what replaces it is another pair.
struct ticket {
    ticket() = default;
    ticket(long n) : number(n) {}
    long number = nothing;
};
struct pair_traits : cc::feldman_hashmap::traits {
    using item_counter = hesitating_counter;
    using node_allocator = hesitating_allocator<int>;
    struct hash {
        std::uint64_t operator()(int key) const { return high(key); }
    };
};
template <class GC>
struct pair_map : cc::FeldmanHashMap<hesitating<GC>, int, ticket, pair_traits> {
    pair_map() : cc::FeldmanHashMap<hesitating<GC>, int, ticket, pair_traits>(4, 2) {}
};
using maps = std::tuple<pair_map<HP>, pair_map<DHP>, pair_map<tiny_DHP>>;

} // namespace

BOOST_AUTO_TEST_SUITE(feldman_histories)

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_set_are_linearizable, Set, sets) {
    using spec = set_key_spec;
    using hash_type = typename Set::hash_type;
    expect_linearizable<spec, Set>([](Set& set, recorder& log, task const& t) {
        auto const record = [&](int code, auto act) { log.record(t.thread, code, t.key, 0, act); };
        auto const hash = hash_of<hash_type>(t.key);
        switch (t.kind % 6) {
        case 0: record(spec::insert, [&] { return insert(set, t.key, false); }); break;
        case 1: record(spec::insert, [&] { return insert(set, t.key, true); }); break;
        case 2: record(spec::erase, [&] { return set.erase(hash); }); break;
        case 3: record(spec::erase, [&] { return static_cast<bool>(set.extract(hash)); }); break;
        case 4: record(spec::contains, [&] { return set.contains(hash); }); break;
        default: record(spec::contains, [&] { return static_cast<bool>(set.get(hash)); });
        }
    });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_map_are_linearizable, Map, maps) {
    using spec = map_key_spec;
    expect_linearizable<spec, Map>([](Map& map, recorder& log, task const& t) {
        long seen = nothing;
        auto const look = [&](auto& pair) { seen = pair.second.number; };
        auto const record = [&](int code, auto act) {
            log.record(t.thread, code, t.key, t.value, act);
        };
        auto const number_of = [](auto const& pair) {
            return pair ? pair->second.number : nothing;
        };
        switch (t.kind % 6) {
        case 0: record(spec::insert, [&] { return map.insert(t.key, t.value); }); break;
        case 1:
            record(spec::update,
                   [&] { return map.update(t.key, t.value, [](auto&, auto*) {}).second; });
            break;
        case 2: record(spec::erase, [&] { return map.erase(t.key, look), seen; }); break;
        case 3: record(spec::erase, [&] { return number_of(map.extract(t.key)); }); break;
        case 4: record(spec::find, [&] { return map.find(t.key, look), seen; }); break;
        default: record(spec::find, [&] { return number_of(map.get(t.key)); });
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
