// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_PARCEL_TYPES_H
#define CDSLIB_TEST_PARCEL_TYPES_H

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_set.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/michael_set.h>
#include <cds/intrusive/split_list.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/int_keys.h>
#include <cds_test/key_traffic.h>

// The lists, sets and maps of parcels that the stress tests are typed over.
namespace parcel_types {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::hesitating;
using cds_test::parcel;
using cds_test::tiny_DHP;

template <class GC>
struct linked_parcel : parcel, ci::michael_list::node<GC> {
    using parcel::parcel;
};

template <class GC>
struct intrusive_traits : ci::michael_list::traits {
    using hook = ci::michael_list::base_hook<cds::opt::gc<GC>>;
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
    using item_counter = cds::atomicity::item_counter;
};
struct owning_traits : cc::michael_list::traits {
    using less = cds_test::less_key;
    using item_counter = cds::atomicity::item_counter;
};

template <class GC>
using intrusive_list = ci::MichaelList<GC, linked_parcel<GC>, intrusive_traits<GC>>;
template <class GC>
using value_list = cc::MichaelList<GC, parcel, owning_traits>;
template <class GC>
using pair_list = cc::MichaelKVList<GC, int, parcel, owning_traits>;

struct hash_traits : ci::michael_set::traits {
    using hash = cds_test::hash_key;
};

/// A hash table in which items still get in each other's way.
template <class Table>
struct four_buckets : Table {
    four_buckets() : Table(6, 2) {}
};

template <class GC>
using intrusive_hash = four_buckets<ci::MichaelHashSet<GC, intrusive_list<GC>, hash_traits>>;
template <class GC>
using value_hash = four_buckets<cc::MichaelHashSet<GC, value_list<GC>, hash_traits>>;
template <class GC>
using pair_hash = four_buckets<cc::MichaelHashMap<GC, pair_list<GC>, hash_traits>>;

/// Sets that grow, from two buckets on.
template <class GC>
struct split_parcel : parcel, ci::split_list::node<ci::michael_list::node<GC>> {
    using parcel::parcel;
};
struct split_traits : cc::split_list::traits {
    using hash = cds_test::hash_key;
    using ordered_list_traits = owning_traits;
};
template <class GC>
using intrusive_split =
    ci::SplitListSet<GC, ci::MichaelList<GC, split_parcel<GC>, intrusive_traits<GC>>, split_traits>;
template <class GC>
using value_split = cc::SplitListSet<GC, parcel, split_traits>;
template <class GC>
using pair_split = cc::SplitListMap<GC, int, parcel, split_traits>;

} // namespace parcel_types

#endif // #ifndef CDSLIB_TEST_PARCEL_TYPES_H
