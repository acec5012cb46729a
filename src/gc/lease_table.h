// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_LEASE_TABLE_H
#define CDSLIB_SRC_GC_LEASE_TABLE_H

#include "registry.h"

#include <cds/gc/core/domain/domain.h>
#include <cds/gc/core/pointer_hash.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// A record that a thread has in a domain made at run time. When the domain has ended, the lease
/// matches no other one: serials are never used twice.
struct leased_record {
    bool is_of(domain const& d) const noexcept { return serial == d.serial && serial != 0; }

    std::uint64_t serial = 0; ///< the domain's; 0 in an empty place
    thread_record* record = nullptr;
    registration home;
};

/// One thread's leases, found by the domain's serial.
///
///   algorithm  open addressing with linear probing; a removal shifts back what follows
///              (D. Knuth, The Art of Computer Programming 3, 6.4, algorithm R)
///   cost       find O(1); add O(1) amortised
///   memory     none for the first few leases; then an array that is replaced by another, larger
///              or smaller. A pointer to a lease is valid until the next add() or remove_if()
///   thread     belongs to one. Trivially destructible, so it can be used when all else is gone
class lease_table {
public:
    leased_record* find(domain const& d) noexcept {
        leased_record* const cells = this->cells();
        for (std::size_t i = first_of(d.serial); cells[i].serial != 0; i = next_of(i))
            if (cells[i].is_of(d))
                return &cells[i];
        return nullptr;
    }

    std::size_t size() const noexcept { return size_; }
    std::size_t capacity() const noexcept { return std::size_t{1} << bits_; }

    /// True when add() requires that unneeded leases are removed before, and resize() is called.
    bool is_crowded() const noexcept { return 4 * (size_ + 1) > 3 * capacity(); }
    /// Makes the table fit what it holds. False when it is crowded and there is no memory.
    bool resize() noexcept;
    /// Adds a lease of a domain of which there is none yet. The table must not be crowded.
    void add(leased_record const& lease) noexcept;

    /// Removes the leases for which `unwanted` is true. It is called once or more for each.
    template <class Predicate>
    void remove_if(Predicate unwanted) noexcept {
        for (std::size_t i = 0; i != capacity();)
            if (leased_record const& lease = cells()[i]; lease.serial != 0 && unwanted(lease))
                remove_at(i); // another lease may be here now
            else
                ++i;
    }

private:
    static constexpr unsigned fewest_bits = 3;

    leased_record* cells() noexcept { return many_ != nullptr ? many_ : few_; }
    std::size_t first_of(std::uint64_t serial) const noexcept {
        return static_cast<std::size_t>(fibonacci_hash(serial) >> (64 - bits_));
    }
    std::size_t next_of(std::size_t i) const noexcept { return (i + 1) & (capacity() - 1); }
    void remove_at(std::size_t hole) noexcept;
    bool move_to(unsigned bits) noexcept;

    leased_record* many_ = nullptr; ///< null: the leases are in few_
    unsigned bits_ = fewest_bits;   ///< the logarithm of the capacity
    std::size_t size_ = 0;
    leased_record few_[std::size_t{1} << fewest_bits]{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_LEASE_TABLE_H
