// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_BUCKETS_H
#define CDSLIB_STRUCTURES_HASH_BUCKETS_H

#include <cds/algo/atomic.h>
#include <cds/details/allocator.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/hash.h>
#include <cds/opt/options.h>
#include <cds/structures/probes.h>
#include <cds/user_setup/allocator.h>
#include <cds/user_setup/cache_line.h>

#include <bit>
#include <cstddef>
#include <limits>
#include <stdexcept>

/// Options of `MichaelHashSet`.
namespace cds::intrusive::michael_set {

/// The options of the set itself; all that concerns the items is in the traits of the bucket
/// list.
struct traits {
    /// `size_t operator()(key) const` for the items and for every type that they are looked up by.
    /// opt::none means `std::hash` of that type.
    using hash = opt::none;
    using item_counter = cds::atomicity::item_counter;
    /// Allocates the array of buckets.
    using allocator = CDS_DEFAULT_ALLOCATOR;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits {
    using type = typename opt::make_options<traits, Options...>::type;
};

namespace details {

/// Returns the number of buckets: the smallest power of two greater than the items per load
/// factor; 0 means 4 items, and a load factor of 1. Throws `std::length_error` for more buckets
/// than any machine has memory for.
inline std::size_t init_hash_bitmask(std::size_t nMaxItemCount, std::size_t nLoadFactor) {
    constexpr int most = std::numeric_limits<std::ptrdiff_t>::digits - 4; // bytes of a head: 8
    std::size_t const items = nMaxItemCount != 0 ? nMaxItemCount : 4;
    std::size_t const load = nLoadFactor != 0 ? nLoadFactor : 1;
    int const bits = static_cast<int>(std::bit_width(items / load));
    if (bits > most)
        CDS_THROW_EXCEPTION(std::length_error("cds: more buckets than there is memory for"));
    return std::size_t(1) << bits;
}

} // namespace details
} // namespace cds::intrusive::michael_set

namespace cds::intrusive::details {

/// Folds the upper bits of a hash value into the lower ones, so that a power of two of heads is
/// filled also where hash values are the keys, and these differ in upper bits alone: by a stride
/// of 4096, or by `id << 32`. It is a bijection of the lowest bits, for any number of them, and
/// keeps 512 neighbours together: dense keys stay as close together as they were, and do not meet
/// others. Among the shifts that do so, these have the shortest chains for strides of any power
/// of two.
constexpr std::size_t folded(std::size_t hash) noexcept {
    if constexpr (sizeof(hash) > 4)
        hash ^= hash >> 32;
    hash ^= hash >> 16;
    return hash ^ (hash >> 9);
}

/// The heads of a hash set: an array of a power of two of them, one word each.
template <class Hash, class Allocator>
struct hash_buckets {
    static constexpr bool short_chains = true;

    template <class Link>
    class row : public plain_probes {
    public:
        explicit row(std::size_t bucket_count, Allocator const& memory = Allocator())
            : mask_(bucket_count - 1), memory_(memory), heads_(memory_.NewArray(bucket_count)) {}
        ~row() { memory_.Delete(heads_, size()); }
        row(row const&) = delete;
        row& operator=(row const&) = delete;

        template <class Chain, class Key>
        Link& of(Chain&, Key const& key) const {
            return heads_[folded(hash_(key)) & mask_];
        }
        template <class Chain, class Item>
        Link& of_new(Chain& chain, Item& item) const {
            return of(chain, item);
        }
        Link* begin() const noexcept { return heads_; }
        Link* end() const noexcept { return heads_ + size(); }
        std::size_t size() const noexcept { return mask_ + 1; }

    private:
        using allocator = cds::details::Allocator<Link, Allocator>;

        // The item counter stands before the row, and each change of it would remove the two
        // words that every operation reads from the other processors' caches.
        [[maybe_unused]] char away_from_the_counter_[c_nCacheLineSize];
        std::size_t const mask_;
        [[no_unique_address]] allocator memory_;
        Link* const heads_;
        [[no_unique_address]] Hash hash_;
    };
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_HASH_BUCKETS_H
