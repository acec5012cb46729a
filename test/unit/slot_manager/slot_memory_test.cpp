// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a slot manager stores and where: types, alignment, exceptions, allocators.

#include <cds/memory/slot_manager.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <new>
#include <stdexcept>
#include <string>

namespace {

using cds::memory::slot_handle;
using cds::memory::slot_manager;
using cds_test::fragile;

struct fragile_traits : cds::memory::slot_manager_traits {
    using allocator = cds_test::fragile_allocator<std::byte>;
};
struct pmr_traits : cds::memory::slot_manager_traits {
    using allocator = std::pmr::polymorphic_allocator<std::byte>;
};
struct packed : cds::memory::slot_manager_traits {
    static constexpr std::size_t padding = 1;
};

struct alignas(256) wide {
    explicit wide(int v) : value(v) {}
    int value;
};

struct immovable {
    explicit immovable(int v) : value(v) {}
    immovable(immovable const&) = delete;
    immovable& operator=(immovable const&) = delete;
    int value;
};

// Its operators are found by argument-dependent lookup wherever a payload or a manager of payloads
// is an operand.
namespace greedy {
struct payload {
    explicit payload(int v) : value(v) {}
    int value;
};
template <class Any>
void operator&(Any&&) = delete;
template <class Any, class Other>
void operator,(Any&&, Other&&) = delete;
template <class... Any>
void addressof(Any&&...) = delete;
template <class... Any>
void construct_at(Any&&...) = delete;
template <class... Any>
void destroy_at(Any&&...) = delete;
template <class... Any>
void swap(Any&&...) = delete;
template <class... Any>
void exchange(Any&&...) = delete;
template <class... Any>
void forward(Any&&...) = delete;
template <class... Any>
void move(Any&&...) = delete;
} // namespace greedy

std::uintptr_t address(auto const& object) { return reinterpret_cast<std::uintptr_t>(&object); }

// Allocates and gives back through an upstream, and counts.
class counting_resource : public std::pmr::memory_resource {
public:
    std::size_t allocations = 0;
    std::size_t outstanding = 0;

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        ++allocations;
        outstanding += bytes;
        return std::pmr::new_delete_resource()->allocate(bytes, alignment);
    }
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) override {
        outstanding -= bytes;
        std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(slot_memory)

BOOST_AUTO_TEST_CASE(payloads_and_headers_may_be_move_only_or_immovable) {
    slot_manager<std::unique_ptr<int>, std::unique_ptr<int>> owners(2);
    slot_handle const owner = *owners.store(std::make_unique<int>(1), std::make_unique<int>(2));
    BOOST_TEST(**owners.header(owner) == 1);
    BOOST_TEST(**owners.read(owner) == 2);
    slot_manager<immovable, immovable> fixed(2);
    slot_handle const one = *fixed.store(3, 4);
    BOOST_TEST(fixed.header(one)->value == 3);
    BOOST_TEST(fixed.read(one)->value == 4);
}

BOOST_AUTO_TEST_CASE(functions_of_the_payloads_namespace_are_left_alone) {
    slot_manager<greedy::payload, greedy::payload> manager(2);
    slot_handle const one = *manager.store(1, 2);
    {
        auto guard = manager.read(one);
        auto other = manager.read(one);
        other = std::move(guard);
        guard.swap(other);
        BOOST_TEST(guard->value == 2);
        BOOST_TEST(guard.header().value == 1);
        auto tried = manager.try_header(one);
        BOOST_TEST((*tried)->value == 1);
        BOOST_TEST((**tried).value == 1);
        BOOST_TEST(tried->handle().index == one.index);
    }
    manager.write(one)->value = 3;
    manager.free(one);
    manager.free_and_wait(*manager.store(3, 4));
    BOOST_TEST(manager.available() == 2u);
}

BOOST_AUTO_TEST_CASE(payloads_are_aligned_as_they_ask) {
    slot_manager<wide, char, packed> manager(3);
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(address(*manager.read(*manager.store('x', i))) % 256 == 0u);
}

BOOST_AUTO_TEST_CASE(neighbours_share_a_cache_line_only_when_asked_to) {
    auto const distance = [](auto& manager) {
        slot_handle const a = *manager.store(1, 1);
        slot_handle const b = *manager.store(2, 2);
        return address(*manager.read(b)) - address(*manager.read(a));
    };
    slot_manager<char, char> apart(2);
    BOOST_TEST(distance(apart) == 2 * cds::c_nCacheLineSize);
    slot_manager<char, char, packed> close(2);
    BOOST_TEST(distance(close) == 16u);
}

BOOST_AUTO_TEST_CASE(a_constructor_that_throws_leaves_everything_as_it_was) {
    slot_manager<fragile, fragile> manager(2);
    slot_handle const kept = *manager.store(1L, 2L);
    BOOST_TEST(fragile::alive == 2);
    for (long step : {0L, 1L}) { // the header's, the payload's
        fragile::fuse.set(step);
        BOOST_CHECK_THROW((void)manager.store(3L, 4L), fragile::broken);
        BOOST_TEST(fragile::alive == 2);
        BOOST_TEST(manager.available() == 1u);
    }
    fragile::fuse.disarm();
    slot_handle const later = *manager.store(5L, 6L);
    BOOST_TEST(manager.read(kept)->value() == 2);
    BOOST_TEST(manager.read(later)->value() == 6);
    BOOST_TEST(manager.header(later)->value() == 5);
    manager.free(later);
    BOOST_TEST(fragile::alive == 2);
}

BOOST_AUTO_TEST_CASE(the_destructor_destroys_what_was_not_freed_and_nothing_else) {
    {
        slot_manager<fragile, fragile> manager(4);
        slot_handle const first = *manager.store(1L, 1L);
        (void)manager.store(2L, 2L);
        (void)manager.store(3L, 3L);
        manager.free(first);
        BOOST_TEST(fragile::alive == 4);
    }
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE(an_allocator_that_fails_leaves_nothing_behind) {
    using manager_type = slot_manager<int, int, fragile_traits>;
    for (long step : {0L, 1L}) {
        cds_test::fragile_memory::fuse.set(step);
        BOOST_CHECK_THROW(manager_type(16), std::bad_alloc);
        BOOST_TEST(cds_test::fragile_memory::outstanding == 0u);
    }
    cds_test::fragile_memory::fuse.disarm();
    {
        manager_type manager(16);
        BOOST_TEST(cds_test::fragile_memory::outstanding == 32u);
    }
    BOOST_TEST(cds_test::fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(two_arrays_are_all_that_is_ever_allocated) {
    counting_resource memory;
    {
        slot_manager<wide, int, pmr_traits> manager(16, &memory);
        BOOST_TEST(memory.allocations == 2u);
        for (int i = 0; i != 100; ++i) {
            slot_handle const handle = *manager.store(i, i);
            BOOST_TEST(manager.write(handle)->value == i);
            manager.free(handle);
        }
        BOOST_TEST(memory.allocations == 2u);
    }
    BOOST_TEST(memory.outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(a_capacity_beyond_32_bits_is_refused) {
    if constexpr (sizeof(std::size_t) > 4) {
        using manager_type = slot_manager<int, int>;
        BOOST_CHECK_THROW(manager_type(manager_type::max_capacity + 1), std::length_error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
