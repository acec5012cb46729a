// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Before main, after main, and in the last moments of threads.
#include "objects.h"

#include <cds_test/child.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <utility>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;

// Constructed before main: protects and retires then.
struct early_bird {
    early_bird() {
        source from{new object(count)};
        hazard_pointer h = cds::make_hazard_pointer();
        object* const p = h.protect(from);
        p->retire();
        cds::hazard_pointer_clean_up();
        kept_while_protected = p->alive();
        h = {};
        cds::hazard_pointer_clean_up();
        deleted_after = count.alive() == 0;
    }
    census count;
    bool kept_while_protected = false;
    bool deleted_after = false;
};
early_bird const bird;

// A static object and its destructor, run by exit() in a child process: 0 when all was well.
struct late_riser {
    explicit late_riser(source& f) : from(f) {}
    ~late_riser() {
        held.reset_protection(); // outlives every thread_local of its thread
        {
            hazard_pointer fresh = cds::make_hazard_pointer();
            fresh.protect(from);
            (new object(count))->retire();
        }
        from.load()->retire();
        held = {};
        cds::hazard_pointer_clean_up();
        if (count.alive() != 0)
            std::_Exit(3);
    }
    source& from;
    hazard_pointer held;
    census count;
};

int static_life() {
    static census c;
    static source from{new object(c)};
    static late_riser riser(from);
    riser.held = cds::make_hazard_pointer();
    riser.held.protect(from);
    std::exit(0); // and not _exit: static destructors run
}

// Uses hazard pointers in a thread's last moments, before and after the library's own.
struct thread_end {
    void use(census& c, source& f) {
        count = &c;
        from = &f;
        held = cds::make_hazard_pointer();
        held.protect(f);
    }
    ~thread_end() {
        if (count == nullptr)
            return;
        hazard_pointer again = cds::make_hazard_pointer();
        object* const p = again.protect(*from);
        if (!p->alive())
            ++count->corpses;
        for (int i = 0; i != 20; ++i)
            (new object(*count))->retire();
        (new object(*count))->retire(cds::hazard_pointer_default_domain());
        cds::hazard_pointer_cohort cohort;
        (new object(*count))->retire_to_cohort(cohort);
        if (domain != nullptr) {
            hazard_pointer h = cds::make_hazard_pointer(*domain);
            h.protect(*from);
            for (int i = 0; i != 20; ++i)
                (new object(*count))->retire(*domain);
            cds::hazard_pointer_clean_up(*domain);
        }
    }
    census* count = nullptr;
    source* from = nullptr;
    cds::hazard_pointer_domain* domain = nullptr;
    hazard_pointer held;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_lifetime)

BOOST_AUTO_TEST_CASE(L1_it_works_before_main) {
    BOOST_TEST(bird.kept_while_protected);
    BOOST_TEST(bird.deleted_after);
}

BOOST_AUTO_TEST_CASE(L2_it_works_in_static_destructors) {
    cds_test::child_end const child = cds_test::in_fork(static_life);
    BOOST_TEST(child.good(), "child " << child);
}

BOOST_AUTO_TEST_CASE(L3_it_works_in_thread_local_destructors_in_any_order) {
    census c;
    source from{new object(c)};
    cds::hazard_pointer_domain d(small());
    for (int with_domain = 0; with_domain != 2; ++with_domain) {
        cds_test::run_thread([&] { // ours is constructed first, and destroyed after the library's
            static thread_local thread_end last;
            last.domain = with_domain != 0 ? &d : nullptr;
            last.use(c, from);
        });
        cds_test::run_thread([&] { // the other way round
            hazard_pointer warm = cds::make_hazard_pointer();
            (new object(c))->retire();
            (new object(c))->retire(d);
            static thread_local thread_end first;
            first.domain = with_domain != 0 ? &d : nullptr;
            first.use(c, from);
        });
    }
    cds::hazard_pointer_clean_up();
    cds::hazard_pointer_clean_up(d);
    BOOST_TEST(c.alive() == 1u);
    BOOST_TEST(c.corpses.load() == 0u);
    from.load()->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(L4_protection_outlives_the_thread_that_made_and_the_one_that_moved_it) {
    census c;
    source from{new object(c)};
    auto held = std::make_unique<hazard_pointer>();
    cds_test::run_thread([&] {
        hazard_pointer h = cds::make_hazard_pointer();
        h.protect(from);
        cds_test::run_thread([&] { *held = std::move(h); });
    });
    from.load()->retire();
    cds_test::run_threads(4, [&](std::size_t) { // others use the records of the dead threads
        for (int i = 0; i != 100; ++i) {
            hazard_pointer h = cds::make_hazard_pointer();
            (new object(c))->retire();
        }
        cds::hazard_pointer_clean_up();
    });
    BOOST_TEST(from.load()->alive());
    cds_test::run_thread([&] { held.reset(); });
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(L5_what_a_dead_thread_has_retired_is_deleted_by_others) {
    census c;
    cds::hazard_pointer_domain d;
    cds_test::run_threads(3, [&](std::size_t) {
        (new object(c))->retire();
        (new object(c))->retire(d);
    });
    cds::hazard_pointer_clean_up();
    cds::hazard_pointer_clean_up(d);
    BOOST_TEST(c.deleted.load() == 6u);
}

BOOST_AUTO_TEST_SUITE_END()
