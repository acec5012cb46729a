// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_DETAILS_HASH_BUCKETS_H
#define CDSLIB_INTRUSIVE_DETAILS_HASH_BUCKETS_H

#include <cds/details/allocator.h>
#include <cds/user_setup/cache_line.h>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace cds::intrusive::details {

/// The heads of a hash set: a power of two of them, one word each, side by side.
///
/// A head is picked by the highest bits of the hash times the golden ratio (D. Knuth, TAOCP 3, 6.4):
/// std::hash of a number is the number, and numbers that programs hash are often multiples of one
/// another's distance, which leaves the lowest bits alike.
template <class Hash, class Allocator>
struct hash_buckets {
    static constexpr bool short_chains = true;

    template <class Link>
    class row {
    public:
        /// `bucket_count` is a power of two.
        explicit row(std::size_t bucket_count)
            : shift_(static_cast<unsigned>(63 - std::countr_zero(bucket_count))),
              heads_(allocator().NewArray(bucket_count)) {}
        ~row() { allocator().Delete(heads_, size()); }
        row(row const&) = delete;
        row& operator=(row const&) = delete;

        template <class Key>
        Link& of(Key const& key) const {
            return heads_[place_of(hash_(key))];
        }
        Link* begin() const noexcept { return heads_; }
        Link* end() const noexcept { return heads_ + size(); }
        std::size_t size() const noexcept { return std::size_t(1) << (63 - shift_); }

    private:
        using allocator = cds::details::Allocator<Link, Allocator>;

        std::size_t place_of(std::uint64_t hash) const noexcept {
            return static_cast<std::size_t>(hash * 0x9E3779B97F4A7C15u >> 1 >> shift_);
        }

        // The item counter stands before the row, and each change of it would take the two words
        // that every operation reads out of the other processors' caches.
        [[maybe_unused]] char away_from_the_counter_[c_nCacheLineSize];
        unsigned const shift_;
        Link* const heads_;
        [[no_unique_address]] Hash hash_;
    };
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_HASH_BUCKETS_H
