// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_HAZARD_SET_H
#define CDSLIB_GC_CORE_SCAN_HAZARD_SET_H

#include <cds/gc/core/scan/pointer_hash.h>
#include <cds/gc/core/protect/slot_pool.h>

#include <bit>
#include <cstring>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The protected pointers that a scan saw: open addressing with linear probing over memory
/// that it is given, at most half full. When the memory does not hold all hazards the scan
/// goes on in passes, each with the next part of the slots.
class hazard_set {
public:
    /// `words` entries, rounded down to a power of two; at least 2. The bits `tag_mask` of
    /// a slot's value are ignored.
    hazard_set(void const** table, std::size_t words, std::uintptr_t tag_mask) noexcept
        : table_(table),
          tag_mask_(tag_mask),
          size_(std::bit_floor(words)),
          shift_(64 - static_cast<unsigned>(std::bit_width(size_ - 1))) {
        assert(words >= 2);
    }

    /// Where a gathering stands: the next slot to read.
    struct cursor {
        std::uint32_t line = 0;
        std::uint32_t slot = 0;
    };

    /// Fills the set from `at` on with what the first `per_line` slots hold of each line that
    /// `wanted(index)` is true of; stops when it is half full or all slots are read. True while
    /// slots are left.
    template <class Wanted>
    bool gather(slot_pool const& slots, std::uint32_t per_line, cursor& at,
                Wanted wanted) noexcept {
        std::memset(static_cast<void*>(table_), 0, size_ * sizeof *table_);
        std::memset(filter_, 0, sizeof filter_);
        count_ = 0;
        for (std::uint32_t const depth = slots.scan_depth(); at.line < depth; ++at.line) {
            if (!wanted(at.line))
                continue;
            hazard_slot const* line = slots.line(at.line);
            for (; at.slot != per_line; ++at.slot)
                if (void const* p = line[at.slot].read()) {
                    if (count_ == size_ / 2)
                        return true; // this slot is the first of the next pass
                    insert(without_tag(p, tag_mask_));
                }
            at.slot = 0;
        }
        return false;
    }

    bool gather(slot_pool const& slots, std::uint32_t per_line, cursor& at) noexcept {
        return gather(slots, per_line, at, [](std::uint32_t) { return true; });
    }

    bool empty() const noexcept { return count_ == 0; }
    std::size_t count() const noexcept { return count_; }

    /// O(1) expected.
    bool contains(void const* p) const noexcept {
        std::uint64_t const key = pointer_hash(p);
        if ((filter_[key >> filter_shift] & filter_bit(key)) == 0) [[likely]]
            return false;
        for (std::size_t i = home_of(key);; i = (i + 1) & (size_ - 1)) {
            if (table_[i] == nullptr)
                return false; // also what protects a null pointer: nothing
            if (table_[i] == p)
                return true;
        }
    }

private:
    static constexpr unsigned filter_shift = 64 - 8;

    static std::uint64_t filter_bit(std::uint64_t key) noexcept {
        return std::uint64_t{1} << ((key >> (filter_shift - 6)) % 64);
    }
    std::size_t home_of(std::uint64_t key) const noexcept {
        return static_cast<std::size_t>(key >> shift_);
    }

    void insert(void const* p) noexcept {
        std::uint64_t const key = pointer_hash(p);
        filter_[key >> filter_shift] |= filter_bit(key);
        std::size_t i = home_of(key);
        while (table_[i] != nullptr && table_[i] != p)
            i = (i + 1) & (size_ - 1);
        table_[i] = p;
        ++count_;
    }

    void const** table_;
    std::uintptr_t tag_mask_;
    std::size_t size_;
    unsigned shift_;
    std::size_t count_ = 0;
    /// A bit for each value of the key's 14 highest bits: 2 KB, which stay in the first cache, say
    /// of most objects that no slot holds them.
    std::uint64_t filter_[std::size_t{1} << (64 - filter_shift)];
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_HAZARD_SET_H
