// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The kernel refuses the barrier, which it had granted: nothing is disposed of, nothing is lost,
// and once it grants it again all goes on. Here the process is refused, in fence_test.cpp a thread.

#include <cds/hazard_pointer.h>
#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/membarrier.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory_resource>
#include <new>
#include <optional>
#include <thread>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

template <int Which>
struct small_tag : cds::gc::own_domain<small_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
template <int Which>
using policy = cds::gc::generic_DHP<small_tag<Which>>;

constexpr cds::gc::domain_options small{.block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};

// False where readers fence for themselves, and no scan needs the barrier.
bool scans_need_the_barrier() {
    { cds::gc::DHP::Guard const first_use; }
    return membarrier_works_here() && !cds::gc::fences_are_full();
}

std::size_t refusals() { return core::count_fences().failed; }

// There is memory for so many pieces.
class scanty_resource : public std::pmr::memory_resource {
public:
    explicit scanty_resource(int pieces) : left_(pieces) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        if (left_ == 0)
            throw std::bad_alloc();
        --left_;
        return std::pmr::new_delete_resource()->allocate(bytes, alignment);
    }
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) override {
        std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }

    int left_;
};

class object : public cds::hazard_pointer_obj_base<object> {
public:
    explicit object(std::atomic<std::size_t>& deleted) : deleted_(deleted) {}
    ~object() { deleted_.fetch_add(1, std::memory_order_release); }

private:
    std::atomic<std::size_t>& deleted_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_refused_barrier)

// fork
BOOST_AUTO_TEST_CASE(a_forked_child_keeps_what_its_parent_could_not_judge) {
    using GC = policy<0>;
    if (!scans_need_the_barrier())
        return;
    ledger book;
    refused_barrier refused;
    for (int i = 0; i != 1000; ++i)
        make_and_retire<GC>(book);
    child_end const child = in_fork([&] {
        GC::force_dispose();
        if (book.disposed() != 0 || !statistics_of<GC>().bound_suspended)
            return fail_child("the child disposes without the barrier");
        refused.end();
        if (!GC::drain() || !book.each_disposed_once())
            return fail_child("the child has not all of it");
        GC::stat const now = statistics_of<GC>();
        return now.lost_in_fork == 0 && !now.bound_suspended ? 0 : fail_child("it counts wrongly");
    });
    BOOST_TEST(child.good(), "the child " << child);
    BOOST_TEST(book.disposed() == 0u); // the parent's
    refused.end();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// out of memory (with a record, and without blocks), no record
BOOST_AUTO_TEST_CASE(what_is_linked_for_want_of_memory_is_kept_too) {
    if (!scans_need_the_barrier())
        return;
    for (int const pieces : {1, 0}) {
        std::atomic<std::size_t> deleted{0};
        scanty_resource memory(pieces);
        cds::hazard_pointer_domain domain(small, &memory);
        refused_barrier refused;
        std::size_t const before = refusals();
        for (int i = 0; i != 1000; ++i)
            (new object(deleted))->retire(domain);
        BOOST_TEST(domain.statistics().thread_rec_count == static_cast<std::size_t>(pieces));
        BOOST_TEST(refusals() > before); // it has tried
        cds::hazard_pointer_clean_up(domain);
        BOOST_TEST(deleted.load() == 0u);
        BOOST_TEST(domain.statistics().pending == 1000u);
        refused.end();
        cds::hazard_pointer_clean_up(domain);
        BOOST_TEST(deleted.load() == 1000u);
        BOOST_TEST(domain.statistics().pending == 0u);
    }
}

// drain
BOOST_AUTO_TEST_CASE(drain_is_false_at_once_and_the_next_finds_everything) {
    using GC = policy<1>;
    if (!scans_need_the_barrier())
        return;
    watchdog const limit("a drain that is refused the barrier");
    ledger book;
    {
        refused_barrier const refused;
        for (int i = 0; i != 1000; ++i)
            make_and_retire<GC>(book);
        BOOST_TEST(!GC::drain());
        BOOST_TEST(!GC::drain()); // the first has let it go
        BOOST_TEST(book.disposed() == 0u);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// clean_up
BOOST_AUTO_TEST_CASE(clean_up_asks_twice_and_returns) {
    if (!scans_need_the_barrier())
        return;
    std::atomic<std::size_t> deleted{0};
    cds::hazard_pointer_domain domain(small);
    refused_barrier refused;
    for (int i = 0; i != 10; ++i)
        (new object(deleted))->retire(domain);
    std::size_t const before = refusals();
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(refusals() == before + 2); // for itself, and for its scan
    BOOST_TEST(deleted.load() == 0u);
    refused.end();
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(deleted.load() == 10u);
}

// thread exit
BOOST_AUTO_TEST_CASE(what_a_thread_leaves_waits_for_the_barrier) {
    using GC = policy<2>;
    if (!scans_need_the_barrier())
        return;
    ledger book;
    refused_barrier refused;
    for (std::size_t n : {1u, 100u, 1000u})
        run_thread([&] {
            for (std::size_t i = 0; i != n; ++i)
                make_and_retire<GC>(book);
        });
    BOOST_TEST(book.disposed() == 0u);
    BOOST_TEST(statistics_of<GC>().pending == 1101u);
    BOOST_TEST(statistics_of<GC>().thread_rec_count == 1u); // each took over the last one's
    refused.end();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// cohort
BOOST_AUTO_TEST_CASE(the_end_of_a_cohort_waits_for_the_barrier) {
    if (!scans_need_the_barrier())
        return;
    watchdog const limit("a cohort that is refused the barrier");
    std::atomic<std::size_t> deleted{0};
    cds::hazard_pointer_domain domain(small);
    std::optional<cds::hazard_pointer_cohort> cohort(std::in_place, domain);
    refused_barrier refused;
    for (int i = 0; i != 100; ++i) // some of these try to reclaim
        (new object(deleted))->retire_to_cohort(*cohort);
    std::size_t const before = refusals();
    BOOST_TEST(before != 0u);
    BOOST_TEST(deleted.load() == 0u);
    std::thread ending([&] { cohort.reset(); });
    while (refusals() < before + 3)
        std::this_thread::yield();
    BOOST_TEST(deleted.load() == 0u);
    refused.end();
    ending.join();
    BOOST_TEST(deleted.load() == 100u);
}

// A retire does not ask again and again: the next scan comes when as much has come in again.
BOOST_AUTO_TEST_CASE(a_barrier_that_is_refused_for_long_is_asked_for_once_a_threshold) {
    using GC = policy<3>;
    if (!scans_need_the_barrier())
        return;
    ledger book;
    std::size_t asked = 0;
    {
        refused_barrier const refused;
        std::size_t const before = refusals();
        for (int i = 0; i != 6400; ++i)
            make_and_retire<GC>(book);
        asked = refusals() - before;
    }
    BOOST_TEST(asked != 0u);
    BOOST_TEST(asked <= 100u);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
