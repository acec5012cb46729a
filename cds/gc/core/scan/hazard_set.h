// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_HAZARD_SET_H
#define CDSLIB_GC_CORE_SCAN_HAZARD_SET_H

#include <cds/details/number_cast.h>
#include <cds/gc/core/protect/slot_pool.h>
#include <cds/gc/core/pointer_hash.h>

#include <bit>
#include <cstring>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The protected pointers that a scan saw: open addressing with linear probing in memory that it
/// is given, at most half full. When the memory does not hold all hazards, the scan reads the
/// slots in several parts and fills the set with one part after the other.
///
/// A filter stands before the table. It has one hash function (B. Bloom, CACM 13(7), 1970) and 16
/// bits for each hazard that the table has room for. It stays in the cache when the table does
/// not, and answers for at least 15 of 16 objects that no slot holds them.
class hazard_set {
public:
    static constexpr std::size_t least_filter = 256; ///< words; 2 KB

    /// Returns the filter's size in words for so many entries: a power of two.
    static constexpr std::size_t filter_for(std::size_t entries) noexcept {
        return entries / 8 < least_filter ? least_filter : entries / 8;
    }

    /// The table has `words` entries, rounded down to a power of two; at least 2. `filter` has
    /// filter_for() of these. The bits `tag_mask` of a slot's value are ignored.
    hazard_set(void const** table, std::uint64_t* filter, std::size_t words,
               std::uintptr_t tag_mask) noexcept
        : table_(table),
          filter_(filter),
          tag_mask_(tag_mask),
          size_(std::bit_floor(words)),
          shift_(64 - static_cast<unsigned>(std::bit_width(size_ - 1))),
          filter_shift_(64 - static_cast<unsigned>(std::bit_width(filter_for(size_) - 1))) {
        assert(words >= 2);
    }

    /// The place of a gathering: the next slot to read.
    struct cursor {
        std::uint32_t line = 0;
        std::uint32_t slot = 0;
    };

    /// Fills the set, starting at `at`, with the values of the first `per_line` slots of each
    /// line for which `wanted(index)` is true. Stops when the set is half full or all slots are
    /// read. Returns true while slots are left.
    template <class Wanted>
    bool gather(slot_pool const& pool, std::uint32_t per_line, cursor& at, Wanted wanted) noexcept {
        std::memset(static_cast<void*>(table_), 0, size_ * sizeof *table_);
        std::memset(filter_, 0, filter_for(size_) * sizeof *filter_);
        count_ = 0;
        for (std::uint32_t const depth = pool.scan_depth(); at.line < depth; ++at.line) {
            if (!wanted(at.line))
                continue;
            hazard_slot const* line = pool.line(at.line);
            for (; at.slot != per_line; ++at.slot)
                if (void const* p = line[at.slot].read()) {
                    if (count_ == size_ / 2)
                        return true; // this slot is the first of the next part
                    insert(without_tag(p, tag_mask_));
                }
            at.slot = 0;
        }
        return false;
    }

    bool gather(slot_pool const& pool, std::uint32_t per_line, cursor& at) noexcept {
        return gather(pool, per_line, at, [](std::uint32_t) { return true; });
    }

    bool empty() const noexcept { return count_ == 0; }
    std::size_t count() const noexcept { return count_; }

    /// O(1) expected.
    bool contains(void const* p) const noexcept {
        std::uint64_t const key = pointer_hash(p);
        return may_contain(key) && is_in_table(p, key);
    }

    /// Tells which of the first `n` cells, at most 64, are in the set: bit i stands for cell i.
    /// It asks the filter about all of them first, without a branch, so that no answer waits for
    /// another.
    template <class Cell>
    std::uint64_t find(Cell const* cells, std::uint32_t n) const noexcept {
        std::uint64_t found = 0;
        for (std::uint32_t i = n; i-- != 0;)
            found = found * 2 + may_contain(pointer_hash(cells[i].object));
        for (std::uint64_t left = found; left != 0; left &= left - 1) {
            void const* const p = cells[std::countr_zero(left)].object;
            if (!is_in_table(p, pointer_hash(p)))
                found &= ~(left & -left);
        }
        return found;
    }

private:
    std::size_t home_of(std::uint64_t key) const noexcept {
        return cds::details::number_cast<std::size_t>(key >> shift_);
    }
    /// Returns the bit in its word of the filter. It depends on other bits of the key than the
    /// word does.
    static unsigned bit_of(std::uint64_t key) noexcept {
        return static_cast<unsigned>(key >> 26) % 64;
    }
    bool may_contain(std::uint64_t key) const noexcept {
        return (filter_[key >> filter_shift_] >> bit_of(key) & 1) != 0;
    }
    bool is_in_table(void const* p, std::uint64_t key) const noexcept {
        for (std::size_t i = home_of(key);; i = (i + 1) & (size_ - 1)) {
            if (table_[i] == nullptr)
                return false; // also for a null pointer, which nothing protects
            if (table_[i] == p)
                return true;
        }
    }

    void insert(void const* p) noexcept {
        std::uint64_t const key = pointer_hash(p);
        filter_[key >> filter_shift_] |= std::uint64_t{1} << bit_of(key);
        std::size_t i = home_of(key);
        while (table_[i] != nullptr && table_[i] != p)
            i = (i + 1) & (size_ - 1);
        table_[i] = p;
        ++count_;
    }

    void const** table_;
    std::uint64_t* filter_;
    std::uintptr_t tag_mask_;
    std::size_t size_;
    unsigned shift_;
    unsigned filter_shift_;
    std::size_t count_ = 0;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_HAZARD_SET_H
