// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H

#include <cds/algo/atomic.h>
#include <cds/details/throw_exception.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/hash.h>
#include <cds/opt/options.h>
#include <cds/user_setup/allocator.h>

#include <bit>
#include <cstddef>
#include <limits>
#include <stdexcept>

/// Options of `MichaelHashSet`.
namespace cds::intrusive::michael_set {

/// What belongs to the set; all that concerns the items stands in the traits of the bucket list.
struct traits {
    /// `size_t operator()(key) const` for the items and for every type that they are looked up
    /// by; none: `std::hash` of that type.
    using hash = opt::none;
    using item_counter = cds::atomicity::item_counter;
    /// For the array of buckets.
    using allocator = CDS_DEFAULT_ALLOCATOR;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits {
    using type = typename opt::make_options<traits, Options...>::type;
};

namespace details {

/// How many buckets: the smallest power of two greater than the items per load factor; 0 stands
/// for 4 items, and for a load factor of 1. Throws `std::length_error` for more than there is
/// room for in the memory of any machine.
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

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H
