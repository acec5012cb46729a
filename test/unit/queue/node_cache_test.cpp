// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The allocator that keeps nodes for the next allocation.

#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#include <cds/gc/dhp.h>
#include <cds/memory/node_cache.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <list>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

namespace {

// A size of their own for every test, so that no test finds what another has left.
template <int Test>
struct node {
    char bytes[1000 + 8 * Test];
};
template <int Test>
using cache_of = cds::memory::node_cache<node<Test>, 8>;

template <class Cache>
std::vector<typename Cache::value_type*> allocate(std::size_t n) {
    std::vector<typename Cache::value_type*> blocks(n);
    for (auto& b : blocks)
        b = Cache().allocate(1);
    return blocks;
}

template <class Cache>
void deallocate(std::vector<typename Cache::value_type*> const& blocks) {
    for (auto* b : blocks)
        Cache().deallocate(b, 1);
}

} // namespace

BOOST_AUTO_TEST_SUITE(node_cache)

namespace {
/// Leaves a block of each size at hand, trims, and returns how many are left.
template <int... Size>
std::size_t left_by_a_trim(std::integer_sequence<int, Size...>) {
    (cache_of<100 + Size>().deallocate(cache_of<100 + Size>().allocate(1), 1), ...);
    BOOST_TEST((cache_of<100 + Size>::cached() + ...) == sizeof...(Size));
    cache_of<100>::trim();
    return (cache_of<100 + Size>::cached() + ...);
}
} // namespace

BOOST_AUTO_TEST_CASE(a_trim_reaches_any_number_of_sizes) {
    BOOST_TEST(left_by_a_trim(std::make_integer_sequence<int, 70>()) == 0u);
}

BOOST_AUTO_TEST_CASE(the_block_freed_last_is_handed_out_first) {
    using cache = cache_of<1>;
    auto const blocks = allocate<cache>(3);
    deallocate<cache>(blocks);
    BOOST_TEST(cache::cached() == 3u);
    BOOST_TEST(cache().allocate(1) == blocks[2]);
    BOOST_TEST(cache().allocate(1) == blocks[1]);
    BOOST_TEST(cache().allocate(1) == blocks[0]);
    BOOST_TEST(cache::cached() == 0u);
    deallocate<cache>(blocks);
    cache::trim();
    BOOST_TEST(cache::cached() == 0u);
}

BOOST_AUTO_TEST_CASE(a_thread_keeps_no_more_than_its_capacity) {
    using cache = cache_of<2>;
    auto const blocks = allocate<cache>(1000);
    for (auto* b : blocks) {
        cache().deallocate(b, 1);
        BOOST_TEST_REQUIRE(cache::cached() <= 8u);
    }
    BOOST_TEST(cache::cached() > 0u);
    cache::trim();
}

BOOST_AUTO_TEST_CASE(what_one_thread_frees_another_gets) {
    using cache = cache_of<3>;
    auto const blocks = allocate<cache>(12);
    cds_test::run_thread([&] { deallocate<cache>(blocks); }); // 8 stay at hand, 4 go to the depot
    std::set<node<3>*> const known(blocks.begin(), blocks.end());
    auto const again = allocate<cache>(2);
    BOOST_TEST(cache::cached() == 2u); // the other two that came with them
    BOOST_TEST(std::all_of(again.begin(), again.end(), [&](auto* b) { return known.count(b); }));
    deallocate<cache>(again);
    cache::trim();
}

BOOST_AUTO_TEST_CASE(a_thread_that_only_takes_values_out_keeps_their_nodes) {
    struct value {
        char bytes[1048];
    };
    struct with_cache : cds::container::msqueue::traits {
        using allocator = cds::memory::node_cache<int>;
    };
    struct of_that_size : cds::container::treiber_stack::traits {
        using allocator = cds::memory::node_cache<int>;
    };
    struct node { // as large as those of both containers, so it shares their blocks
        void* link;
        value payload;
    };
    using cache = cds::memory::node_cache<node>;
    cds::container::MSQueue<cds::gc::DHP, value, with_cache> queue;
    cds::container::TreiberStack<cds::gc::DHP, value, of_that_size> stack;
    for (int i = 0; i != 4; ++i) {
        queue.push(value());
        stack.push(value());
    }
    auto const kept_by_taker_of = [](auto& container) {
        std::size_t kept = 0;
        cds_test::run_thread([&] {
            value out;
            while (container.pop(out))
                continue;
            cds::gc::DHP::force_dispose();
            kept = cache::cached();
        });
        return kept;
    };
    BOOST_TEST(kept_by_taker_of(queue) == 3u); // the fourth is the dummy now
    BOOST_TEST(kept_by_taker_of(stack) == 4u);
    cache::trim();
}

