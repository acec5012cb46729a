// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork: the child has one thread, and the other threads' work in whatever state it was.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/pile.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <vector>

namespace {

using namespace cds_test;

template <class GC>
struct whole_life {
    // What a child may expect of the library: everything, for what is its own.
    static int in_child(typename GC::Guard& from_parent, counted* held) {
        ledger book;
        pile<GC> heap;
        for (std::size_t i = 0; i < 3000; ++i) {
            typename GC::Guard guard;
            GC::template retire<count_disposal>(guard.assign(book.make()));
            heap.push(i);
            std::size_t top = 0;
            heap.pop(top);
        }
        GC::force_dispose();
        if (book.disposed() != book.made() || book.disposed_twice() != 0)
            return fail_child("an own object was not disposed exactly once");
        if (held->disposals() != 0)
            return fail_child("the guard of the surviving thread did not survive");
        from_parent.clear();
        GC::force_dispose();
        typename GC::stat const now = statistics_of<GC>();
        // What a scan of the parent had in hand at the fork is leaked and counted, not disposed.
        if (held->disposals() > 1 || (held->disposals() == 0 && now.lost_in_fork == 0))
            return fail_child("the object of the surviving guard was neither disposed nor counted");
        return now.pending > GC::bound() ? fail_child("more pending than the bound") : 0;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_fork)

// T17
BOOST_AUTO_TEST_CASE_TEMPLATE(T17_a_child_forked_amid_retiring_threads_uses_the_library, GC,
                              gc_policies) {
    ledger book;
    using garbage = mortal<whole_life<GC>>;
    std::vector<std::unique_ptr<background>> busy;
    for (int t = 0; t < 2; ++t)
        busy.push_back(std::make_unique<background>([] {
            typename GC::Guard guard;
            auto* const p = new garbage;
            guard.assign(p);
            GC::template retire<delete_it>(p);
            guard.clear();
            GC::template retire<delete_it>(new garbage);
        }));
    busy.push_back(std::make_unique<background>([] { GC::force_dispose(); }));

    for (std::size_t i = 0; i < 20 * scale(); ++i) {
        typename GC::Guard guard;
        counted* const held = guard.assign(book.make());
        GC::template retire<count_disposal>(held);
        child_end const child = in_fork([&] { return whole_life<GC>::in_child(guard, held); },
                                        std::chrono::seconds(30));
        BOOST_TEST(child.good(), "child " << i << " " << child);
        if (!child.good())
            break;
    }
    for (auto& b : busy)
        b->stop();
    busy.clear();
    BOOST_TEST(GC::drain()); // the parent has not noticed anything
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(garbage::made.load() == garbage::destroyed.load());
    BOOST_TEST(garbage::killed_twice.load() == 0u);
}

// T17
BOOST_AUTO_TEST_CASE_TEMPLATE(T17_a_child_waits_neither_for_scans_nor_for_drains_that_vanished, GC,
                              gc_policies) {
    using garbage = mortal<whole_life<GC>>;
    struct dispose_slowly {
        void operator()(garbage* p) const {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            delete p;
        }
    };
    background scanner([] { // nearly always in a disposer
        GC::template retire<dispose_slowly>(new garbage);
        GC::force_dispose();
    });
    background drainer([] { (void)GC::drain(std::chrono::milliseconds(50)); });
    for (int i = 0; i < 5; ++i) {
        scanner.wait_for_rounds(1);
        child_end const child = in_fork([] {
            ledger book;
            make_and_retire<GC>(book);
            bool const drained = GC::drain(std::chrono::seconds(10));
            return drained && book.each_disposed_once() ? 0 : fail_child("drain is not true");
        });
        BOOST_TEST(child.good(), "child " << i << " " << child);
    }
    scanner.stop();
    drainer.stop();
    BOOST_TEST(GC::drain());
}

// T17
BOOST_AUTO_TEST_CASE_TEMPLATE(T17_a_child_of_a_child_works_too, GC, gc_policies) {
    ledger book;
    typename GC::Guard guard;
    counted* const held = guard.assign(book.make());
    GC::template retire<count_disposal>(held);
    child_end const child = in_fork([&] {
        make_and_retire<GC>(book);
        return in_fork([&] { return whole_life<GC>::in_child(guard, held); }).good() ? 0 : 1;
    });
    BOOST_TEST(child.good(), "the child " << child);
    guard.clear();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T17
BOOST_AUTO_TEST_CASE_TEMPLATE(T17_a_thread_that_did_not_use_the_library_may_fork, GC, gc_policies) {
    ledger book;
    child_end child;
    run_thread([&] {
        child = in_fork([] {
            ledger own;
            for (int i = 0; i < 1000; ++i)
                make_and_retire<GC>(own);
            GC::force_dispose();
            return own.each_disposed_once() ? 0 : fail_child("lost or doubled");
        });
    });
    BOOST_TEST(child.good(), "the child " << child);
}

BOOST_AUTO_TEST_SUITE_END()
