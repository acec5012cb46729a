// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Bronson's trees under threads that are interrupted where it hurts, whose keys come and go beside
// rotations: each operation on a key is as if done at one moment.

#include "bronson_types.h"

#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <tuple>
#include <utility>

namespace {

using namespace cds_test;
using namespace bronson_types;

constexpr unsigned threads = 4;
std::size_t runs() { return (sanitized ? 50 : 150) * scale(); }

// A value that never changes: what replaces it is another one.
struct ticket {
    ticket(long n) : number(n) {}
    long const number;
};
struct traits : cc::bronson_avltree::traits {
    using item_counter = hesitating_counter;
    using stat = cc::bronson_avltree::stat<>;
};
struct relaxed : traits {
    static constexpr bool relaxed_insert = true;
};
template <class GC, class Traits>
using tickets = tree<hesitating<GC>, int, ticket*, Traits>;
using maps = std::tuple<tickets<HP, traits>, tickets<DHP, relaxed>, tickets<tiny_DHP, traits>>;

// One thread's next operation.
struct task {
    unsigned thread;
    int key;
    unsigned kind;
    long value; // no two tasks have the same
};

template <class Map>
void act(Map& map, recorder& log, task const& t) {
    using spec = map_key_spec;
    long seen = nothing;
    auto const look = [&seen](int, ticket const& value) { seen = value.number; };
    auto const record = [&](int code, auto what) {
        log.record(t.thread, code, t.key, t.value, what);
    };
    auto const number_of = [](auto const& value) { return value ? value->number : nothing; };
    auto const insert = [&] {
        auto* const fresh = new ticket(t.value);
        bool const done = map.insert(t.key, fresh);
        if (!done)
            delete fresh;
        return done;
    };
    switch (t.kind % 7) {
    case 0:
    case 1: record(spec::insert, insert); break;
    case 2:
        record(spec::update, [&] { return map.update(t.key, new ticket(t.value)).second; });
        break;
    case 3: record(spec::erase, [&] { return map.erase(t.key, look), seen; }); break;
    case 4: record(spec::erase, [&] { return number_of(map.extract(t.key)); }); break;
    case 5: record(spec::find, [&] { return map.find(t.key, look), seen; }); break;
    default: record(spec::find, [&] { return number_of(map.get(t.key)); });
    }
}

// The keys of a small set, and the first and the last of them.
struct ends_spec {
    enum : int { insert, erase, take_first, take_last };
    using state = std::uint32_t;

    static bool apply(state& keys, operation const& op) {
        switch (op.code) {
        case insert: {
            bool const fresh = (keys & bit(op.key)) == 0;
            keys |= bit(op.key);
            return op.result == (fresh ? 1 : 0);
        }
        case erase: {
            bool const there = (keys & bit(op.key)) != 0;
            keys &= ~bit(op.key);
            return op.result == (there ? 1 : 0);
        }
        default: {
            long end = nothing;
            for (long key = 0; key != 32; ++key)
                if ((keys & bit(key)) != 0 && (end == nothing || op.code == take_last))
                    end = key;
            if (end != nothing)
                keys &= ~bit(end);
            return op.result == end;
        }
        }
    }

private:
    static state bit(long key) { return state{1} << key; }
};
using sorted_maps = std::tuple<tree<hesitating<HP>, int, int, traits>,
                               tree<hesitating<tiny_DHP>, int, int, relaxed>>;

// Many short runs of four threads on a new map each; `step(map, log, thread, n, random)` is the
// n-th operation of a thread. `judge` says of a history whether it is right. Returns how many
// operations overlapped, and the rotations.
template <class Map, class Step, class Judge>
std::pair<std::size_t, std::size_t> explore(long steps, Step step, Judge judge) {
    std::size_t overlapping = 0;
    std::size_t rotations = 0;
    for (std::uint64_t run = 0; run != runs(); ++run) {
        Map map;
        recorder log(threads);
        run_threads(threads, [&](std::size_t self) {
            auto random = random_stream(run * threads + self);
            for (long n = 0; n != steps; ++n)
                step(map, log, static_cast<unsigned>(self), n, random);
        });
        history const all = log.history();
        overlapping += overlaps(all);
        verdict const found = judge(all);
        BOOST_TEST_REQUIRE(found.holds, found);
        BOOST_TEST_REQUIRE(map.is_in_order());
        rotations += map.statistics().m_nLeftRotation.get();
    }
    return {overlapping, rotations};
}

} // namespace

BOOST_AUTO_TEST_SUITE(bronson_histories)

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_each_key_are_linearizable, Map, maps) {
    auto const step = [](Map& map, recorder& log, unsigned thread, long n, auto& random) {
        auto const r = random();
        act(map, log,
            task{thread, static_cast<int>(r % 5), static_cast<unsigned>(r >> 32),
                 n * threads + thread});
    };
    auto const [overlapping, rotations] = explore<Map>(
        12, step, [](history const& all) { return check_each_key<map_key_spec>(all); });
    BOOST_TEST(overlapping > runs());
    BOOST_TEST(rotations > runs() / 8);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_with_both_ends_are_linearizable, Map, sorted_maps) {
    auto const step = [](Map& map, recorder& log, unsigned thread, long, auto& random) {
        int const key = static_cast<int>(random() % 8);
        int end = -1;
        auto const end_of = [&end](auto const& taken) { return taken ? long{end} : nothing; };
        auto const record = [&](int code, auto what) { log.record(thread, code, key, 0, what); };
        using spec = ends_spec;
        switch (random() % 5) {
        case 0:
        case 1: record(spec::insert, [&] { return map.insert(key, key); }); break;
        case 2: record(spec::erase, [&] { return map.erase(key); }); break;
        case 3: record(spec::take_first, [&] { return end_of(map.extract_min_key(end)); }); break;
        default: record(spec::take_last, [&] { return end_of(map.extract_max_key(end)); });
        }
    };
    auto const [overlapping, rotations] = explore<Map>(
        10, step, [](history const& all) { return check_linearizable<ends_spec>(all); });
    BOOST_TEST(overlapping > runs());
    BOOST_TEST(rotations != 0u);
}

BOOST_AUTO_TEST_SUITE_END()
