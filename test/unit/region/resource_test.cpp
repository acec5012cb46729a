// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds/gc/dhp.h>
#include <cds/memory/region_resource.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory_resource>
#include <string>
#include <vector>

namespace {

using cds::memory::region;
using cds::memory::region_resource;

struct fixture {
    alignas(16) std::array<std::byte, 1 << 16> memory;
    region r{memory};
    region_resource resource{r};
};

std::uintptr_t address(void const* p) { return reinterpret_cast<std::uintptr_t>(p); }

// Notes what is out, and that it comes back with the size and alignment that it left with.
class noting_resource : public std::pmr::memory_resource {
public:
    std::size_t taken = 0;
    bool starving = false;
    std::map<void*, std::pair<std::size_t, std::size_t>> out;

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        if (starving)
            throw std::bad_alloc();
        ++taken;
        void* const p = std::pmr::new_delete_resource()->allocate(size, alignment);
        out[p] = {size, alignment};
        return p;
    }
    void do_deallocate(void* p, std::size_t size, std::size_t alignment) override {
        BOOST_TEST((out.at(p) == std::pair{size, alignment}));
        out.erase(p);
        std::pmr::new_delete_resource()->deallocate(p, size, alignment);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }
};

void delete_int(void* p) { delete static_cast<int*>(p); }

void retire_some(cds::gc::domain& d, std::size_t n) {
    auto& self = d.attach();
    for (std::size_t i = 0; i != n; ++i) {
        BOOST_REQUIRE(d.reserve(self, 1));
        cds::gc::core::retired const r{new int(1), &delete_int};
        if (!self.append(r))
            BOOST_REQUIRE(d.append_slowly(self, r));
    }
    d.detach(self);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(memory_region_resource, fixture)

BOOST_AUTO_TEST_CASE(every_alignment_is_kept_and_everything_comes_back) {
    struct piece {
        void* p;
        std::size_t size;
        std::size_t alignment;
    };
    std::vector<piece> pieces;
    for (std::size_t alignment = 1; alignment <= 4096; alignment *= 2)
        for (std::size_t const size : std::array<std::size_t, 4>{1, 8, 24, 100}) {
            void* const p = resource.allocate(size, alignment);
            BOOST_TEST(address(p) % alignment == 0U);
            std::memset(p, 0x5a, size);
            pieces.push_back({p, size, alignment});
        }
    for (piece const& each : pieces)
        resource.deallocate(each.p, each.size, each.alignment);
    BOOST_TEST(r.statistics().busy_segments == 0U);
    r.coalesce();
    BOOST_TEST(r.statistics().free_segments == 1U);
}

BOOST_AUTO_TEST_CASE(standard_containers_live_in_it) {
    {
        std::pmr::vector<std::pmr::string> v(&resource);
        for (int i = 0; i != 100; ++i)
            v.emplace_back(40, static_cast<char>('a' + i % 26));
        BOOST_TEST(r.owns(v.data()));
        BOOST_TEST(r.owns(v[50].data()));
    }
    BOOST_TEST(r.statistics().busy_segments == 0U);
}

BOOST_AUTO_TEST_CASE(exhaustion_is_bad_alloc) {
    BOOST_CHECK_THROW((void)resource.allocate(1 << 17), std::bad_alloc);
    BOOST_CHECK_THROW((void)resource.allocate(1 << 15, 1 << 16), std::bad_alloc);
    BOOST_CHECK_THROW((void)resource.allocate(~std::size_t{0}, 64), std::bad_alloc);
    BOOST_TEST(cds::memory::allocate_from(r, 1 << 17, 8) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_resource_equals_itself_alone) {
    region_resource const same(r);
    alignas(16) std::array<std::byte, 256> other_memory;
    region other(other_memory);
    BOOST_TEST(resource.is_equal(resource));
    BOOST_TEST(!resource.is_equal(same)); // the same region, another resource
    BOOST_TEST(!resource.is_equal(region_resource(other)));
    BOOST_TEST(!resource.is_equal(*std::pmr::new_delete_resource()));
}

BOOST_AUTO_TEST_CASE(two_plain_functions_serve_the_installed_region) {
    region* const before = cds::memory::installed();
    cds::memory::install(r);
    BOOST_TEST(cds::memory::installed() == &r);
    void* const p = cds::memory::installed_allocate(100);
    BOOST_TEST(r.is_segment(p));
    cds::memory::installed_release(p);
    BOOST_TEST(r.statistics().busy_segments == 0U);
    BOOST_TEST(cds::memory::installed_allocate(1 << 17) == nullptr);
    cds::memory::installed_allocator<int> ints;
    int* const i = ints.allocate(10);
    BOOST_TEST(r.owns(i));
    ints.deallocate(i, 10);
    BOOST_CHECK_THROW((void)ints.allocate(~std::size_t{0}), std::bad_alloc);
    if (before != nullptr)
        cds::memory::install(*before);
}

BOOST_AUTO_TEST_CASE(a_domain_takes_all_its_memory_from_its_resource_and_gives_all_back) {
    noting_resource notes;
    {
        cds::gc::domain d({.block_capacity = 4, .threshold = 8}, cds::gc::source_of(&notes));
        retire_some(d, 200);
        BOOST_TEST(notes.taken >= 3U); // a record, retired blocks, slots or a table
    }
    BOOST_TEST(notes.out.empty());
}

BOOST_AUTO_TEST_CASE(memory_goes_back_the_way_it_came) {
    noting_resource first;
    noting_resource second;
    {
        cds::gc::domain d({.block_capacity = 4, .threshold = 8}, cds::gc::source_of(&first));
        retire_some(d, 10);
        d.set_memory_resource(&second);
        retire_some(d, 2000);
        d.set_memory_resource(static_cast<std::pmr::memory_resource*>(nullptr));
        BOOST_TEST(!first.out.empty());
    }
    BOOST_TEST(first.out.empty());
    BOOST_TEST(second.out.empty());
}

BOOST_AUTO_TEST_CASE(a_resource_that_throws_is_no_memory) {
    noting_resource notes;
    notes.starving = true;
    cds::gc::domain d({}, cds::gc::source_of(&notes));
    BOOST_CHECK_THROW((void)d.attach(), std::bad_alloc);
    notes.starving = false;
    retire_some(d, 10);
}

BOOST_AUTO_TEST_CASE(a_domain_lives_in_a_region) {
    std::vector<std::byte> space(1 << 22); // a block of 4 retired objects takes a page
    region large(space);
    region_resource from_large(large);
    {
        cds::gc::domain d({.block_capacity = 4, .threshold = 8}, cds::gc::source_of(&from_large));
        retire_some(d, 200);
        BOOST_TEST(large.statistics().busy_segments >= 3U);
    }
    BOOST_TEST(large.statistics().busy_segments == 0U);
}

BOOST_AUTO_TEST_CASE(a_domain_that_its_region_cannot_hold_says_so) {
    cds::gc::domain d({.block_capacity = 4, .threshold = 1 << 20}, cds::gc::source_of(&resource));
    auto& self = d.attach();
    std::size_t reserved = 0;
    while (d.reserve(self, 1)) {
        ++reserved;
        cds::gc::core::retired const each{new int(1), &delete_int};
        if (!self.append(each))
            BOOST_REQUIRE(d.append_slowly(self, each));
        BOOST_REQUIRE(reserved < 100'000U);
    }
    BOOST_TEST(reserved != 0U);
    BOOST_TEST(r.statistics().failures != 0U);
    d.detach(self);
}

BOOST_AUTO_TEST_SUITE_END()
