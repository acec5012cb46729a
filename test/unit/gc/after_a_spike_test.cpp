// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The threshold is that of the hazards that are, not of those that were.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <optional>

namespace {

using namespace cds_test;

constexpr cds::gc::domain_options small{.block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
constexpr std::size_t spike = 2000;
// Of slots that a thread keeps at hand some may count as hazards to come.
constexpr std::size_t at_hand = 64;

template <int Which>
struct spiky_tag : cds::gc::own_domain<spiky_tag<Which>> {
    static constexpr cds::gc::domain_options options = small;
};
template <int Which>
using policy = cds::gc::generic_DHP<spiky_tag<Which>>;

// Many guards, each on an object that is retired.
template <class GC>
class held_spike {
public:
    held_spike() : guards_(std::in_place, spike) {
        for (std::size_t i = 0; i != spike; ++i)
            GC::template retire<count_disposal>((*guards_)[i].assign(book_.make()));
        GC::force_dispose();
        BOOST_TEST(book_.disposed() == 0u);
        BOOST_TEST(statistics_of<GC>().threshold == threshold_of(small, spike));
    }
    ~held_spike() { BOOST_TEST(book_.each_disposed_once()); }

    void clear() { guards_->clear(); }
    void end() { guards_.reset(); }

private:
    ledger book_;
    std::optional<guard_row<GC>> guards_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_after_a_spike)

// T12
BOOST_AUTO_TEST_CASE(T12_one_explicit_scan_after_a_spike_makes_the_threshold_the_ordinary_one) {
    using GC = policy<0>;
    held_spike<GC> many;
    many.clear();
    GC::force_dispose();
    BOOST_TEST(statistics_of<GC>().threshold == small.threshold);
    waste<GC>::retire(10000);
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {}));
    many.end();
    BOOST_TEST(GC::drain());
}

// T12
BOOST_AUTO_TEST_CASE(T12_one_drain_after_a_spike_makes_the_threshold_the_ordinary_one) {
    using GC = policy<1>;
    held_spike<GC> many;
    many.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(statistics_of<GC>().threshold == small.threshold);
}

// T12: guards that are clear, but not given back. Nobody knows before a scan has looked.
BOOST_AUTO_TEST_CASE(T12_the_first_scan_by_threshold_after_a_spike_makes_it_the_ordinary_one) {
    using GC = policy<2>;
    held_spike<GC> many;
    many.clear();
    std::size_t const scans = statistics_of<GC>().scan_count;
    while (statistics_of<GC>().scan_count == scans)
        waste<GC>::retire(1);
    BOOST_TEST(waste<GC>::most() <= threshold_of(small, spike));
    BOOST_TEST(statistics_of<GC>().threshold == small.threshold);
    // what that scan has proven free goes with the next retires, a little more than one by one
    waste<GC>::retire(10 * spike);
    waste<GC>::forget_most();
    waste<GC>::retire(10000);
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {}));
    many.end();
    BOOST_TEST(GC::drain());
}

// T12: guards that are given back. No scan is needed to know.
BOOST_AUTO_TEST_CASE(T12_slots_that_go_home_take_the_threshold_with_them) {
    using GC = policy<3>;
    held_spike<GC> many;
    many.end();
    waste<GC>::retire(10 * spike);
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {.hazards = at_hand}));
    BOOST_TEST(statistics_of<GC>().threshold <= threshold_of(small, at_hand));
    BOOST_TEST(GC::drain());
}

// T12: the spike of another thread, which ends.
BOOST_AUTO_TEST_CASE(T12_the_guards_of_a_thread_that_ends_take_the_threshold_with_them) {
    using GC = policy<4>;
    std::unique_ptr<held_spike<GC>> many;
    run_thread([&] {
        many = std::make_unique<held_spike<GC>>();
        many->end();
    });
    waste<GC>::retire(10 * spike);
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {.hazards = at_hand, .threads = 2}));
    BOOST_TEST(GC::drain());
}

// T12: half of a spike goes, the other half stays.
BOOST_AUTO_TEST_CASE(T12_a_scan_after_half_of_a_spike_leaves_half_of_the_threshold) {
    using GC = policy<5>;
    ledger book;
    guard_row<GC> guards(spike);
    for (std::size_t i = 0; i != spike; ++i)
        GC::retire<count_disposal>(guards[i].assign(book.make()));
    GC::force_dispose();
    for (std::size_t i = 0; i < spike; i += 2)
        guards[i].clear();
    GC::force_dispose();
    BOOST_TEST(statistics_of<GC>().threshold == threshold_of(small, spike / 2));
    BOOST_TEST(book.disposed() == spike / 2);
    guards.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T21: a number for what is promised: scans wait for k objects per hazard.
BOOST_AUTO_TEST_CASE(T21_the_threshold_is_k_times_the_hazards_in_use) {
    using GC = policy<6>;
    ledger book;
    guard_row<GC> guards(spike);
    for (std::size_t i = 0; i != spike; ++i)
        guards[i].assign(book.make());
    GC::force_dispose(); // nothing is retired: it need not look
    waste<GC>::retire(1);
    GC::force_dispose();
    BOOST_TEST(statistics_of<GC>().slots_in_use == spike);
    BOOST_TEST(statistics_of<GC>().threshold == small.hazard_factor * spike);
    std::size_t const scans = statistics_of<GC>().scan_count;
    waste<GC>::retire(10 * small.hazard_factor * spike);
    BOOST_TEST(statistics_of<GC>().scan_count - scans <= 11u);
    BOOST_TEST(statistics_of<GC>().scan_count - scans >= 5u);
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {.hazards = spike}));
    guards.clear();
    BOOST_TEST(GC::drain());
}

BOOST_AUTO_TEST_SUITE_END()
