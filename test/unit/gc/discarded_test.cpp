// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The pages of free blocks go back to the system, and read as zero then. Under AddressSanitizer
// whoever reads them all the same is reported.

#include <cds/gc/core/retire/block_supply.h>
#include <cds_test/fresh_domain.h>

#include <boost/test/unit_test.hpp>

#if defined(CDS_ADDRESS_SANITIZER_ENABLED)
#    include <sanitizer/asan_interface.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory_resource>
#include <vector>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

constexpr std::size_t page = sizeof(core::retired_cells);

bool is_open(core::retired_block const& b) {
#if defined(CDS_ADDRESS_SANITIZER_ENABLED)
    return __asan_region_is_poisoned(b.cells, page) == nullptr;
#else
    (void)b;
    return true;
#endif
}

// What was discarded may not be touched where that would show, and reads as zero elsewhere.
bool is_gone(core::retired_block const& b) {
#if defined(CDS_ADDRESS_SANITIZER_ENABLED)
    return __asan_address_is_poisoned(b.cells) != 0 &&
           __asan_address_is_poisoned(b.cells + core::retired_cells::max_cells - 1) != 0;
#else
    auto const* const bytes = reinterpret_cast<unsigned char const*>(b.cells);
    return std::all_of(bytes, bytes + page, [](unsigned char c) { return c == 0; });
#endif
}

// Blocks in use, with something in all of their cells.
std::vector<core::retired_block*> take(core::block_supply& from, std::size_t n) {
    std::vector<core::retired_block*> blocks(n);
    for (core::retired_block*& b : blocks) {
        b = from.take({});
        BOOST_REQUIRE(b != nullptr);
        BOOST_REQUIRE(is_open(*b));
        std::memset(static_cast<void*>(b->cells), 0xA5, page);
    }
    return blocks;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_discarded)

BOOST_AUTO_TEST_CASE(blocks_that_a_trim_drops_are_gone_and_come_back) {
    core::block_supply supply;
    for (int round = 0; round != 3; ++round) {
        std::vector<core::retired_block*> const blocks = take(supply, 20);
        core::retired_block* const last = blocks[0]->index == 0 ? blocks[0] : blocks.back();
        for (core::retired_block* const b : blocks)
            if (b != last)
                supply.give_back(b); // all but the lowest, so that the others are at the top
        BOOST_TEST(supply.trim(0) == 19u);
        for (core::retired_block const* const b : blocks)
            BOOST_TEST((b == last || is_gone(*b)));
        BOOST_TEST(is_open(*last));
        supply.give_back(last);
    }
}

BOOST_AUTO_TEST_CASE(blocks_that_a_trim_only_cools_are_gone_and_come_back) {
    core::block_supply supply;
    for (int round = 0; round != 3; ++round) {
        std::vector<core::retired_block*> const blocks = take(supply, 20);
        core::retired_block* const top =
            *std::max_element(blocks.begin(), blocks.end(),
                              [](auto const* a, auto const* b) { return a->index < b->index; });
        for (core::retired_block* const b : blocks)
            if (b != top)
                supply.give_back(b); // the one at the top keeps the others from being dropped
        BOOST_TEST(supply.trim(0) == 0u);
        for (core::retired_block const* const b : blocks)
            BOOST_TEST((b == top || is_gone(*b)));
        supply.give_back(top);
    }
}

// A domain's memory is its source's again, free blocks and all.
BOOST_AUTO_TEST_CASE(memory_that_was_given_back_is_open) {
    std::vector<std::byte> arena(std::size_t{1} << 23);
    std::pmr::monotonic_buffer_resource source(arena.data(), arena.size(),
                                               std::pmr::null_memory_resource());
    {
        fresh_domain f({.block_capacity = 2, .threshold = 4, .overdue_ms = ~0u},
                       core::source_of(&source));
        core::thread_record& self = f.attach();
        for (int i = 0; i != 1000; ++i)
            f.retire(self);
        f.domain.collect(self, core::scan_everything);
        BOOST_TEST(f.book.each_disposed_once());
    }
    std::fill(arena.begin(), arena.end(), std::byte{1});
    BOOST_TEST((arena[arena.size() / 2] == std::byte{1}));
}

BOOST_AUTO_TEST_SUITE_END()
