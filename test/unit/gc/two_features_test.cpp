// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Two rare things at once: what no other file of this folder tests. The table in test/README.md has
// all the pairs.

#include <cds/hazard_pointer.h>
#include <cds_test/allocator.h>
#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/sanitizers.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory_resource>
#include <new>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;

constexpr std::size_t limit = 4;

template <int Which>
struct limited_tag : cds::gc::own_domain<limited_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .line_slots = 2, .guard_limit = limit, .overdue_ms = ~0u};
};
template <int Which>
using limited = cds::gc::generic_DHP<limited_tag<Which>>;

template <class GC>
std::size_t guards_to_be_had() {
    std::vector<typename GC::Guard> guards;
    guards.reserve(2 * limit);
    try {
        while (guards.size() != 2 * limit)
            guards.emplace_back();
    } catch (cds::gc::HP::not_enough_hazard_ptr_exception const&) {
        return guards.size();
    }
    return guards.size();
}

class closable_resource : public std::pmr::memory_resource {
public:
    void close() noexcept { closed_.store(true, std::memory_order_release); }

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        if (closed_.load(std::memory_order_acquire))
            throw std::bad_alloc();
        return std::pmr::new_delete_resource()->allocate(bytes, alignment);
    }
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) override {
        std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }

    std::atomic<bool> closed_{false};
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_two_features)

// out of memory, guard limit
BOOST_AUTO_TEST_CASE(guards_refused_for_want_of_memory_do_not_count_against_the_limit) {
    using GC = limited<0>;
    GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    GC::force_dispose(); // a record, and no slot
    for (int i = 0; i != 10; ++i) {
        failing_allocator::fail_after(0, failing_allocator::manner::throws);
        BOOST_CHECK_THROW(GC::Guard(), std::bad_alloc);
        failing_allocator::fail_after(0, failing_allocator::manner::returns_null);
        BOOST_CHECK_THROW(GC::Guard(), std::bad_alloc);
    }
    failing_allocator::never_fail();
    BOOST_TEST(guards_to_be_had<GC>() == limit);
    BOOST_TEST(guards_to_be_had<GC>() == limit);
}

// fork, guard limit
BOOST_AUTO_TEST_CASE(a_forked_child_has_its_threads_limit_and_no_other) {
    if constexpr (sanitized)
        return; // ThreadSanitizer ends a forked child that starts a thread
    using GC = limited<1>;
    static gate here;
    std::thread other([] { // vanishes with all that it may have
        std::vector<GC::Guard> const all(limit);
        here.pass();
    });
    here.await();
    GC::Guard const one;
    child_end const child = in_fork([] {
        if (guards_to_be_had<GC>() != limit - 1)
            return fail_child("the surviving thread has another limit");
        std::size_t had = 0;
        for (int i = 0; i != 3; ++i) // some of them get the record of the vanished
            run_thread([&had] { had += guards_to_be_had<GC>(); });
        return had == 3 * limit ? 0 : fail_child("a new thread has another limit");
    });
    BOOST_TEST(child.good(), "the child " << child);
    here.open();
    other.join();
}

// no record, clean_up: a sweep counts as a scan to who waits for deleters.
BOOST_AUTO_TEST_CASE(clean_up_waits_for_the_deleters_of_a_sweep_without_memory) {
    static gate in_deleter;
    static std::atomic<std::size_t> deleted{0};
    struct object : cds::hazard_pointer_obj_base<object> {
        ~object() {
            in_deleter.pass();
            deleted.fetch_add(1, std::memory_order_release);
        }
    };
    constexpr std::size_t n = 20;
    watchdog const guard("clean_up beside a sweep");
    closable_resource memory;
    cds::hazard_pointer_domain domain({.threshold = n, .overdue_ms = ~0u}, &memory);
    gate attached;
    std::vector<std::thread> others; // all records that there is memory for are taken
    cds::hazard_pointer first = cds::make_hazard_pointer(domain);
    while (others.size() != 7) {
        others.emplace_back([&] {
            cds::hazard_pointer const h = cds::make_hazard_pointer(domain);
            attached.pass();
        });
        attached.await(static_cast<int>(others.size()));
    }
    memory.close();
    std::thread sweeper([&domain] {
        for (std::size_t i = 0; i != n; ++i)
            (new object)->retire(domain); // the last one sweeps
    });
    in_deleter.await();
    std::thread opener([] {
        for (int i = 0; i != 100; ++i)
            std::this_thread::yield();
        in_deleter.open();
    });
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(deleted.load(std::memory_order_acquire) == n);
    opener.join();
    sweeper.join();
    BOOST_TEST(domain.statistics().thread_rec_count == 8u); // the sweeper had none
    attached.open();
    for (std::thread& t : others)
        t.join();
    first = {};
    BOOST_TEST(deleted.load() == n);
}

// no record, clean_up: it reaches what others have in their blocks.
BOOST_AUTO_TEST_CASE(clean_up_without_a_record_disposes_of_everybodys_objects) {
    static std::atomic<std::size_t> deleted{0};
    struct object : cds::hazard_pointer_obj_base<object> {
        ~object() { deleted.fetch_add(1, std::memory_order_release); }
    };
    closable_resource memory;
    cds::hazard_pointer_domain domain({.overdue_ms = ~0u}, &memory);
    gate retired;
    std::vector<std::thread> others; // all records that there is memory for are taken
    while (others.size() != 8) {
        others.emplace_back([&] {
            (new object)->retire(domain);
            retired.pass();
        });
        retired.await(static_cast<int>(others.size()));
    }
    memory.close();
    (new object)->retire(domain); // is linked
    BOOST_TEST(deleted.load() == 0u);
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(deleted.load() == 9u);
    BOOST_TEST(domain.statistics().thread_rec_count == 8u); // we had none
    retired.open();
    for (std::thread& t : others)
        t.join();
}

BOOST_AUTO_TEST_SUITE_END()
