// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is promised with a number, and what is so again after something has failed: several threads
// of a domain, one of which acts at a time, so that all of it can be counted.

#include <cds_test/allocator.h>
#include <cds_test/fresh_domain.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

constexpr std::size_t block = 16;
constexpr std::size_t least = 64;

constexpr cds::gc::domain_options small{
    .block_capacity = block, .threshold = least, .overdue_ms = ~0u};

constexpr cds::gc::domain_options only_when_asked() {
    cds::gc::domain_options o = small;
    o.threshold = 1000000;
    return o;
}

constexpr std::chrono::nanoseconds at_once(0);

// A block of the thread's is listed, with all its cells.
void list_a_block(fresh_domain& f, core::thread_record& self) {
    for (std::size_t i = 0; i != block + 1; ++i)
        f.retire(self);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_in_turn)

// --- numbers ------------------------------------------------------------------------------------

// T21: threads that stand still do not dispose of what was proven free for them.
BOOST_AUTO_TEST_CASE(T21_what_waits_for_threads_that_stand_still_is_a_threshold_at_most) {
    fresh_domain f(only_when_asked());
    cds::gc::domain_options o = small;
    core::thread_record& scanner = f.attach();
    for (std::size_t i = 0; i != 40; ++i) {
        list_a_block(f, f.attach());
        f.domain.configure(o);
        f.domain.collect(scanner, core::scan_listed);
        f.domain.configure(only_when_asked());
        BOOST_TEST(f.domain.statistics().ready <= least + block);
    }
    BOOST_TEST(f.book.disposed() >= 40 * block - least - block);
}

// T21, P: with 2,000 hazards theta is 8,000, and a scan comes once per theta.
BOOST_AUTO_TEST_CASE(T21_scans_are_as_rare_as_2000_hazards_allow) {
    fresh_domain f(small);
    core::thread_record& self = f.attach();
    constexpr std::size_t hazards = 2000;
    constexpr std::size_t theta = 4 * hazards;
    for (std::size_t i = 0; i != hazards; ++i) {
        counted* const p = f.book.make();
        f.protect(p);
        f.retire(self, p, &count_disposal_of);
    }
    f.domain.collect(self, core::scan_everything); // it sees them
    BOOST_TEST(f.book.disposed() == 0u);
    std::size_t const before = f.domain.statistics().scan_count;
    constexpr std::size_t retires = 20 * theta;
    std::size_t most = 0;
    for (std::size_t i = 0; i != retires; ++i) {
        f.retire(self);
        most = std::max(most, f.domain.statistics().pending);
    }
    std::size_t const scans = f.domain.statistics().scan_count - before;
    // of what is listed when a scan comes, the protected quarter is not new
    BOOST_TEST(scans <= retires / (theta - hazards) + 1);
    BOOST_TEST(scans >= retires / (theta + f.domain.statistics().scan_depth + block) - 1);
    BOOST_TEST(most <= bound_of(small, {.hazards = hazards}));
}

// --- after a failure ----------------------------------------------------------------------------

// A drain that has given up leaves no trace: what scans prove free waits for its thread again.
BOOST_AUTO_TEST_CASE(after_a_drain_that_gave_up_scans_are_as_before) {
    fresh_domain f(only_when_asked());
    core::thread_record& self = f.attach();
    core::thread_record& other = f.attach();
    counted* const guarded = f.book.make();
    core::hazard_slot& guard = f.protect(guarded);
    f.retire(self, guarded, &count_disposal_of);
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(!f.domain.drain(other, at_once));
    list_a_block(f, self);
    f.domain.collect(other, core::scan_listed);
    BOOST_TEST(f.domain.statistics().ready == block - 1); // all but the guarded
    guard.clear();
    BOOST_TEST(f.domain.drain(other, cds::details::endless));
    BOOST_TEST(f.book.each_disposed_once());
}

// What a drain let go is counted as listed: the threshold knows of it.
BOOST_AUTO_TEST_CASE(what_a_drain_let_go_counts_for_the_next_scan) {
    fresh_domain f(only_when_asked());
    core::thread_record& self = f.attach();
    core::thread_record& other = f.attach();
    std::vector<core::hazard_slot*> guards;
    for (std::size_t i = 0; i != least; ++i) {
        counted* const p = f.book.make();
        guards.push_back(&f.protect(p));
        f.retire(self, p, &count_disposal_of);
    }
    BOOST_TEST(!f.domain.drain(other, at_once));
    for (core::hazard_slot* g : guards)
        g->clear();
    BOOST_TEST(f.book.disposed() == 0u);
    f.domain.configure(small);
    f.domain.collect(other, core::scan_nothing); // configure() has forgotten the last threshold
    std::size_t const before = f.domain.statistics().scan_count;
    list_a_block(f, self); // its first retire begins a block, and so looks at the threshold
    BOOST_TEST(f.domain.statistics().scan_count > before);
}

