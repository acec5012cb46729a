// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a drain's own disposers retire, whenever they run, and who waits for whom.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <thread>

namespace {

using namespace cds_test;

template <int Which>
struct parental_tag : cds::gc::own_domain<parental_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
template <int Which>
using policy = cds::gc::generic_DHP<parental_tag<Which>>;

// A line of only children, the last of which has many.
template <class GC>
class family {
public:
    family(std::size_t generations, std::size_t last) : left_(generations), last_(last) {
        present = this;
    }

    void begin() { GC::template retire<leave_heirs>(book.make()); }

    ledger book;

private:
    struct leave_heirs {
        void operator()(counted* p) const {
            p->dispose();
            if (present->left_-- != 0)
                return present->begin();
            for (std::size_t i = 0; i != present->last_; ++i)
                make_and_retire<GC>(present->book);
        }
    };

    static inline family* present = nullptr;
    std::size_t left_;
    std::size_t last_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_drain_children)

// T22: some of them are born in the last pass, and more than a block holds.
BOOST_AUTO_TEST_CASE(T22_drain_waits_for_all_children_whichever_of_its_passes_bears_them) {
    using GC = policy<0>;
    for (std::size_t generations = 0; generations != 8; ++generations)
        for (std::size_t const last : {1u, 15u, 16u, 17u, 100u}) {
            family<GC> all(generations, last);
            all.begin();
            BOOST_TEST(GC::drain());
            BOOST_TEST(all.book.made() == generations + 1 + last);
            BOOST_TEST(all.book.disposed() == all.book.made(), generations << " before " << last);
            while (all.book.disposed() != all.book.made())
                GC::force_dispose(); // or they would outlive the book
        }
}

// T22: one drain waits for a guard, and its holder would wait for the turn.
BOOST_AUTO_TEST_CASE(T22_drain_is_false_when_another_waits_for_what_the_caller_guards) {
    using GC = policy<1>;
    watchdog const limit("two drains that wait for each other");
    ledger book;
    typename GC::Guard guard;
    counted* const p = guard.assign(book.make());
    std::size_t const scans = statistics_of<GC>().help_scan_count;
    std::atomic<bool> drained{false};
    std::thread other([p, &drained] {
        GC::retire<count_disposal>(p);
        drained = GC::drain();
    });
    while (statistics_of<GC>().help_scan_count == scans)
        std::this_thread::yield();
    BOOST_TEST(!GC::drain());
    guard.clear();
    other.join();
    BOOST_TEST(drained.load());
    BOOST_TEST(book.each_disposed_once());
}

// What threads have disposed of bit by bit is not ready any more.
BOOST_AUTO_TEST_CASE(nothing_is_ready_when_all_is_disposed) {
    using GC = policy<2>;
    waste<GC>::retire(10000);
    BOOST_TEST(statistics_of<GC>().peak_ready != 0u); // some was
    BOOST_TEST(GC::drain());
    BOOST_TEST(statistics_of<GC>().ready == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
