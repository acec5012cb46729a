// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_TABLE_SIZE_H
#define CDSLIB_STRUCTURES_HASH_TABLE_SIZE_H

#include <cds/algo/atomic.h>
#include <cds/algo/int_algo.h>
#include <cds/details/throw_exception.h>

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace cds::intrusive::details {

/// The two sizes of a hash table that grows under locks: its items and its buckets.
template <class Counter>
class table_size {
public:
    using item_counter = Counter;

    table_size(table_size const&) = delete;
    table_size& operator=(table_size const&) = delete;

    /// Whether the item counter says 0.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The number of items by the item counter.
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(counter_); }
    /// Whether `size()` says anything: with `atomicity::empty_item_counter` it is always 0.
    static constexpr bool counts_items =
        !std::is_same_v<item_counter, cds::atomicity::empty_item_counter>;

    /// The number of buckets; of a table with several arrays, in each of them.
    [[nodiscard]] std::size_t bucket_count() const noexcept {
        // relaxed: a hint, or read under a lock of the table; it is written under all of them
        return buckets_.load(atomics::memory_order_relaxed);
    }
    [[nodiscard]] std::size_t bucket_count(atomics::memory_order order) const noexcept {
        return buckets_.load(order);
    }

protected:
    explicit table_size(std::size_t buckets) noexcept : buckets_(buckets) {}
    ~table_size() = default;

    /// The caller has the table to itself.
    void set_bucket_count(std::size_t buckets) noexcept {
        // relaxed: read under a lock of the table, or as a hint
        buckets_.store(buckets, atomics::memory_order_relaxed);
    }

    /// A power of two of buckets, for at least `wanted`. Throws `std::length_error` for more than
    /// any machine has memory for, if one takes `bytes`.
    static std::size_t power_of_two(std::size_t wanted, std::size_t bytes) {
        if (wanted > (std::numeric_limits<std::ptrdiff_t>::max)() / 2 / bytes)
            CDS_THROW_EXCEPTION(std::length_error("cds: more buckets than there is memory for"));
        return beans::ceil2(wanted);
    }

    [[no_unique_address]] item_counter counter_;

private:
    atomics::atomic<std::size_t> buckets_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_HASH_TABLE_SIZE_H
