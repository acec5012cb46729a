// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// retire, scan, force_dispose: disposed once, and never under a guard.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <cds/algo/atomic.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <vector>

namespace {

using namespace cds_test;

enum class place { first, last, every_other };

// Which of n objects are protected when `count` of them are.
std::vector<bool> protected_ones(std::size_t n, std::size_t count, place where) {
    std::vector<bool> chosen(n, false);
    std::size_t const step = where == place::every_other ? 2 : 1;
    std::size_t left = count;
    for (std::size_t start = 0; start < step && left != 0; ++start)
        for (std::size_t i = start; i < n && left != 0; i += step, --left)
            chosen[where == place::last ? n - 1 - i : i] = true;
    return chosen;
}

// Retires n objects of which some are protected; the accounts of the first scan and the second.
template <class GC>
std::size_t mistakes_with(guard_row<GC>& guards, std::size_t n, std::size_t count, place where) {
    ledger book;
    std::size_t mistakes = 0;
    std::vector<bool> const chosen = protected_ones(n, count, where);
    std::vector<counted*> objects(n);
    std::size_t next_guard = 0;
    for (std::size_t i = 0; i < n; ++i) {
        objects[i] = book.make();
        if (chosen[i])
            guards[next_guard++].assign(objects[i]);
    }
    for (counted* p : objects)
        GC::template retire<count_disposal>(p);
    GC::scan();
    for (std::size_t i = 0; i < n; ++i)
        mistakes += objects[i]->disposals() != (chosen[i] ? 0u : 1u);
    guards.clear();
    GC::force_dispose();
    for (counted* p : objects)
        mistakes += p->disposals() != 1u;
    return mistakes;
}

template <class GC>
std::size_t mistakes_for_all_counts(std::size_t n) {
    guard_row<GC> guards(guards_up_to<GC>(n));
    // Every count for one small block, every count near a boundary and a sample for larger n.
    std::size_t mistakes = 0;
    for (std::size_t count = 0; count <= guards.size(); ++count) {
        bool const near_a_block = (count + 2) % block_capacity<GC> < 5;
        if (n > 256 && !near_a_block && count % 37 != 0)
            continue;
        for (place const where : {place::first, place::last, place::every_other})
            mistakes += mistakes_with<GC>(guards, n, count, where);
    }
    return mistakes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_retire)

BOOST_AUTO_TEST_CASE_TEMPLATE(both_forms_of_retire_dispose_the_object_once, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    GC::template retire<count_disposal>(p);
    GC::retire(q, &count_disposal_of);
    GC::force_dispose();
    BOOST_TEST(p->disposals() == 1u);
    BOOST_TEST(q->disposals() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(retire_after_a_reservation_always_works, GC, gc_policies) {
    ledger book;
    for (std::size_t const n : {1u, 2u, 3u, 255u, 256u}) {
        GC::reserve_retire(n);
        for (std::size_t i = 0; i < n; ++i)
            make_and_retire<GC>(book);
        BOOST_TEST(GC::try_reserve_retire(n));
        for (std::size_t i = 0; i < n; ++i)
            make_and_retire<GC>(book);
    }
    static_assert(noexcept(GC::try_reserve_retire(1)));
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_scan_disposes_everything_unguarded_however_much_it_is, GC,
                              gc_policies) {
    ledger book;
    for (std::size_t i = 0; i < 50000; ++i)
        make_and_retire<GC>(book);
    GC::scan();
    BOOST_TEST(book.disposed() == book.made());
    BOOST_TEST(book.disposed_twice() == 0u);
}

// T1
BOOST_AUTO_TEST_CASE_TEMPLATE(
    T1_whatever_is_protected_in_up_to_four_blocks_is_disposed_once_and_later, GC, gc_policies) {
    for (std::size_t blocks = 1; blocks <= 4; ++blocks) {
        std::size_t const n = blocks * block_capacity<GC>;
        BOOST_TEST(mistakes_for_all_counts<GC>(n) == 0u, blocks << " blocks of " << n / blocks);
    }
}

// T1
BOOST_AUTO_TEST_CASE_TEMPLATE(T1_tiny_blocks_grow_with_every_protected_count, GC,
                              unlimited_policies) {
    for (std::size_t n = 1; n <= 40; ++n)
        BOOST_TEST(mistakes_for_all_counts<GC>(n) == 0u, n << " objects");
}

// T4
BOOST_AUTO_TEST_CASE_TEMPLATE(T4_only_the_one_protected_object_survives_a_scan, GC, gc_policies) {
    std::size_t const n = 300;
    typename GC::Guard guard;
    for (std::size_t kept = 0; kept < n; ++kept) {
        ledger book;
        counted* subject = nullptr;
        for (std::size_t i = 0; i < n; ++i) {
            counted* const p = book.make();
            if (i == kept)
                subject = guard.assign(p);
            GC::template retire<count_disposal>(p);
        }
        GC::scan();
        BOOST_TEST(subject->disposals() == 0u, "object " << kept);
        BOOST_TEST(book.disposed() == n - 1);
        BOOST_TEST(book.disposed_twice() == 0u);
        guard.clear();
        GC::force_dispose();
        BOOST_TEST(book.each_disposed_once());
    }
}

// T4
BOOST_AUTO_TEST_CASE(T4_both_kinds_of_scan_of_HP_spare_the_protected_object) {
    using cds::gc::HP;
    for (auto const kind : {HP::scan_type::classic, HP::scan_type::inplace}) {
        HP const life(8, 4, 0, kind);
        BOOST_TEST((HP::getScanType() == kind));
        for (std::size_t kept = 0; kept < 20; ++kept) {
            ledger book;
            HP::Guard guard;
            counted* subject = nullptr;
            for (std::size_t i = 0; i < 20; ++i) {
                counted* const p = book.make();
                if (i == kept)
                    subject = guard.assign(p);
                HP::retire<count_disposal>(p);
            }
            HP::scan();
            BOOST_TEST(subject->disposals() == 0u, "object " << kept);
            BOOST_TEST(book.disposed() == 19u);
            guard.clear();
            HP::scan();
            BOOST_TEST(book.each_disposed_once());
        }
    }
}

// T8
BOOST_AUTO_TEST_CASE_TEMPLATE(T8_every_hazard_counts_however_many_a_new_thread_holds, GC,
                              gc_policies) {
    background scanner([] { GC::force_dispose(); });
    for (std::size_t const wanted : {1u, 7u, 8u, 9u, 16u, 17u, 63u, 64u, 65u, 256u, 257u, 3000u}) {
        ledger book;
        std::size_t killed = 0;
        run_thread([&] { // its first act is to protect
            std::size_t const n = guards_up_to<GC>(wanted);
            std::vector<atomics::atomic<counted*>> sources(n);
            for (auto& s : sources)
                s.store(book.make(), atomics::memory_order_relaxed);
            guard_row<GC> guards(n);
            for (std::size_t i = 0; i < n; ++i)
                guards[i].protect(sources[i]);
            for (auto& s : sources)
                GC::template retire<count_disposal>(
                    s.exchange(nullptr, atomics::memory_order_acq_rel));
            scanner.wait_for_rounds(2);
            GC::force_dispose();
            killed = book.disposed();
        });
        BOOST_TEST(killed == 0u, wanted << " hazards");
        BOOST_TEST(GC::drain());
        BOOST_TEST(book.each_disposed_once());
    }
    scanner.stop();
}

// The write through a guard, the retirement elsewhere and the disposer's read: for ThreadSanitizer.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_reader_wrote_under_its_guard_is_what_the_disposer_sees, GC,
                              gc_policies) {
    static std::atomic<std::size_t> sum{0};
    struct add_value {
        void operator()(counted* p) const noexcept {
            sum.fetch_add(p->value, std::memory_order_relaxed);
            p->value = 0;
            p->dispose();
        }
    };
    sum = 0;
    ledger book;
    std::size_t const rounds = 2000 * scale();
    atomics::atomic<counted*> shared{nullptr};
    std::atomic<std::size_t> written{0};
    run_threads(2, [&](std::size_t who) {
        if (who == 0) { // the writer: publishes, waits for the reader's mark, retires at once
            for (std::size_t i = 0; i < rounds; ++i) {
                shared.store(book.make(), atomics::memory_order_release);
                while (written.load(std::memory_order_acquire) <= i)
                    std::this_thread::yield();
                counted* const p = shared.exchange(nullptr, atomics::memory_order_acq_rel);
                GC::template retire<add_value>(p);
                if (i % 16 == 0)
                    GC::force_dispose();
            }
        } else {
            typename GC::Guard guard;
            for (std::size_t i = 0; i < rounds; ++i) {
                counted* p = nullptr;
                while ((p = guard.protect(shared)) == nullptr || p->index() < i)
                    std::this_thread::yield();
                written.store(i + 1, std::memory_order_relaxed); // carries nothing: the guard does
                p->value = 1;
                guard.clear();
            }
        }
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(sum.load() == rounds);
}

BOOST_AUTO_TEST_SUITE_END()
