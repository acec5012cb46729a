// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Pools over a bounded queue, and the allocator over a pool.

#include <cds/memory/pool_allocator.h>
#include <cds/memory/vyukov_queue_pool.h>

#include <cds_test/fragile.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <list>
#include <new>
#include <set>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

using namespace cds_test;
namespace cm = cds::memory;

struct counted_memory : cm::vyukov_queue_pool_traits {
    using allocator = fragile_allocator<int>;
};
struct in_object : counted_memory {
    using buffer = cds::opt::v::uninitialized_static_buffer<fragile, 8>;
};

using constructing_pools = std::tuple<cm::vyukov_queue_pool<fragile, counted_memory>,
                                      cm::vyukov_queue_pool<fragile, in_object>,
                                      cm::lazy_vyukov_queue_pool<fragile, counted_memory>,
                                      cm::lazy_vyukov_queue_pool<fragile, in_object>>;
using bounded_pool = cm::bounded_vyukov_queue_pool<fragile, counted_memory>;

/// More than the pool holds, all different.
template <class Pool>
std::set<fragile*> take(Pool& pool, int count) {
    std::set<fragile*> taken;
    for (int i = 0; i != count; ++i)
        BOOST_TEST(taken.insert(pool.allocate(1)).second);
    return taken;
}

} // namespace

BOOST_AUTO_TEST_SUITE(pool)

BOOST_AUTO_TEST_CASE_TEMPLATE(objects_are_built_and_destroyed_also_beyond_the_capacity, Pool,
                              constructing_pools) {
    {
        Pool pool(8);
        BOOST_TEST(fragile::alive == 0);
        for (int round = 0; round != 3; ++round) {
            auto const taken = take(pool, 12);
            BOOST_TEST(fragile::alive == 12);
            for (fragile* const p : taken)
                pool.deallocate(p, 1);
            BOOST_TEST(fragile::alive == 0);
            BOOST_TEST(fragile_memory::outstanding >= 8u); // kept
        }
        pool.deallocate(nullptr, 1);
        std::size_t const kept = fragile_memory::outstanding;
        auto const again = take(pool, 8);
        BOOST_TEST(fragile_memory::outstanding == kept); // what was freed is used again
        for (fragile* const p : again)
            pool.deallocate(p, 1);
    }
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_that_cannot_be_built_costs_no_memory, Pool,
                              constructing_pools) {
    {
        Pool pool(8);
        for (int again = 0; again != 20; ++again) {
            fragile::fuse.set(0);
            BOOST_CHECK_THROW(static_cast<void>(pool.allocate(1)), fragile::broken);
        }
        auto const taken = take(pool, 8);
        fragile_memory::fuse.set(0); // beyond the capacity
        BOOST_CHECK_THROW(static_cast<void>(pool.allocate(1)), std::bad_alloc);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(static_cast<void>(pool.allocate(1)), fragile::broken);
        for (fragile* const p : taken)
            pool.deallocate(p, 1);
        BOOST_TEST(fragile::alive == 0);
    }
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(a_bounded_pool_keeps_its_objects_and_has_no_more) {
    {
        bounded_pool pool(8);
        BOOST_TEST(fragile::alive == 8);
        auto const taken = take(pool, 8);
        BOOST_CHECK_THROW(static_cast<void>(pool.allocate(1)), std::bad_alloc);
        (*taken.begin())->set(77);
        pool.deallocate(*taken.begin(), 1);
        fragile* const again = pool.allocate(1);
        BOOST_TEST(again == *taken.begin());
        BOOST_TEST(again->value() == 77);
        BOOST_TEST(fragile::alive == 8);
        for (fragile* const p : taken)
            pool.deallocate(p, 1);
    }
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(a_bounded_pool_whose_objects_cannot_be_built_gives_its_memory_back) {
    fragile::fuse.set(5);
    BOOST_CHECK_THROW(bounded_pool(8), fragile::broken);
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(a_pool_gives_one_object_at_a_time) {
    cm::vyukov_queue_pool<fragile> preallocated(2);
    cm::lazy_vyukov_queue_pool<fragile> lazy(2);
    cm::bounded_vyukov_queue_pool<fragile> bounded(2);
    for (std::size_t const n : {0u, 2u}) {
        BOOST_CHECK_THROW(static_cast<void>(preallocated.allocate(n)), std::bad_array_new_length);
        BOOST_CHECK_THROW(static_cast<void>(lazy.allocate(n)), std::bad_array_new_length);
        BOOST_CHECK_THROW(static_cast<void>(bounded.allocate(n)), std::bad_array_new_length);
    }
}

struct cell {
    void* words[8];
};
struct cells {
    typedef cell value_type;
    cm::vyukov_queue_pool<cell>& operator()() const {
        static cm::vyukov_queue_pool<cell> pool(16);
        return pool;
    }
};

BOOST_AUTO_TEST_CASE(a_list_may_have_its_nodes_from_a_pool) {
    using allocator = cm::pool_allocator<long, cells>;
    static_assert(std::is_same_v<allocator::rebind<char>::other, cm::pool_allocator<char, cells>>);
    std::list<long, allocator> list;
    for (int round = 0; round != 3; ++round) {
        for (long i = 0; i != 40; ++i)
            list.push_back(i);
        long expected = 0;
        for (long const value : list)
            BOOST_TEST(value == expected++);
        list.clear();
    }
    allocator from;
    BOOST_TEST((from == cm::pool_allocator<char, cells>()));
    BOOST_CHECK_THROW(static_cast<void>(from.allocate(2)), std::bad_array_new_length);
}

BOOST_AUTO_TEST_CASE(threads_that_share_a_pool_never_have_the_same_object) {
    cm::vyukov_queue_pool<std::size_t> pool(4);
    std::atomic<int> shared{0};
    run_threads(4, [&](std::size_t self) {
        for (int i = 0; i != 1000; ++i) {
            std::size_t* const p = pool.allocate(1);
            *p = self;
            if (i % 8 == 0)
                std::this_thread::yield();
            if (*p != self)
                ++shared;
            pool.deallocate(p, 1);
        }
    });
    BOOST_TEST(shared == 0);
}

BOOST_AUTO_TEST_SUITE_END()