// Memory runs out in the middle of a reservation; what was set aside for it is there afterwards.
BOOST_AUTO_TEST_CASE(a_reservation_that_failed_has_taken_nothing_that_is_not_used_later) {
    cds::gc::memory_source source;
    source.allocate = &failing_allocator::allocate;
    source.release = &failing_allocator::release;
    {
        fresh_domain f(only_when_asked(), source);
        core::thread_record& self = f.attach();
        BOOST_TEST(f.domain.reserve(self, 1));
        failing_allocator::fail_after(1, failing_allocator::manner::returns_null);
        BOOST_TEST(!f.domain.reserve(self, 256));
        failing_allocator::never_fail();
        std::size_t const blocks = f.domain.statistics().retired_block_count;
        BOOST_TEST(f.domain.reserve(self, blocks * block));
        BOOST_TEST(f.domain.statistics().retired_block_count == blocks);
        for (std::size_t i = 0; i != blocks * block; ++i)
            f.retire(self);
        f.domain.collect(self, core::scan_everything);
        BOOST_TEST(f.book.each_disposed_once());
    }
}

// T8, T19: many more hazards than the table on the stack holds, first without memory for another,
// and then with.
BOOST_AUTO_TEST_CASE(T8_a_scan_sees_all_hazards_and_its_table_goes_back_with_the_domain) {
    cds::gc::memory_source source;
    source.allocate = &failing_allocator::allocate;
    source.release = &failing_allocator::release;
    cds::gc::domain_options o = only_when_asked();
    o.fallback_table = 4;
    long const before = failing_allocator::live();
    {
        fresh_domain f(o, source);
        core::thread_record& self = f.attach();
        for (std::size_t i = 0; i != 100; ++i) {
            counted* const p = f.book.make();
            f.protect(p);
            f.retire(self, p, &count_disposal_of);
        }
        failing_allocator::fail_after(0, failing_allocator::manner::returns_null);
        f.domain.collect(self, core::scan_everything);
        BOOST_TEST(failing_allocator::refused() != 0u);
        BOOST_TEST(f.book.disposed() == 0u);
        failing_allocator::never_fail();
        long const without = failing_allocator::live();
        f.domain.collect(self, core::scan_everything);
        BOOST_TEST(failing_allocator::live() == without + 1);
        BOOST_TEST(f.book.disposed() == 0u);
    }
    BOOST_TEST(failing_allocator::live() == before);
}

// --- the second step of a story -----------------------------------------------------------------

// T22: the drain itself has freed the parents; a grandchild, say, is guarded.
BOOST_AUTO_TEST_CASE(T22_drain_is_false_when_the_caller_guards_a_descendant) {
    static fresh_domain* domain = nullptr;
    static core::thread_record* drainer = nullptr;
    static std::vector<counted*> line;
    static std::size_t next = 0;
    struct parent {
        static void dispose(void* p) {
            count_disposal_of(p);
            if (next != line.size())
                domain->retire(*drainer, line[next++], &dispose);
        }
    };
    for (std::size_t guarded = 1; guarded != 6; ++guarded) {
        fresh_domain f(only_when_asked());
        core::thread_record& self = f.attach();
        domain = &f;
        drainer = &self;
        line.assign(6, nullptr);
        for (counted*& p : line)
            p = f.book.make();
        core::hazard_slot& guard = f.protect(line[guarded]); // its own, or it would wait for ever
        next = 1;
        f.retire(self, line[0], &parent::dispose);
        BOOST_TEST(!f.domain.drain(self, cds::details::endless));
        BOOST_TEST(f.book.disposed() == guarded);
        guard.clear();
        BOOST_TEST(f.domain.drain(self, cds::details::endless));
        BOOST_TEST(f.book.each_disposed_once());
    }
}

// T3: one scan goes on with a chain for 32,768 generations; the end of a domain goes on to the end.
BOOST_AUTO_TEST_CASE(T3_a_domain_ends_when_a_chain_has_ended_that_is_longer_than_a_scan) {
    static fresh_domain* domain = nullptr;
    static std::size_t left = 0;
    struct link {
        static void dispose(void* p) {
            if (left-- != 0)
                domain->retire(*domain->records.front(), p, &dispose);
        }
    };
    fresh_domain f(small);
    core::thread_record& self = f.attach();
    domain = &f;
    left = 33000;
    f.retire(self, nullptr, &link::dispose);
    f.domain.dispose_unguarded(&self);
    BOOST_TEST(f.domain.statistics().pending == 0u);
}

// T2: every scan watches the hand-overs here, one at a time, and each of them comes to its turn.
BOOST_AUTO_TEST_CASE(T2_a_scan_that_has_watched_makes_way_for_the_next) {
    cds::gc::domain_options o = only_when_asked();
    o.gatherings = 0;
    fresh_domain f(o);
    core::thread_record& self = f.attach();
    for (std::size_t n = 1; n != 4; ++n) {
        f.retire(self);
        f.domain.collect(self, core::scan_everything);
        BOOST_TEST(f.book.disposed() == n);
    }
}

BOOST_AUTO_TEST_SUITE_END()
