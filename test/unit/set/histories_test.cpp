// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists, hash sets and maps under threads that are interrupted where it hurts: each operation on a
// key is as if done at one moment.

#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_map.h>
#include <cds/intrusive/lazy_list_dhp.h>
#include <cds/intrusive/lazy_list_hp.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/michael_set.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/int_keys.h>
#include <cds_test/linearizability.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cstdint>
#include <tuple>

namespace {

using namespace cds_test;

constexpr unsigned threads = 4;

// One thread's next operation.
struct task {
    unsigned thread;
    int key;
    unsigned kind;
    long value; // no two tasks have the same
};

// Twelve operations of each thread on three keys, of which a hash table keeps two in one bucket.
template <class Act>
history history_of(std::uint64_t run, Act act) {
    recorder log(threads);
    run_threads(threads, [&](std::size_t self) {
        auto const thread = static_cast<unsigned>(self);
        auto random = random_stream(run * threads + self);
        for (long n = 0; n < 12; ++n) {
            auto const r = random();
            act(log, task{thread, static_cast<int>(r % 3), static_cast<unsigned>(r >> 32),
                          n * threads + thread});
        }
    });
    return log.history();
}

template <class Spec, class Run>
void expect_linearizable(Run run) {
    std::size_t overlaps = 0;
    std::size_t const runs = (sanitized ? 50 : 150) * scale();
    for (std::uint64_t i = 0; i < runs; ++i) {
        history const all = run(i);
        overlaps += overlaps_of_each_key(all);
        verdict const found = check_each_key<Spec>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST_MESSAGE(overlaps << " operations overlapped in " << runs << " runs");
    BOOST_TEST(overlaps > runs); // or next to nothing was concurrent, and nothing was shown
}

// --- Sets ----------------------------------------------------------------------------------------

template <class GC>
struct item : cds::intrusive::michael_list::node<GC> {
    explicit item(int k) : key(k) {}
    int const key;
};
template <class GC>
struct item_traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<GC>>;
    using less = less_key;
    using disposer = delete_it;
    using item_counter = hesitating_counter;
};
template <class Policy, class GC = hesitating<Policy>>
using item_list = cds::intrusive::MichaelList<GC, item<GC>, item_traits<GC>>;

template <class GC>
struct locked_item : cds::intrusive::lazy_list::node<GC> {
    explicit locked_item(int k) : key(k) {}
    int const key;
};
template <class GC>
struct lazy_traits : cds::intrusive::lazy_list::traits {
    using hook = cds::intrusive::lazy_list::base_hook<cds::opt::gc<GC>>;
    using less = less_key;
    using disposer = delete_it;
    using item_counter = hesitating_counter;
};
template <class Policy, class GC = hesitating<Policy>>
using lazy_list = cds::intrusive::LazyList<GC, locked_item<GC>, lazy_traits<GC>>;

struct item_hash_traits : cds::intrusive::michael_set::traits {
    using hash = hash_key;
};
template <class Policy>
struct item_hash
    : cds::intrusive::MichaelHashSet<hesitating<Policy>, item_list<Policy>, item_hash_traits> {
    item_hash() : item_hash::MichaelHashSet(1, 1) {}
};
using sets = std::tuple<item_list<cds::gc::HP>, item_list<cds::gc::DHP>, item_list<tiny_DHP>,
                        item_hash<cds::gc::DHP>, item_hash<tiny_DHP>, lazy_list<cds::gc::HP>,
                        lazy_list<tiny_DHP>>;

template <class Set>
bool insert(Set& set, int key, bool by_update) {
    auto* const fresh = new typename Set::value_type(key);
    bool const in =
        by_update ? set.update(*fresh, [](bool, auto&, auto&) {}).second : set.insert(*fresh);
    if (!in)
        delete fresh;
    return in;
}

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

// --- Lists as a whole ----------------------------------------------------------------------------

// What is there, a bit for each key. `empty` and `first` tell of all keys at one moment.
struct list_spec {
    enum : int { insert, erase, contains, empty, first };
    using state = unsigned;

    static bool apply(state& keys, operation const& op) {
        unsigned const bit = 1u << op.key;
        bool const present = (keys & bit) != 0;
        switch (op.code) {
        case insert: keys |= bit; return op.result == !present;
        case erase: keys &= ~bit; return op.result == present;
        case contains: return op.result == present;
        case empty: return op.result == (keys == 0);
        default: return op.result == (keys == 0 ? nothing : std::countr_zero(keys));
        }
    }
};

template <class Model>
struct in_model {
    template <class GC>
    struct traits : item_traits<GC> {
        using memory_model = Model;
    };
    template <class Policy, class GC = hesitating<Policy>>
    using list = cds::intrusive::MichaelList<GC, item<GC>, traits<GC>>;
};
using lists =
    std::tuple<item_list<cds::gc::HP>, item_list<tiny_DHP>,
               in_model<cds::opt::v::total_relaxed_ordering>::list<cds::gc::DHP>,
               in_model<cds::opt::v::sequential_consistent>::list<tiny_DHP>, lazy_list<tiny_DHP>>;

template <class List>
long first_key(List& list) {
    auto const it = list.begin();
    return it == list.end() ? nothing : it->key;
}

template <class List>
history list_history(std::uint64_t run) {
    using spec = list_spec;
    List list;
    return history_of(run, [&](recorder& log, task const& t) {
        auto const record = [&](int code, auto act) { log.record(t.thread, code, t.key, 0, act); };
        switch (t.kind % 8) {
        case 0:
        case 1: record(spec::insert, [&] { return insert(list, t.key, false); }); break;
        case 2:
        case 3: record(spec::erase, [&] { return list.erase(t.key); }); break;
        case 4: record(spec::contains, [&] { return list.contains(t.key); }); break;
        case 5: record(spec::first, [&] { return first_key(list); }); break;
        default: record(spec::empty, [&] { return list.empty(); });
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

struct pair_traits : cds::container::michael_list::traits {
    using less = std::less<int>;
    using item_counter = hesitating_counter;
};
template <class Policy>
using pair_list = cds::container::MichaelKVList<hesitating<Policy>, int, ticket, pair_traits>;
struct lazy_pair_traits : cds::container::lazy_list::traits {
    using less = std::less<int>;
    using item_counter = hesitating_counter;
};
template <class Policy>
using lazy_pairs = cds::container::LazyKVList<hesitating<Policy>, int, ticket, lazy_pair_traits>;
template <class Policy>
struct pair_hash : cds::container::MichaelHashMap<hesitating<Policy>, pair_list<Policy>> {
    pair_hash() : pair_hash::MichaelHashMap(1, 1) {}
};
using maps = std::tuple<pair_list<cds::gc::HP>, pair_list<cds::gc::DHP>, pair_list<tiny_DHP>,
                        pair_hash<cds::gc::DHP>, pair_hash<tiny_DHP>, lazy_pairs<tiny_DHP>>;

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

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_whole_list_are_linearizable, List, lists) {
    for (std::uint64_t i = 0; i < (sanitized ? 50 : 150) * scale(); ++i) {
        verdict const found = check_linearizable<list_spec>(list_history<List>(i));
        BOOST_TEST_REQUIRE(found.holds, found);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_map_are_linearizable, Map, maps) {
    expect_linearizable<map_key_spec>(map_history<Map>);
}

BOOST_AUTO_TEST_SUITE_END()
