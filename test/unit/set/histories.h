// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_UNIT_SET_HISTORIES_H
#define CDSLIB_TEST_UNIT_SET_HISTORIES_H

#include <cds_test/disposer.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/int_keys.h>
#include <cds_test/linearizability.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>

// What threads do with sets and maps while they are interrupted where it hurts, written down.
namespace cds_test::histories {

using cds::gc::DHP;
using cds::gc::HP;

constexpr unsigned threads = 4;
constexpr int number_of_keys = 3;

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
            act(log, task{thread, static_cast<int>(r % number_of_keys),
                          static_cast<unsigned>(r >> 32), n * threads + thread});
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

/// Sets of objects that threads share.
template <class Family>
struct sets_of {
    template <class GC>
    struct item : Family::template node<GC> {
        explicit item(int k, long n = 0) : key(k), number(n) {}
        int const key;
        long const number;
    };
    template <class GC>
    struct traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<GC>>;
        using less = less_key;
        using hash = hash_key;
        using disposer = delete_it;
        using item_counter = hesitating_counter;
    };
    template <class Policy, class GC = hesitating<Policy>>
    using list = typename Family::template intrusive<GC, item<GC>, traits<GC>>;

    struct hash_traits : Family::hash::intrusive_traits {
        using hash = hash_key;
    };
    template <class Policy>
    struct hash
        : families::sized<typename Family::hash::template intrusive<hesitating<Policy>,
                                                                    list<Policy>, hash_traits>,
                          1, 1> {};

    using all = join<std::tuple<list<HP>, list<tiny_DHP>>, beyond_cover<list<DHP>>,
                     families::hash_tables<Family, hash<tiny_DHP>>,
                     families::hash_tables_beyond_cover<Family, hash<DHP>>>;
};

template <class Set>
bool insert(Set& set, int key, bool by_update, long number = 0) {
    auto* const fresh = new typename Set::value_type(key, number);
    bool const in =
        by_update ? set.update(*fresh, [](bool, auto&, auto&) {}).second : set.insert(*fresh);
    if (!in)
        delete fresh;
    return in;
}

} // namespace cds_test::histories

#endif // #ifndef CDSLIB_TEST_UNIT_SET_HISTORIES_H
