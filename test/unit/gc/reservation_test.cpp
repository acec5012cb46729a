// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Reservations: of those that were not used up, and of what may use one up.

#include <cds_test/allocator.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <new>
#include <thread>

namespace {

using namespace cds_test;

constexpr cds::gc::domain_options small{.block_capacity = 4, .threshold = 16, .overdue_ms = ~0u};

template <int Which>
struct reserving_tag : cds::gc::own_domain<reserving_tag<Which>> {
    static constexpr cds::gc::domain_options options = small;
};
template <int Which>
using policy = cds::gc::generic_DHP<reserving_tag<Which>>;

// Children that their parents' disposers retire, if there is memory.
template <class GC, std::size_t Children>
struct with_children {
    void operator()(counted* p) const {
        ledger& book = p->owner();
        p->dispose();
        for (std::size_t i = 0; i != Children; ++i) {
            counted* const child = book.make();
            try {
                GC::template retire<count_disposal>(child);
            } catch (std::bad_alloc const&) {
                child->dispose(); // not taken
            }
        }
    }
};

// Reserves, has memory run out, does something, and retires what was reserved.
template <class GC, class Meanwhile>
void expect_a_reservation_to_be_kept(Meanwhile meanwhile) {
    GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    ledger book;
    std::size_t broken = 0;
    for (std::size_t const reserved : {1u, 2u, 5u, 40u, 256u})
        for (std::size_t const before : {0u, 3u, 15u, 16u, 100u}) {
            for (std::size_t i = 0; i != before; ++i)
                GC::template retire<with_children<GC, 3>>(book.make());
            GC::reserve_retire(reserved);
            failing_allocator::fail_after(0, failing_allocator::manner::throws);
            for (std::size_t i = 0; i != reserved; ++i) {
                meanwhile(i);
                counted* const p = book.make();
                try {
                    GC::template retire<with_children<GC, 3>>(p);
                } catch (std::bad_alloc const&) {
                    ++broken;
                    p->dispose();
                }
            }
            failing_allocator::never_fail();
        }
    BOOST_TEST(broken == 0u);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_reservation)

// T21: the loop of a container that reserves for the worst case and needs less.
BOOST_AUTO_TEST_CASE(T21_reserving_more_than_is_retired_each_time_does_not_stop_scans) {
    using GC = policy<0>;
    for (std::size_t const reserved : {2u, 3u, 8u, 256u}) {
        waste<GC>::forget_most();
        for (int i = 0; i != 5000; ++i) {
            GC::reserve_retire(reserved);
            waste<GC>::retire(1);
        }
        BOOST_TEST(waste<GC>::most() <= bound_of(small, {}) + reserved,
                   reserved << " reserved, one used");
        BOOST_TEST(GC::drain());
    }
}

// T21
BOOST_AUTO_TEST_CASE(T21_plain_retires_after_a_reservation_that_was_not_used_up_scan) {
    using GC = policy<1>;
    for (std::size_t const reserved : {2u, 3u, 100u, 256u}) {
        waste<GC>::forget_most();
        GC::reserve_retire(reserved);
        waste<GC>::retire(5000);
        BOOST_TEST(waste<GC>::most() <= bound_of(small, {}) + reserved);
        BOOST_TEST(GC::drain());
    }
}

// T21
BOOST_AUTO_TEST_CASE(T21_what_a_thread_that_has_ended_reserved_does_not_pass_to_the_next) {
    using GC = policy<2>;
    run_thread([] {
        waste<GC>::retire(1);
        GC::reserve_retire(256);
    });
    run_thread([] { waste<GC>::retire(1000); });
    BOOST_TEST(statistics_of<GC>().thread_rec_count == 1u); // it was the same record
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {}));
    BOOST_TEST(GC::drain());
}

// T21
BOOST_AUTO_TEST_CASE(T21_what_a_thread_that_has_detached_reserved_does_not_pass_to_the_next) {
    using GC = policy<3>;
    waste<GC>::retire(1);
    GC::reserve_retire(256);
    GC::detach_thread(); // and keeps its record
    run_thread([] { waste<GC>::retire(1000); });
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {.threads = 2}));
    GC::reserve_retire(256);
    GC::detach_thread();
    waste<GC>::forget_most();
    waste<GC>::retire(1000); // nor to the same thread in its next life
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {}));
    BOOST_TEST(GC::drain());
}

// T19
BOOST_AUTO_TEST_CASE(T19_disposers_that_run_within_reserved_retires_leave_room_for_the_rest) {
    expect_a_reservation_to_be_kept<policy<4>>([](std::size_t) {});
}

// T19
BOOST_AUTO_TEST_CASE(T19_disposers_of_an_explicit_scan_leave_what_is_reserved) {
    expect_a_reservation_to_be_kept<policy<5>>([](std::size_t) { policy<5>::force_dispose(); });
}

// T19
BOOST_AUTO_TEST_CASE(T19_disposers_of_a_drain_leave_what_is_reserved) {
    expect_a_reservation_to_be_kept<policy<6>>([](std::size_t) { (void)policy<6>::drain(); });
}

// T19: the disposer reserves for itself, in the midst of its thread's reservation.
BOOST_AUTO_TEST_CASE(T19_a_disposer_that_reserves_leaves_what_its_thread_has_reserved) {
    using GC = policy<7>;
    struct reserve_and_retire {
        void operator()(counted* p) const {
            ledger& book = p->owner();
            p->dispose();
            if (GC::try_reserve_retire(2)) {
                make_and_retire<GC>(book);
                make_and_retire<GC>(book);
            }
        }
    };
    GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    ledger book;
    for (int i = 0; i != 10; ++i)
        GC::retire<reserve_and_retire>(book.make());
    GC::reserve_retire(30);
    failing_allocator::fail_after(0, failing_allocator::manner::returns_null);
    GC::force_dispose();
    std::size_t broken = 0;
    for (int i = 0; i != 30; ++i) {
        counted* const p = book.make();
        try {
            GC::retire<count_disposal>(p);
        } catch (std::bad_alloc const&) {
            ++broken;
            p->dispose();
        }
    }
    failing_allocator::never_fail();
    BOOST_TEST(broken == 0u);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
