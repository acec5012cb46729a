// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues and stacks under threads that are interrupted where it hurts: each operation is as if done
// at one moment.
//
// One translation unit a family: queues stacks, with hook_family

#include <cds_test/bag.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace {

using namespace cds_test;
using hesitating_HP = hesitating<cds::gc::HP>;
using hesitating_DHP = hesitating<cds::gc::DHP>;

template <class Family>
struct small_bags_of {
    template <class GC, class Traits>
    using with = typename Family::template owning<GC, long, Traits>;
    template <class Model>
    struct in : Family::racing_traits {
        using memory_model = Model;
    };
    using relaxed = in<cds::opt::v::total_relaxed_ordering>;
    using strict = in<cds::opt::v::sequential_consistent>;

    using all = join<std::tuple<with<hesitating_HP, relaxed>,
                                with<hesitating_DHP, typename Family::racing_traits>>,
                     beyond_cover<with<hesitating_DHP, relaxed>, with<hesitating_DHP, strict>,
                                  with<hesitating_HP, typename Family::owning_traits>,
                                  with<hesitating_DHP, typename Family::cached_traits>>>;
};
using small_bags = for_each_of<small_bags_of, families::with_nodes<families::bags>>;

template <class Bag>
using spec_of = std::conditional_t<is_queue<Bag>, queue_spec, stack_spec>;

template <class Bag>
history three_threads_on_a_bag(std::uint64_t round) {
    using spec = spec_of<Bag>;
    Bag bag;
    recorder log(3);
    run_threads(3, [&](std::size_t self) {
        auto const thread = static_cast<unsigned>(self);
        auto random = random_stream(round * 3 + self);
        for (long i = 0; i < 12; ++i) {
            auto const choice = random() % 16;
            if (choice == 0) {
                log.record(thread, spec::clear, 0, 0, [&] { return bag.clear(), 0; });
            } else if (choice == 1) {
                log.record(thread, spec::empty, 0, 0, [&] { return bag.empty(); });
            } else if (choice % 2 == 0) {
                long const value = value_of(self, i);
                log.record(thread, spec::put, 0, value, [&] { return bag.push(value); });
            } else {
                log.record(thread, spec::take, 0, 0, [&] {
                    long value = nothing;
                    bag.pop(value);
                    return value;
                });
            }
        }
    });
    return log.history();
}

} // namespace

BOOST_AUTO_TEST_SUITE(bag_histories)

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_linearizable, Bag, small_bags) {
    std::size_t overlapping = 0;
    for (std::uint64_t round = 0; round < 100 * scale(); ++round) {
        history const all = three_threads_on_a_bag<Bag>(round);
        overlapping += overlaps(all);
        verdict const found = check_linearizable<spec_of<Bag>>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST(overlapping > 0u); // or nothing was concurrent and nothing was shown
}

BOOST_AUTO_TEST_SUITE_END()
