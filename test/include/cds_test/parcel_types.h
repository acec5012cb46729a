// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_PARCEL_TYPES_H
#define CDSLIB_TEST_PARCEL_TYPES_H

#include <cds_test/families/all_sets.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/int_keys.h>
#include <cds_test/key_traffic.h>

// The lists, sets and maps of parcels that the stress tests are typed over.
namespace parcel_types {

namespace families = cds_test::families;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::hesitating;
using cds_test::beyond_cover;
using cds_test::join;
using cds_test::parcel;
using cds_test::tiny_DHP;

template <class Family>
struct parcels {
    template <class GC>
    struct linked : parcel, Family::template node<GC> {
        using parcel::parcel;
    };
    template <class GC>
    struct intrusive_traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<GC>>;
        using less = cds_test::less_key;
        using hash = cds_test::hash_key;
        using disposer = cds_test::delete_it;
        using item_counter = cds::atomicity::item_counter;
    };
    struct owning_traits : Family::owning_traits {
        using less = cds_test::less_key;
        using hash = cds_test::hash_key;
        using item_counter = cds::atomicity::item_counter;
    };

    template <class GC>
    using intrusive_list =
        typename Family::template intrusive<GC, linked<GC>, intrusive_traits<GC>>;
    template <class GC>
    using value_list = typename Family::template set<GC, parcel, owning_traits>;
    template <class GC>
    using pair_list = typename Family::template map<GC, int, parcel, owning_traits>;

    // Four buckets, in which items still get in each other's way.
    template <class Traits>
    struct by_key : Traits {
        using hash = cds_test::hash_key;
    };
    template <class GC>
    struct intrusive_hash
        : families::sized<
              typename Family::hash::template intrusive<
                  GC, intrusive_list<GC>, by_key<typename Family::hash::intrusive_traits>>,
              6, 2> {};
    template <class GC>
    struct value_hash
        : families::sized<typename Family::hash::template set<
                              GC, value_list<GC>, by_key<typename Family::hash::set_traits>>,
                          6, 2> {};
    template <class GC>
    struct pair_hash
        : families::sized<typename Family::hash::template map<
                              GC, pair_list<GC>, by_key<typename Family::hash::map_traits>>,
                          6, 2> {};
};

/// Under each policy, in each form.
template <class Family>
struct sets_of {
    using p = parcels<Family>;
    using all = join<
        std::tuple<typename p::template intrusive_list<HP>,
                   typename p::template intrusive_list<tiny_DHP>,
                   typename p::template pair_list<DHP>>,
        beyond_cover<typename p::template intrusive_list<DHP>, typename p::template value_list<HP>,
                     typename p::template value_list<DHP>, typename p::template pair_list<HP>>>;
    using tables =
        join<families::hash_tables<Family, typename p::template intrusive_hash<tiny_DHP>,
                                   typename p::template value_hash<HP>>,
             families::hash_tables_beyond_cover<
                 Family, typename p::template intrusive_hash<HP>,
                 typename p::template intrusive_hash<DHP>, typename p::template value_hash<DHP>,
                 typename p::template pair_hash<HP>, typename p::template pair_hash<DHP>>>;

    // Of threads that are interrupted where it hurts.
    using interrupted = join<std::tuple<typename p::template intrusive_list<hesitating<HP>>,
                                        typename p::template pair_list<hesitating<tiny_DHP>>>,
                             beyond_cover<typename p::template intrusive_list<hesitating<DHP>>>>;
    using interrupted_tables =
        families::hash_tables<Family, typename p::template value_hash<hesitating<DHP>>>;
};
template <class Family>
struct interrupted_sets_of {
    using all = typename sets_of<Family>::interrupted;
};
template <class Family>
struct hash_tables_of {
    using all = typename sets_of<Family>::tables;
};
template <class Family>
struct interrupted_hash_tables_of {
    using all = typename sets_of<Family>::interrupted_tables;
};

} // namespace parcel_types

#endif // #ifndef CDSLIB_TEST_PARCEL_TYPES_H
