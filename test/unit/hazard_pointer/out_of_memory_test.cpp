// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// retire never fails: without memory objects wait in a chain through themselves, with the same
// guarantees.
#include "objects.h"

#include <cds/gc/dhp.h>
#include <cds_test/allocator.h>
#include <cds_test/child.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;
using cds::hazard_pointer_clean_up;
using cds::hazard_pointer_domain;

// A domain in want of memory after `allocations` of them.
struct starving {
    explicit starving(long allocations) { memory.run_out_after(allocations); }

    meter memory;
    census count;
    hazard_pointer_domain domain{small(), &memory};
};

std::size_t pending(hazard_pointer_domain& d) { return d.statistics().pending; }

class parent : public cds::hazard_pointer_obj_base<parent> {
public:
    parent(census& c, hazard_pointer_domain& d, int depth) : count_(c), domain_(d), depth_(depth) {
        ++c.made;
    }
    ~parent() {
        ++count_.deleted;
        if (depth_ != 0)
            (new parent(count_, domain_, depth_ - 1))->retire(domain_);
    }

private:
    census& count_;
    hazard_pointer_domain& domain_;
    int depth_;
};

// In a process of its own: the default domain gets no memory any more, or little.
int default_domain_starves(long allocations) {
    using cds::gc::DHP;
    using cds_test::failing_allocator;
    DHP::set_memory_allocator(failing_allocator::allocate, failing_allocator::release);
    failing_allocator::fail_after(allocations, failing_allocator::manner::returns_null);
    hazard_pointer_clean_up();
    DHP::stat s;
    DHP::statistics(s);
    std::size_t const before = s.retired_count;
    census c;
    for (int i = 0; i != 5000; ++i)
        (new object(c))->retire();
    DHP::statistics(s);
    if (s.retired_count != before + 5000 || s.pending != c.alive())
        return 1; // the statistics do not know of all
    if (c.alive() > DHP::bound())
        return 2;
    hazard_pointer_clean_up();
    if (c.alive() != 0)
        return 3;
    std::vector<object*> last;
    for (int i = 0; i != 100; ++i)
        last.push_back(new object(c));
    source from{last[0]};
    failing_allocator::never_fail();
    hazard_pointer h = cds::make_hazard_pointer();
    h.protect(from);
    failing_allocator::fail_after(0, failing_allocator::manner::throws);
    for (object* p : last)
        p->retire();
    if (DHP::drain() || c.alive() != 1) // it is we who hold the last
        return 4;
    h = {};
    if (!DHP::drain() || c.alive() != 0)
        return 5;
    (new object(c))->retire();
    DHP::force_dispose();
    return c.alive() == 0 && c.corpses == 0 ? 0 : 6;
}

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_out_of_memory)

BOOST_AUTO_TEST_CASE(M1_every_object_is_deleted_once_wherever_memory_ends) {
    for (long allocations = 0; allocations != 12; ++allocations) {
        starving s(allocations);
        for (int i = 0; i != 1000; ++i)
            (new object(s.count))->retire(s.domain);
        hazard_pointer_clean_up(s.domain);
        BOOST_TEST(s.count.deleted.load() == 1000u, "after " << allocations);
        BOOST_TEST(s.count.corpses.load() == 0u);
        BOOST_TEST(pending(s.domain) == 0u);
    }
}

