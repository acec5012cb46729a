// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A disposer that asks for a scan gets it before whatever has run the disposer returns (C-I5):
// a service, a scan that the threshold asked for, a drain, a detach. What only such a scan reaches
// is in the filling block of another thread, which stands still.

#include <cds_test/fresh_domain.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

constexpr cds::gc::domain_options options{.block_capacity = 2,
                                          .threshold = 1000,
                                          .dispose_period = 1,
                                          .dispose_burst = 1,
                                          .overdue_ms = ~0u};

class wishing : public fresh_domain {
public:
    wishing() : fresh_domain(options) { present = this; }

    // The other one's, with an object in its filling block.
    void retire_elsewhere() { retire(other, elsewhere, &count_disposal_of); }

    // An object whose disposer asks for a scan, in a block that is listed.
    void retire_wisher(core::thread_record& by) {
        retire(by, wisher, &dispose_wisher);
        retire(by);
        retire(by); // begins another block
    }

    core::thread_record& self = attach();
    core::thread_record& other = attach();
    counted* const wisher = book.make();
    counted* const elsewhere = book.make();
    bool retires_elsewhere = false; // the disposer does

private:
    static void dispose_wisher(void* p) {
        count_disposal_of(p);
        if (present->retires_elsewhere)
            present->retire_elsewhere();
        present->domain.collect(present->self, core::scan_everything);
    }

    static inline wishing* present = nullptr;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_wish)

BOOST_AUTO_TEST_CASE(a_retire_that_serves_grants_it) {
    wishing f;
    f.retire_elsewhere();
    f.retire_wisher(f.self);
    f.domain.collect(f.self, core::scan_listed); // proves it free
    BOOST_TEST(f.wisher->alive());
    for (int i = 0; i != 10 && f.wisher->alive(); ++i)
        f.retire(f.self);
    BOOST_TEST(!f.wisher->alive());
    BOOST_TEST(!f.elsewhere->alive());
}

BOOST_AUTO_TEST_CASE(a_scan_of_what_is_listed_grants_it) {
    wishing f;
    f.retire_elsewhere();
    f.retire_wisher(f.attach());
    f.leave(); // so that the scan disposes of it itself
    f.domain.collect(f.self, core::scan_listed);
    BOOST_TEST(!f.wisher->alive());
    BOOST_TEST(!f.elsewhere->alive());
}

BOOST_AUTO_TEST_CASE(a_thread_that_detaches_grants_it) {
    wishing f;
    f.retire_elsewhere();
    f.retire_wisher(f.self);
    f.domain.collect(f.self, core::scan_listed); // proves it free
    BOOST_TEST(f.wisher->alive());
    f.domain.detach(f.self);
    BOOST_TEST(!f.wisher->alive());
    BOOST_TEST(!f.elsewhere->alive());
}

// The wisher is guarded until the drain's last but one pass, and what it retires by the other's
// record is too young for the drain.
BOOST_AUTO_TEST_CASE(a_drain_grants_it) {
    static wishing* present = nullptr;
    static core::hazard_slot* guard = nullptr;
    static int generations = 0;
    struct chain {
        static void dispose(void*) {
            if (--generations == 0)
                guard->clear();
            else
                present->retire(present->self, nullptr, &dispose);
        }
    };
    for (int length = 1; length != 8; ++length) {
        wishing f;
        present = &f;
        generations = length;
        f.retires_elsewhere = true;
        f.retire_wisher(f.self);
        guard = &f.protect(f.other, f.wisher);
        f.retire(f.self, nullptr, &chain::dispose);
        BOOST_TEST(f.domain.drain(f.self, cds::details::endless));
        BOOST_TEST(!f.wisher->alive());
        BOOST_TEST(!f.elsewhere->alive(), "the guard has ended in generation " << length);
    }
}

// One clean-up at a time may look at what was linked, of those for threads without a record. One
// that a disposer of such an object asks for is no second one.
BOOST_AUTO_TEST_CASE(a_clean_up_without_a_record_does_not_wait_for_the_one_around_it) {
    watchdog const limit("a clean-up that waits for itself");
    static core::domain* domain = nullptr;
    static int disposed = 0;
    core::disposer_func const clean_up = [](void*) {
        ++disposed;
        domain->clean_up(nullptr);
    };
    fresh_domain f(options);
    domain = &f.domain;
    core::retired_link links[2];
    for (core::retired_link& l : links) {
        l.what = {&l, clean_up};
        f.domain.retire_linked(nullptr, l);
    }
    f.domain.clean_up(nullptr);
    BOOST_TEST(disposed == 2);
}

BOOST_AUTO_TEST_SUITE_END()