BOOST_AUTO_TEST_CASE(other_destructors_of_an_ending_thread_may_still_come) {
    using cache = cache_of<4>;
    struct late {
        ~late() {
            at_end = cache::cached();
            deallocate<cache>(allocate<cache>(20));
            after_use = cache::cached();
        }
        std::size_t& at_end;
        std::size_t& after_use;
    };
    std::size_t at_end = 1;
    std::size_t after_use = 1;
    cds_test::run_thread([&] {
        static thread_local late const destroyed_after_the_cache{at_end, after_use};
        static_cast<void>(destroyed_after_the_cache);
        deallocate<cache>(allocate<cache>(5));
        BOOST_TEST(cache::cached() == 5u);
    });
    BOOST_TEST(at_end == 0u);
    BOOST_TEST(after_use == 0u);
}

BOOST_AUTO_TEST_CASE(blocks_are_aligned_and_large_enough) {
    struct alignas(256) wide {
        char c;
    };
    auto const wides = allocate<cds::memory::node_cache<wide>>(20);
    for (auto* w : wides)
        BOOST_TEST(reinterpret_cast<std::uintptr_t>(w) % 256 == 0u);
    deallocate<cds::memory::node_cache<wide>>(wides);
    auto const chars = allocate<cds::memory::node_cache<char>>(20);
    for (auto* c : chars)
        *c = 'x';
    deallocate<cds::memory::node_cache<char>>(chars);
    cds::memory::node_cache<wide>::trim();
    cds::memory::node_cache<char>::trim();
}

BOOST_AUTO_TEST_CASE(it_is_a_standard_allocator) {
    std::list<int, cds::memory::node_cache<int>> list(100, 1);
    std::vector<int, cds::memory::node_cache<int>> vector(list.begin(), list.end());
    list.clear();
    BOOST_TEST(std::accumulate(vector.begin(), vector.end(), 0) == 100);
    BOOST_TEST((cds::memory::node_cache<int>() == list.get_allocator()));
}

BOOST_AUTO_TEST_CASE(allocators_for_different_types_compare) {
    using cds::memory::node_cache;
    BOOST_TEST((node_cache<int>() == node_cache<long>()));
    BOOST_TEST(!(node_cache<int>() != node_cache<long>()));
    BOOST_TEST((node_cache<int, 8>() == node_cache<char, 8>()));
}

BOOST_AUTO_TEST_CASE(a_type_may_contain_a_container_of_itself) {
    struct tree {
        std::vector<tree, cds::memory::node_cache<tree>> children;
        std::list<tree, cds::memory::node_cache<tree>> more;
    };
    tree root;
    root.children.emplace_back().children.emplace_back();
    root.more.emplace_back().more.emplace_back();
    BOOST_TEST(root.more.front().more.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_trim_reaches_the_depot_and_every_size) {
    using cache = cache_of<6>;
    using another = cache_of<7>;
    auto const blocks = allocate<cache>(12);
    cds_test::run_thread([&] { deallocate<cache>(blocks); }); // at its end 4 are in the depot
    deallocate<another>(allocate<another>(5));
    BOOST_TEST(another::cached() == 5u);
    cds::memory::node_cache<int>::trim();
    BOOST_TEST(another::cached() == 0u);
    cds_test::run_thread([] {
        auto const fresh = allocate<cache>(1);
        BOOST_TEST(cache::cached() == 0u); // nothing came with it from the depot
        deallocate<cache>(fresh);
    });
}

BOOST_AUTO_TEST_CASE(a_trim_frees_the_nodes_of_a_container) {
    struct value {
        char bytes[1176];
    };
    struct node { // as large as the container's
        void* link;
        value payload;
    };
    struct with_cache : cds::container::msqueue::traits {
        using allocator = cds::memory::node_cache<value>;
    };
    cds::container::MSQueue<cds::gc::DHP, value, with_cache> queue;
    for (int i = 0; i != 5; ++i)
        queue.push(value());
    queue.clear();
    cds::gc::DHP::force_dispose();
    BOOST_TEST(cds::memory::node_cache<node>::cached() == 4u);
    cds::memory::node_cache<value>::trim();
    BOOST_TEST(cds::memory::node_cache<node>::cached() == 0u);
}

BOOST_AUTO_TEST_CASE(threads_that_pass_blocks_to_each_other_never_share_one) {
    using cache = cache_of<5>;
    cds_test::run_threads(4, [](std::size_t self) {
        auto random = cds_test::random_stream(self);
        std::vector<node<5>*> mine;
        for (int i = 0; i < 20000; ++i) {
            if (mine.empty() || random() % 2 == 0) {
                mine.push_back(cache().allocate(1));
                std::fill_n(mine.back()->bytes, 16, static_cast<char>('a' + self));
            } else {
                node<5>* const b = mine.back();
                mine.pop_back();
                auto const intact =
                    std::count(b->bytes, b->bytes + 16, static_cast<char>('a' + self));
                if (intact != 16)
                    BOOST_ERROR("a block in use was written by another thread");
                cache().deallocate(b, 1);
            }
        }
        deallocate<cache>(mine);
    });
    cache::trim();
}

BOOST_AUTO_TEST_SUITE_END()
