// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Who may hold a slot beside whom, and what a guard outlives.

#include <cds/memory/slot_manager.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::memory::slot_error;
using cds::memory::slot_handle;

using witness = std::shared_ptr<int>;
using manager_type = cds::memory::slot_manager<witness, int>;
using read_guard = manager_type::read_guard;
using write_guard = manager_type::write_guard;
using header_guard = manager_type::header_guard;
using guards = std::tuple<read_guard, write_guard, header_guard>;
using shared_guards = std::tuple<read_guard, header_guard>;

template <class Guard>
Guard take(manager_type& manager, slot_handle handle) {
    if constexpr (std::is_same_v<Guard, read_guard>)
        return manager.read(handle);
    else if constexpr (std::is_same_v<Guard, write_guard>)
        return manager.write(handle);
    else
        return manager.header(handle);
}

struct one_slot {
    witness const alive = std::make_shared<int>(5);
    manager_type manager{1};
    slot_handle const handle = *manager.store(3, alive);

    bool payload_is_alive() const { return alive.use_count() == 2; }
    bool slot_is_free() const { return manager.available() == 1 && alive.use_count() == 1; }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(slot_guard, one_slot)

BOOST_AUTO_TEST_CASE(readers_hold_a_slot_side_by_side) {
    auto const a = manager.read(handle);
    auto const b = manager.read(handle);
    auto const c = manager.try_read(handle);
    BOOST_TEST(static_cast<bool>(c));
    BOOST_TEST(a->get() == b->get());
    BOOST_TEST((manager.try_write(handle).error() == slot_error::busy));
}

BOOST_AUTO_TEST_CASE(a_writer_excludes_readers_and_writers_of_its_slot) {
    auto const writer = manager.write(handle);
    BOOST_TEST((manager.try_read(handle).error() == slot_error::busy));
    BOOST_TEST((manager.try_write(handle).error() == slot_error::busy));
}

BOOST_AUTO_TEST_CASE(a_writer_excludes_nobody_from_other_slots) {
    manager_type two(2);
    slot_handle const a = *two.store(1, alive);
    slot_handle const b = *two.store(2, alive);
    auto const writer = two.write(a);
    BOOST_TEST(static_cast<bool>(two.try_read(b)));
    BOOST_TEST(static_cast<bool>(two.try_write(b)));
}

BOOST_AUTO_TEST_CASE(headers_are_seen_beside_readers_and_a_writer) {
    {
        auto const reader = manager.read(handle);
        BOOST_TEST(*manager.header(handle) == 3);
    }
    auto const header = manager.header(handle);
    auto const writer = manager.try_write(handle);
    BOOST_TEST(static_cast<bool>(writer));
    BOOST_TEST(*header == 3);
    BOOST_TEST(*manager.header(handle) == 3);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guard_keeps_the_payload_when_the_slot_is_freed, Guard, guards) {
    {
        Guard const guard = take<Guard>(manager, handle);
        manager.free(handle);
        BOOST_CHECK_THROW((void)manager.read(handle), cds::memory::stale_slot_handle);
        BOOST_CHECK_THROW((void)manager.header(handle), cds::memory::stale_slot_handle);
        BOOST_CHECK_THROW(manager.free(handle), cds::memory::slot_double_free);
        BOOST_TEST(manager.available() == 0u);
        BOOST_TEST(!manager.store(4, witness()).has_value());
        BOOST_TEST(guard.header() == 3);
        BOOST_TEST(payload_is_alive());
    }
    BOOST_TEST(slot_is_free());
}

BOOST_AUTO_TEST_CASE(the_last_of_several_guards_gives_the_slot_back) {
    read_guard a = manager.read(handle);
    read_guard b = manager.read(handle);
    header_guard c = manager.header(handle);
    manager.free(handle);
    b.reset();
    BOOST_TEST(payload_is_alive());
    a.reset();
    BOOST_TEST(payload_is_alive());
    BOOST_TEST(manager.available() == 0u);
    c.reset();
    BOOST_TEST(slot_is_free());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guards_move_and_are_given_up_once, Guard, guards) {
    Guard first = take<Guard>(manager, handle);
    Guard second = std::move(first);
    BOOST_TEST(!first);
    BOOST_TEST(static_cast<bool>(second));
    Guard third;
    BOOST_TEST(!third);
    third = std::move(second);
    Guard& same = third;
    third = std::move(same);
    BOOST_TEST(third.header() == 3);
    manager.free(handle);
    BOOST_TEST(payload_is_alive());
    third = Guard();
    BOOST_TEST(slot_is_free());
    third.reset();
    BOOST_TEST(manager.available() == 1u);
    static_assert(!std::is_copy_constructible_v<Guard> && !std::is_copy_assignable_v<Guard>);
    static_assert(std::is_nothrow_move_constructible_v<Guard>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guard_may_be_given_up_by_another_thread, Guard, guards) {
    Guard guard = take<Guard>(manager, handle);
    manager.free(handle);
    std::thread([moved = std::move(guard)] {}).join();
    BOOST_TEST(slot_is_free());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guards_of_one_kind_are_counted_to_their_limit, Guard, shared_guards) {
    {
        std::vector<Guard> all;
        for (std::uint32_t i = 0; i != manager_type::most_guards; ++i)
            all.push_back(take<Guard>(manager, handle));
        BOOST_CHECK_THROW((void)take<Guard>(manager, handle), cds::memory::too_many_slot_guards);
        all.pop_back();
        (void)take<Guard>(manager, handle);
        manager.free(handle);
    }
    BOOST_TEST(slot_is_free());
}

BOOST_AUTO_TEST_CASE(free_and_wait_is_refused_when_it_could_not_wait) {
    std::vector<header_guard> all;
    for (std::uint32_t i = 0; i != manager_type::most_guards; ++i)
        all.push_back(manager.header(handle));
    BOOST_CHECK_THROW(manager.free_and_wait(handle), cds::memory::too_many_slot_guards);
    BOOST_TEST(manager.read(handle).header() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
