// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "malloc_count.h"

#include <cds/container/michael_list_dhp.h>
#include <cds/container/msqueue.h>
#include <cds/gc/dhp.h>
#include <cds/memory/region_resource.h>

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <memory>

// The whole framework on one region: slots, records, retired blocks, nodes and what programs
// retire. After start-up nothing asks the system's allocator for anything.
namespace {

using cds::memory::installed_allocator;
using cds::memory::region;

constexpr std::size_t threads = 4;

region& the_region() {
    alignas(64) static std::array<std::byte, 16 << 20> memory;
    static region whole(memory);
    return whole;
}

cds::memory::region_resource& the_resource() {
    static cds::memory::region_resource resource(the_region());
    return resource;
}

// A domain by a memory resource, and the default one by libcds's two functions.
struct embedded_tag : cds::gc::own_domain<embedded_tag> {
    static constexpr cds::gc::domain_options options{.block_capacity = 16, .threshold = 64};
};
struct by_resource {
    using GC = cds::gc::generic_DHP<embedded_tag>;
    static void set_up() { GC::set_memory_resource(&the_resource()); }
};
struct by_functions {
    using GC = cds::gc::DHP;
    static void set_up() {
        GC::set_memory_allocator(&cds::memory::installed_allocate, &cds::memory::installed_release);
    }
};

struct item {
    explicit item(std::size_t n) : value(n) {}
    ~item() { value = ~std::size_t{0}; }
    std::size_t value;
};

item* make_item(std::size_t n) {
    return std::construct_at(installed_allocator<item>().allocate(1), n);
}
void dispose_item(void* p) {
    auto* const i = static_cast<item*>(p);
    std::destroy_at(i);
    installed_allocator<item>().deallocate(i, 1);
}

struct queue_traits : cds::container::msqueue::traits {
    using allocator = installed_allocator<int>;
};
struct list_traits : cds::container::michael_list::traits {
    using allocator = installed_allocator<int>;
    using less = std::less<int>;
};

template <class GC>
class torture {
public:
    void work(std::size_t self) {
        auto random = cds_test::random_stream(self);
        {
            typename GC::Guard start_up; // the C library notes the thread's destructor: by malloc
        }
        cds_test::watch_allocations const watch;
        for (std::size_t i = 0; i != 3000 * cds_test::scale(); ++i) {
            int const key = static_cast<int>(random() % 64);
            queue_.enqueue(key);
            list_.insert(key);
            int out = 0;
            queue_.dequeue(out);
            list_.erase(static_cast<int>(random() % 64));
            found_ += list_.contains(key);
            replace(i + 1);
            if (i % 64 == 0)
                hold_many();
            if (i % 256 == 0)
                cds::gc::core::detach_current<typename GC::binding>();
        }
    }

    void end() {
        queue_.clear();
        list_.clear();
        if (item* const last = shared_.exchange(nullptr))
            GC::retire(last, &dispose_item);
        GC::force_dispose();
    }

    std::size_t wrong() const { return wrong_; }

private:
    void replace(std::size_t n) {
        GC::reserve_retire(1);
        item* const old = shared_.exchange(make_item(n), std::memory_order_acq_rel);
        if (old != nullptr)
            GC::retire(old, &dispose_item);
        typename GC::Guard g;
        if (item* const now = g.protect(shared_))
            wrong_ += now->value == ~std::size_t{0};
    }

    // More slots than a thread has at hand: the domain grows.
    void hold_many() {
        std::array<typename GC::Guard, 100> many;
        for (auto& g : many)
            if (item* const now = g.protect(shared_))
                wrong_ += now->value == ~std::size_t{0};
    }

    cds::container::MSQueue<GC, int, queue_traits> queue_;
    cds::container::MichaelList<GC, int, list_traits> list_;
    typename GC::template atomic_ref<item> shared_{nullptr};
    std::atomic<std::size_t> found_{0};
    std::atomic<std::size_t> wrong_{0};
};

template <class How>
void run_without_malloc() {
    BOOST_REQUIRE(cds_test::can_watch_allocations());
    cds::memory::install(the_region());
    How::set_up();
    std::size_t const busy_before = the_region().statistics().busy_segments;
    std::size_t const before = cds_test::watched_allocations();
    {
        torture<typename How::GC> t;
        cds_test::run_threads(threads, [&](std::size_t self) { t.work(self); });
        t.end();
        BOOST_TEST(t.wrong() == 0U);
    }
    BOOST_TEST(cds_test::watched_allocations() == before);
    auto const s = the_region().statistics();
    BOOST_TEST(s.claims > threads * 3000);
    BOOST_TEST(s.failures == 0U);
    How::GC::force_dispose();
    // what the domain keeps: segments of its pools and a table, not one for each retired object
    BOOST_TEST(the_region().statistics().busy_segments < busy_before + 200);
}

} // namespace

BOOST_AUTO_TEST_SUITE(malloc_free)

BOOST_AUTO_TEST_CASE(dhp_by_two_functions_never_calls_malloc) {
    run_without_malloc<by_functions>();
}

BOOST_AUTO_TEST_CASE(a_domain_by_a_memory_resource_never_calls_malloc) {
    run_without_malloc<by_resource>();
}

// The same work from the system's memory is seen: the two cases above could have failed.
struct wasteful_tag : cds::gc::own_domain<wasteful_tag> {};

BOOST_AUTO_TEST_CASE(a_domain_without_a_region_is_seen_to_call_malloc) {
    cds::memory::install(the_region());
    std::size_t const before = cds_test::watched_allocations();
    torture<cds::gc::generic_DHP<wasteful_tag>> t;
    cds_test::run_thread([&] { t.work(0); });
    t.end();
    BOOST_TEST(cds_test::watched_allocations() != before);
}

BOOST_AUTO_TEST_SUITE_END()
