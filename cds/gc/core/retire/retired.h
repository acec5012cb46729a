// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_RETIRED_H
#define CDSLIB_GC_CORE_RETIRE_RETIRED_H

#include <cds/gc/core/retire/shared_list.h>
#include <cds/gc/core/type_stable_pool.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

using disposer_func = void (*)(void*);

class filling_block;

/// An unlinked object and how to dispose of it.
struct retired {
    void* object;
    disposer_func dispose;
};

/// The cells of a retired block. They fill one page, so that a free block's page can be given
/// back to the system while its header stays readable.
struct alignas(4096) retired_cells {
    static constexpr std::uint32_t max_cells = 256;
    retired cell[max_cells];
};

static_assert(sizeof(void*) != 8 || sizeof(retired_cells) == 4096,
              "256 cells of 16 bytes make one page");

/// The state of a thread's filling block: which thread may touch the cells [head, tail). No
/// thread waits for a state; one that does not get the block goes on without it.
enum block_state : std::uint32_t {
    filling_free = 0, ///< the owner appends, or has just listed it; no scan holds it
    block_whole = 1,  ///< taken from a list, private, or in the pool: no scan may hold it
    filling_held = 2  ///< as free, but a collector sifts the published part; plus its index
};

/// A run of retired objects: the cells [head, tail) of its page. By C-I3 a block is in one place:
/// a record's filling block or spare, a list, the hands of a section or of a drain, a thread's
/// ready objects, or the pool.
struct retired_block : pooled {
    retired* cells = nullptr;               ///< its page, set when it leaves the pool
    atomics::atomic<std::uint32_t> head{0}; ///< moved by the holder of the block
    atomics::atomic<std::uint32_t> tail{0}; ///< moved by the owner of a filling block
    atomics::atomic<std::uint32_t> state{block_whole};
    std::uint32_t home = 0;      ///< index of the record that filled it
    std::uint32_t sealed = 0;    ///< held, or cut by a scan: the end of what is to be examined;
                                 ///< proven free: where the cells began
    std::uint32_t counted = 0;   ///< what a listed block adds to the domain's count
    bool from_disposers = false; ///< its objects were retired by disposers
    std::size_t base = 0;        ///< number of the first cell, see filling_block
    filling_block const* filler = nullptr; ///< whose filling block it is or was last
    std::size_t era = 0;           ///< of drains: all of it was retired in this era or later, see
                                   ///< drains.h
    retired_block* next = nullptr; ///< in a chain that one thread owns
    retired_block* held = nullptr; ///< the next filling block that the same scan holds
    std::uint64_t marks[retired_cells::max_cells / 64]{}; ///< the protected cells of this scan

    static constexpr std::size_t c_capacity = retired_cells::max_cells; ///< libcds's name

    std::uint32_t begin() const noexcept {
        // relaxed: the holder wrote it, or the edge that made the block ours carries it
        return head.load(atomics::memory_order_relaxed);
    }
    std::uint32_t end() const noexcept {
        // relaxed: the holder wrote it, or the edge that made the block ours carries it
        return tail.load(atomics::memory_order_relaxed);
    }
    std::uint32_t size() const noexcept { return end() - begin(); }

    void set_range(std::uint32_t first, std::uint32_t last) noexcept {
        // relaxed: the block is private
        head.store(first, atomics::memory_order_relaxed);
        // relaxed: the block is private
        tail.store(last, atomics::memory_order_relaxed);
    }

    bool marked(std::uint32_t i) const noexcept { return (marks[i / 64] >> i % 64 & 1) != 0; }
    /// Returns the first marked cell from `i` on; max_cells if there is none.
    std::uint32_t next_marked(std::uint32_t i) const noexcept {
        for (; i < retired_cells::max_cells; i = (i / 64 + 1) * 64)
            if (std::uint64_t const word = marks[i / 64] >> i % 64; word != 0)
                return i + static_cast<std::uint32_t>(std::countr_zero(word));
        return retired_cells::max_cells;
    }
    void mark(std::uint32_t i) noexcept { marks[i / 64] |= std::uint64_t{1} << i % 64; }
    void mark_all(bool protect) noexcept {
        for (std::uint64_t& word : marks)
            word = protect ? ~std::uint64_t{0} : 0;
    }
};

using block_chain = owned_chain<retired_block>;

/// Blocks that any thread may take.
using retired_list = shared_list<block_chain>;

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_RETIRED_H
