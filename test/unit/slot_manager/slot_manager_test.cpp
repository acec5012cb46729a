// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the operations of a slot manager promise to one thread.

#include <cds/memory/slot_manager.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace {

using cds::memory::slot_error;
using cds::memory::slot_handle;
using cds::memory::slot_manager;

struct packed : cds::memory::slot_manager_traits {
    static constexpr std::size_t padding = 1;
};
struct out_of_stock : cds::memory::slot_manager_traits {
    static constexpr std::uint32_t first_tag = 0xFFFF'FFFE;
    static constexpr std::uint32_t first_generation = 0xFFFF'FFFE;
};

using managers = std::tuple<slot_manager<std::string, int>, slot_manager<std::string, int, packed>,
                            slot_manager<std::string, int, out_of_stock>>;

template <class Manager>
std::vector<slot_handle> fill(Manager& manager) {
    std::vector<slot_handle> handles;
    while (auto const handle = manager.store(static_cast<int>(handles.size()), "full"))
        handles.push_back(*handle);
    return handles;
}

} // namespace

BOOST_AUTO_TEST_SUITE(slot_manager_of_one_thread)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_stored_is_read_with_its_header, Manager, managers) {
    Manager manager(4);
    auto const handle = manager.store(7, "seven");
    BOOST_REQUIRE(handle.has_value());
    auto const guard = manager.read(*handle);
    BOOST_TEST(*guard == "seven");
    BOOST_TEST(guard->size() == 5u);
    BOOST_TEST(guard.header() == 7);
    BOOST_TEST((guard.handle() == *handle));
    BOOST_TEST(*manager.header(*handle) == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_written_is_read_and_the_header_stays, Manager, managers) {
    Manager manager(4);
    slot_handle const handle = *manager.store(7, "seven");
    {
        auto const guard = manager.write(handle);
        *guard = "eight";
        BOOST_TEST(guard.header() == 7);
        static_assert(std::is_const_v<std::remove_reference_t<decltype(guard.header())>>);
    }
    BOOST_TEST(*manager.read(handle) == "eight");
    BOOST_TEST(*manager.header(handle) == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(available_counts_the_free_slots, Manager, managers) {
    Manager manager(3);
    BOOST_TEST(manager.capacity() == 3u);
    BOOST_TEST(manager.available() == 3u);
    slot_handle const a = *manager.store(1, "a");
    slot_handle const b = *manager.store(2, "b");
    BOOST_TEST(manager.available() == 1u);
    manager.free(a);
    BOOST_TEST(manager.available() == 2u);
    manager.free_and_wait(b);
    BOOST_TEST(manager.available() == 3u);
    BOOST_TEST(manager.capacity() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_full_manager_refuses_and_leaves_the_arguments, Manager, managers) {
    Manager manager(5);
    auto const handles = fill(manager);
    BOOST_TEST(handles.size() == 5u);
    BOOST_TEST(manager.available() == 0u);
    std::string late = "too late";
    BOOST_TEST(!manager.store(1, std::move(late)).has_value());
    BOOST_TEST(late == "too late");
    for (std::size_t i = 0; i != handles.size(); ++i)
        BOOST_TEST(*manager.header(handles[i]) == static_cast<int>(i));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(slots_come_back_again_and_again, Manager, managers) {
    Manager manager(5);
    for (int round = 0; round != 100; ++round) {
        auto handles = fill(manager);
        BOOST_TEST(handles.size() == 5u);
        std::set<std::uint32_t> indexes;
        for (slot_handle const handle : handles)
            indexes.insert(handle.index);
        BOOST_TEST(indexes.size() == 5u);
        BOOST_TEST(*indexes.rbegin() == 4u);
        std::rotate(handles.begin(), handles.begin() + round % 5, handles.end());
        for (slot_handle const handle : handles)
            manager.free(handle);
        BOOST_TEST(manager.available() == 5u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_freed_handle_is_refused_by_everything, Manager, managers) {
    Manager manager(1);
    slot_handle const old = *manager.store(1, "old");
    manager.free(old);
    for (bool reused : {false, true}) {
        if (reused)
            BOOST_TEST(manager.store(2, "new")->index == old.index);
        BOOST_CHECK_THROW((void)manager.read(old), cds::memory::stale_slot_handle);
        BOOST_CHECK_THROW((void)manager.write(old), cds::memory::stale_slot_handle);
        BOOST_CHECK_THROW((void)manager.header(old), cds::memory::stale_slot_handle);
        BOOST_CHECK_THROW(manager.free(old), cds::memory::slot_double_free);
        BOOST_CHECK_THROW(manager.free_and_wait(old), cds::memory::slot_double_free);
        BOOST_TEST((manager.try_read(old).error() == slot_error::stale_handle));
        BOOST_TEST((manager.try_write(old).error() == slot_error::stale_handle));
        BOOST_TEST((manager.try_header(old).error() == slot_error::stale_handle));
        BOOST_TEST((manager.try_free(old) == slot_error::double_free));
        BOOST_TEST(manager.available() == (reused ? 0u : 1u));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_handle_from_nowhere_is_out_of_range, Manager, managers) {
    Manager manager(3);
    for (slot_handle const handle :
         {slot_handle(), slot_handle{3, 1}, slot_handle{0xFFFF'FFFE, 1}}) {
        BOOST_CHECK_THROW((void)manager.read(handle), cds::memory::slot_out_of_range);
        BOOST_CHECK_THROW((void)manager.write(handle), cds::memory::slot_out_of_range);
        BOOST_CHECK_THROW((void)manager.header(handle), cds::memory::slot_out_of_range);
        BOOST_CHECK_THROW(manager.free(handle), cds::memory::slot_out_of_range);
        BOOST_CHECK_THROW(manager.free_and_wait(handle), cds::memory::slot_out_of_range);
        BOOST_TEST((manager.try_read(handle).error() == slot_error::out_of_range));
        BOOST_TEST((manager.try_free(handle) == slot_error::out_of_range));
    }
    BOOST_TEST(manager.available() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guessed_handle_of_a_slot_that_is_free_is_stale, Manager, managers) {
    Manager manager(2);
    std::uint32_t const generation = Manager::traits::first_generation;
    BOOST_CHECK_THROW((void)manager.read({1, generation}), cds::memory::stale_slot_handle);
    BOOST_CHECK_THROW(manager.free({1, generation}), cds::memory::stale_slot_handle);
    BOOST_TEST(manager.available() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_refusal_is_a_slot_exception_that_tells_its_reason, Manager,
                              managers) {
    Manager manager(1);
    auto const reason_of = [&](auto operation) {
        try {
            operation();
        } catch (cds::memory::slot_exception const& refused) {
            BOOST_TEST(std::string(refused.what()).starts_with("cds: slot manager: "));
            return refused.reason();
        }
        return slot_error::none;
    };
    slot_handle const handle = *manager.store(1, "one");
    manager.free(handle);
    BOOST_TEST((reason_of([&] { (void)manager.read(handle); }) == slot_error::stale_handle));
    BOOST_TEST((reason_of([&] { manager.free(handle); }) == slot_error::double_free));
    BOOST_TEST((reason_of([&] { manager.free({1, 1}); }) == slot_error::out_of_range));
}

BOOST_AUTO_TEST_CASE(a_handle_survives_the_way_through_an_integer) {
    slot_manager<int, int> manager(3);
    (void)manager.store(0, 0);
    slot_handle const handle = *manager.store(1, 2);
    BOOST_TEST((slot_handle::from_word(handle.to_word()) == handle));
    BOOST_TEST(*manager.read(slot_handle::from_word(handle.to_word())) == 2);
    static_assert(sizeof(slot_handle) == 8 && std::is_trivially_copyable_v<slot_handle>);
}

BOOST_AUTO_TEST_CASE(a_manager_without_slots_is_always_full) {
    slot_manager<int, int> manager(0);
    BOOST_TEST(manager.capacity() == 0u);
    BOOST_TEST(manager.available() == 0u);
    BOOST_TEST(!manager.store(1, 1).has_value());
    BOOST_CHECK_THROW((void)manager.read({0, 1}), cds::memory::slot_out_of_range);
}

BOOST_AUTO_TEST_CASE(a_payload_may_use_the_manager_when_it_is_destroyed) {
    struct chained;
    using manager_type = slot_manager<chained, int>;
    struct chained {
        manager_type* manager;
        slot_handle next;
        chained(std::pair<manager_type*, slot_handle> const& link)
            : manager(link.first), next(link.second) {}
        ~chained() {
            if (next != slot_handle())
                manager->free(next);
        }
    };
    manager_type manager(100);
    slot_handle last;
    for (int i = 0; i != 100; ++i)
        last = *manager.store(i, std::pair(&manager, last));
    BOOST_TEST(manager.available() == 0u);
    manager.free(last);
    BOOST_TEST(manager.available() == 100u);
}

BOOST_AUTO_TEST_SUITE_END()
