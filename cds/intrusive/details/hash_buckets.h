// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_DETAILS_HASH_BUCKETS_H
#define CDSLIB_INTRUSIVE_DETAILS_HASH_BUCKETS_H

#include <cds/details/allocator.h>
#include <cds/user_setup/cache_line.h>

#include <cstddef>

namespace cds::intrusive::details {

/// The heads of a hash set: a power of two of them, one word each, side by side.
template <class Hash, class Allocator>
struct hash_buckets {
    static constexpr bool short_chains = true;

    template <class Link>
    class row {
    public:
        explicit row(std::size_t bucket_count)
            : mask_(bucket_count - 1), heads_(allocator().NewArray(bucket_count)) {}
        ~row() { allocator().Delete(heads_, size()); }
        row(row const&) = delete;
        row& operator=(row const&) = delete;

        template <class Key>
        Link& of(Key const& key) const {
            return heads_[hash_(key) & mask_];
        }
        Link* begin() const noexcept { return heads_; }
        Link* end() const noexcept { return heads_ + size(); }
        std::size_t size() const noexcept { return mask_ + 1; }

    private:
        using allocator = cds::details::Allocator<Link, Allocator>;

        // The item counter stands before the row, and each change of it would take the two words
        // that every operation reads out of the other processors' caches.
        [[maybe_unused]] char away_from_the_counter_[c_nCacheLineSize];
        std::size_t const mask_;
        Link* const heads_;
        [[no_unique_address]] Hash hash_;
    };
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_HASH_BUCKETS_H
