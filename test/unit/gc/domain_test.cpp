// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Domains beside the default ones: their ends, their age limit, their reclaimer thread.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <thread>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;
namespace core = cds::gc::core;

// A policy over a domain that comes and goes; one thread uses it.
struct passing_binding {
    static core::domain& domain() noexcept { return *current; }
    static core::thread_state& state() noexcept { return state_; }
    static void attach(core::thread_record& r) noexcept { state_.attach(r); }
    static void detach() noexcept { state_.detach(); }
    static bool arm() noexcept { return true; }

    static inline core::domain* current = nullptr;

private:
    static inline constinit thread_local core::thread_state state_{};
};
using passing = cds::gc::generic_DHP<passing_binding>;

struct leave_two_heirs {
    void operator()(counted* p) const {
        p->dispose();
        make_and_retire<passing>(p->owner());
        make_and_retire<passing>(p->owner());
    }
};

// Garbage is overdue after a millisecond.
struct hasty_tag : cds::gc::own_domain<hasty_tag> {
    static constexpr cds::gc::domain_options options{.overdue_ms = 1};
};
using hasty = cds::gc::generic_DHP<hasty_tag>;

// Never overdue by the clock of a test, never over the threshold.
struct patient_tag : cds::gc::own_domain<patient_tag> {
    static constexpr cds::gc::domain_options options{.threshold = 1000000, .overdue_ms = 3600000};
};
using patient = cds::gc::generic_DHP<patient_tag>;

} // namespace

BOOST_AUTO_TEST_SUITE(gc_domain)

// T3
BOOST_AUTO_TEST_CASE(T3_the_end_of_a_domain_disposes_of_all_and_of_their_children) {
    ledger book;
    for (std::size_t life = 1; life <= 3; ++life) {
        auto const domain = std::make_unique<core::domain>();
        passing_binding::current = domain.get();
        for (int i = 0; i < 1000; ++i)
            passing::retire<leave_two_heirs>(book.make());
        core::detach_current<passing_binding>();
    } // whatever detaching has left to do, the destructor does
    BOOST_TEST(book.made() == 9000u);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_domain_is_in_use_from_its_first_attachment_on) {
    auto const domain = std::make_unique<core::domain>();
    passing_binding::current = domain.get();
    BOOST_TEST(!domain->is_in_use());
    BOOST_TEST(domain->statistics().pending == 0u); // still not
    BOOST_TEST(!domain->is_in_use());
    { passing::Guard const guard; }
    BOOST_TEST(domain->is_in_use());
    core::detach_current<passing_binding>();
    BOOST_TEST(domain->is_in_use()); // its records are kept
    core::domain const fresh;
    BOOST_TEST(!fresh.is_in_use());
}

BOOST_AUTO_TEST_CASE(guards_of_one_domain_do_not_protect_in_another) {
    ledger book;
    hasty::Guard guard;
    counted* const p = guard.assign(book.make());
    patient::retire<count_disposal>(p);
    patient::force_dispose();
    BOOST_TEST(p->disposals() == 1u);
}

BOOST_AUTO_TEST_CASE(overdue_garbage_is_collected_by_the_next_thread_that_comes_by) {
    ledger book;
    for (int i = 0; i < 10; ++i) // far from any threshold
        make_and_retire<hasty>(book);
    std::this_thread::sleep_for(20ms);
    run_thread([] { hasty::Guard const guard; });
    BOOST_TEST(book.disposed() == 10u);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(young_garbage_waits_for_more) {
    ledger book;
    for (int i = 0; i < 10; ++i)
        make_and_retire<patient>(book);
    run_thread([] { patient::Guard const guard; });
    BOOST_TEST(book.disposed() == 0u);
    patient::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(the_reclaimer_thread_collects_when_nobody_else_comes_by) {
    watchdog const limit("the reclaimer thread");
    for (int life = 0; life < 3; ++life) {
        ledger book;
        BOOST_TEST(hasty::start_reclaimer(2ms));
        BOOST_TEST(!hasty::start_reclaimer(2ms)); // one is enough
        for (int i = 0; i < 10; ++i)
            make_and_retire<hasty>(book);
        while (book.disposed() != 10)
            std::this_thread::sleep_for(1ms);
        hasty::stop_reclaimer();
        hasty::stop_reclaimer(); // harmless
        BOOST_TEST(book.each_disposed_once());
    }
}

BOOST_AUTO_TEST_SUITE_END()