BOOST_AUTO_TEST_CASE(M2_what_is_protected_stays_also_in_the_chain) {
    for (long allocations = 2; allocations != 8; ++allocations) {
        starving s(-1);
        std::vector<hazard_pointer> held(6);
        std::vector<source> from(held.size());
        for (std::size_t i = 0; i != held.size(); ++i) {
            from[i].store(new object(s.count, i));
            held[i] = cds::make_hazard_pointer(s.domain);
            held[i].protect(from[i]);
        }
        s.memory.run_out_after(allocations - 2);
        for (int round = 0; round != 50; ++round)
            for (int i = 0; i != 10; ++i)
                (new object(s.count))->retire(s.domain);
        std::size_t corpses = 0;
        for (source& f : from)
            f.load()->retire(s.domain);
        hazard_pointer_clean_up(s.domain);
        BOOST_TEST(s.count.alive() == held.size());
        for (source& f : from)
            corpses += !f.load()->alive();
        BOOST_TEST(corpses == 0u);
        for (hazard_pointer& h : held)
            h.reset_protection();
        hazard_pointer_clean_up(s.domain);
        BOOST_TEST(s.count.alive() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(M3_the_bound_holds_without_memory) {
    starving s(-1);
    source from{new object(s.count)};
    hazard_pointer stalled = cds::make_hazard_pointer(s.domain);
    stalled.protect(from);
    s.memory.run_out();
    std::size_t excess = 0;
    for (int i = 0; i != 5000; ++i) {
        replace(from, new object(s.count))->retire(s.domain);
        std::size_t const waiting = s.count.alive() - 1;
        excess = waiting > s.domain.bound() ? waiting - s.domain.bound() : excess;
    }
    BOOST_TEST(excess == 0u);
    BOOST_TEST(s.memory.refused() > 0u);
    replace(from, nullptr)->retire(s.domain);
    stalled = {};
}

BOOST_AUTO_TEST_CASE(M4_threads_without_a_record_retire_and_reclaim) {
    starving s(0); // there is never a record for anybody
    cds_test::run_threads(4, [&](std::size_t) {
        for (int i = 0; i != 500; ++i)
            (new object(s.count))->retire(s.domain);
    });
    BOOST_TEST(s.count.made.load() == 2000u);
    BOOST_TEST(s.count.alive() <= s.domain.bound());
    hazard_pointer_clean_up(s.domain);
    BOOST_TEST(s.count.alive() == 0u);
    BOOST_TEST(s.count.corpses.load() == 0u);
}

BOOST_AUTO_TEST_CASE(M5_deleters_retire_without_memory_in_constant_stack) {
    for (long allocations : {0L, 1L, 2L, 3L}) {
        starving s(allocations);
        cds_test::run_with_stack(256 * 1024, [&] {
            for (int i = 0; i != 20; ++i)
                (new parent(s.count, s.domain, 1000))->retire(s.domain);
            hazard_pointer_clean_up(s.domain);
        });
        hazard_pointer_clean_up(s.domain);
        BOOST_TEST(s.count.made.load() == 20u * 1001u);
        BOOST_TEST(s.count.alive() == 0u, "after " << allocations);
    }
}

BOOST_AUTO_TEST_CASE(M6_the_end_of_a_domain_needs_no_memory) {
    for (long allocations = 0; allocations != 6; ++allocations) {
        census c;
        meter memory;
        memory.run_out_after(allocations);
        std::atomic<bool> over{false};
        std::atomic<int> ready{0};
        std::vector<std::thread> idle; // they keep what records there are
        {
            hazard_pointer_domain d(small(), &memory);
            for (int t = 0; t != 10; ++t)
                idle.emplace_back([&] {
                    for (int i = 0; i != 7; ++i)
                        (new parent(c, d, 3))->retire(d);
                    ++ready;
                    while (!over)
                        std::this_thread::yield();
                });
            while (ready != 10)
                std::this_thread::yield();
        }
        BOOST_TEST(c.made.load() == 280u);
        BOOST_TEST(c.alive() == 0u, "after " << allocations);
        BOOST_TEST(memory.live() == 0u);
        over = true;
        for (std::thread& t : idle)
            t.join();
    }
}

BOOST_AUTO_TEST_CASE(M7_many_threads_and_memory_that_comes_and_goes) {
    starving s(-1);
    source from{new object(s.count)};
    std::atomic<std::size_t> corpses{0};
    cds_test::background weather([&] {
        s.memory.run_out();
        std::this_thread::yield();
        s.memory.run_out_after(1);
        std::this_thread::yield();
        s.memory.recover();
    });
    std::size_t const each = 20000 * cds_test::scale();
    cds_test::run_threads(4, [&](std::size_t who) {
        hazard_pointer h;
        while (h.empty())
            try {
                h = cds::make_hazard_pointer(s.domain);
            } catch (std::bad_alloc const&) {
                std::this_thread::yield();
            }
        for (std::size_t i = 0; i != each; ++i)
            if (who % 2 == 0)
                replace(from, new object(s.count))->retire(s.domain);
            else
                corpses += !h.protect(from)->alive();
    });
    weather.stop();
    BOOST_TEST(corpses.load() == 0u);
    replace(from, nullptr)->retire(s.domain);
    hazard_pointer_clean_up(s.domain);
    BOOST_TEST(s.count.alive() == 0u);
    BOOST_TEST(s.count.corpses.load() == 0u);
}

BOOST_AUTO_TEST_CASE(M8_the_default_domain_without_memory) {
    for (int allocations = 0; allocations != 4; ++allocations) {
        cds_test::child_end const child =
            cds_test::in_fork([&] { return default_domain_starves(allocations); });
        BOOST_TEST(child.good(), "after " << allocations << " child " << child);
    }
}

BOOST_AUTO_TEST_CASE(M9_a_forked_child_finds_the_chain) {
    starving s(-1);
    source from{new object(s.count)};
    hazard_pointer h = cds::make_hazard_pointer(s.domain);
    h.protect(from);
    s.memory.run_out();
    for (int i = 0; i != 10; ++i)
        (new object(s.count))->retire(s.domain);
    from.load()->retire(s.domain);
    cds_test::child_end const child = cds_test::in_fork([&] {
        h.reset_protection();
        hazard_pointer_clean_up(s.domain);
        return s.count.alive() == 0 && s.domain.statistics().lost_in_fork == 0 ? 0 : 1;
    });
    BOOST_TEST(child.good(), "child " << child);
    BOOST_TEST(from.load()->alive()); // the parent's own
    h = {};
}

BOOST_AUTO_TEST_CASE(M10_assigning_to_an_object_in_the_chain_does_not_take_it_out) {
    struct assigned : cds::hazard_pointer_obj_base<assigned> {
        explicit assigned(census& c) : count(&c) { ++c.made; }
        assigned(assigned const&) = default;
        assigned& operator=(assigned const&) = default;
        ~assigned() { ++count->deleted; }
        census* count;
    };
    starving s(0);
    std::vector<assigned*> chained;
    for (int i = 0; i != 5; ++i) {
        chained.push_back(new assigned(s.count));
        chained.back()->retire(s.domain);
    }
    assigned const other(s.count);
    for (assigned* p : chained)
        *p = other;
    for (assigned* p : chained)
        *p = *chained[2];
    hazard_pointer_clean_up(s.domain);
    BOOST_TEST(s.count.deleted.load() == 5u);
}

BOOST_AUTO_TEST_CASE(M11_the_end_of_a_policy_needs_no_memory) {
    cds_test::child_end const child = cds_test::in_fork([] {
        using cds_test::failing_allocator;
        census c;
        cds::gc::DHP::set_memory_allocator(failing_allocator::allocate, failing_allocator::release);
        failing_allocator::fail_after(0, failing_allocator::manner::returns_null);
        {
            cds::gc::DHP const policy;
            for (int i = 0; i != 10; ++i)
                (new parent(c, cds::hazard_pointer_default_domain(), 3))->retire();
            if (c.alive() != 10)
                return 1;
        }
        return c.made == 40 && c.alive() == 0 ? 0 : 2;
    });
    BOOST_TEST(child.good(), "child " << child);
}

BOOST_AUTO_TEST_SUITE_END()
