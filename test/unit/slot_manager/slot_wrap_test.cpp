// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Counters that come to their end: the tag of the free list, the generations of a slot.

#include <cds/memory/slot_manager.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace {

using namespace cds_test;
using cds::memory::slot_handle;

// Three changes before the tag's end, two payloads before that of the generations.
struct near_the_end : cds::memory::slot_manager_traits {
    static constexpr std::uint32_t first_tag = 0xFFFF'FFFD;
    static constexpr std::uint32_t first_generation = 0xFFFF'FFFE;
};
struct near_the_end_once : near_the_end {
    static constexpr bool reuse_after_wrap = false;
};

using list = cds::memory::details::slot_free_list<std::allocator<int>, cds::backoff::yield>;

} // namespace

BOOST_AUTO_TEST_SUITE(slot_wrap)

BOOST_AUTO_TEST_CASE(the_free_list_goes_on_when_its_tag_begins_anew) {
    for (std::uint32_t before = 0; before != 12; ++before) {
        list free(4, 0u - before, {});
        for (std::uint32_t i = 0; i != 4; ++i) {
            BOOST_TEST(free.size() == 4 - i);
            BOOST_TEST(free.pop() == i);
        }
        BOOST_TEST(free.pop() == list::none);
        for (std::uint32_t i = 0; i != 4; ++i) {
            free.push(i);
            BOOST_TEST(free.size() == i + 1);
        }
        for (std::uint32_t i = 4; i-- != 0;)
            BOOST_TEST(free.pop() == i);
        BOOST_TEST(free.size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(threads_lose_no_index_while_the_tag_begins_anew) {
    for (std::uint32_t round = 0; round != 50; ++round) {
        list free(3, 0xFFFF'FFF0, {});
        std::atomic<int> owners[3] = {};
        std::atomic<int> wrong{0};
        run_threads(4, [&](std::size_t) {
            for (int i = 0; i != 200; ++i) {
                std::uint32_t const index = free.pop();
                if (index == list::none)
                    continue;
                wrong += owners[index].fetch_add(1) != 0;
                wrong += owners[index].fetch_sub(1) != 1;
                free.push(index);
            }
        });
        BOOST_TEST(wrong == 0);
        BOOST_TEST(free.size() == 3u);
    }
}

BOOST_AUTO_TEST_CASE(a_slot_goes_on_when_its_generations_begin_anew) {
    cds::memory::slot_manager<int, int, near_the_end> manager(1);
    std::vector<slot_handle> old;
    for (int i = 0; i != 8; ++i) {
        slot_handle const handle = *manager.store(i, 10 * i);
        BOOST_TEST(handle.generation == 0xFFFF'FFFE + static_cast<std::uint32_t>(i));
        BOOST_TEST(*manager.read(handle) == 10 * i);
        manager.free(handle);
        old.push_back(handle);
        for (slot_handle const stale : old)
            BOOST_CHECK_THROW((void)manager.read(stale), cds::memory::stale_slot_handle);
        BOOST_TEST(manager.available() == 1u);
    }
}

BOOST_AUTO_TEST_CASE(a_slot_whose_generations_are_used_up_can_be_left_out) {
    cds::memory::slot_manager<int, int, near_the_end_once> manager(3);
    std::vector<slot_handle> old;
    for (int i = 0; i != 20; ++i)
        if (auto const handle = manager.store(1, 2)) {
            old.push_back(*handle);
            manager.free(*handle);
        }
    BOOST_TEST(old.size() == 6u); // two for each slot
    BOOST_TEST(manager.available() == 0u);
    for (slot_handle const stale : old)
        BOOST_CHECK_THROW(manager.free(stale), cds::memory::slot_double_free);
}

BOOST_AUTO_TEST_CASE(a_guard_survives_the_last_generation_of_its_slot) {
    auto const alive = std::make_shared<int>(1);
    cds::memory::slot_manager<std::shared_ptr<int>, int, near_the_end_once> manager(1);
    manager.free(*manager.store(1, nullptr));
    slot_handle const last = *manager.store(2, alive);
    auto guard = manager.read(last);
    manager.free(last);
    BOOST_TEST(alive.use_count() == 2);
    guard.reset();
    BOOST_TEST(alive.use_count() == 1);
    BOOST_TEST(manager.available() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
