// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FELDMAN_PARCELS_H
#define CDSLIB_TEST_FELDMAN_PARCELS_H

#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/feldman_hashmap_hp.h>
#include <cds/container/feldman_hashset_dhp.h>
#include <cds/container/feldman_hashset_hp.h>
#include <cds/intrusive/feldman_hashset_dhp.h>
#include <cds/intrusive/feldman_hashset_hp.h>
#include <cds_test/gc_policies.h>
#include <cds_test/key_traffic.h>

// The Feldman sets and maps of parcels that stress tests are typed over.
namespace feldman_parcels {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds_test::parcel;

/// An int, hashed so that all begin in a few slots and part in arrays.
struct far_up {
    far_up(int key = 0) noexcept : bits(static_cast<unsigned>(key) << 3) {}
    unsigned bits;
};
struct hash_of_parcel {
    far_up operator()(parcel const& p) const { return p.key; }
};
struct hash_of_key {
    far_up operator()(int key) const { return key; }
};

struct intrusive_traits : ci::feldman_hashset::traits {
    using hash_accessor = hash_of_parcel;
    using disposer = cds_test::delete_it;
};
struct value_traits : cc::feldman_hashset::traits {
    using hash_accessor = hash_of_parcel;
};
struct pair_traits : cc::feldman_hashmap::traits {
    using hash = hash_of_key;
};

/// Small arrays, of which there are many.
template <class Set>
struct small_arrays : Set {
    small_arrays() : Set(4, 2) {}
};

template <class GC>
using intrusive_set = small_arrays<ci::FeldmanHashSet<GC, parcel, intrusive_traits>>;
template <class GC>
using value_set = small_arrays<cc::FeldmanHashSet<GC, parcel, value_traits>>;
template <class GC>
using pair_map = small_arrays<cc::FeldmanHashMap<GC, int, parcel, pair_traits>>;

} // namespace feldman_parcels

#endif // #ifndef CDSLIB_TEST_FELDMAN_PARCELS_H
