// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_UNIT_BRONSON_BRONSON_TYPES_H
#define CDSLIB_TEST_UNIT_BRONSON_BRONSON_TYPES_H

#include <cds/container/bronson_avltree_map_dhp.h>
#include <cds/container/bronson_avltree_map_hp.h>
#include <cds_test/bronson_maps.h>
#include <cds_test/gc_policies.h>

#include <tuple>
#include <utility>

// Bronson's trees under each policy, with a node made under its parent's lock or before.
namespace bronson_types {

namespace cc = cds::container;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::tiny_DHP;
using answer = std::pair<bool, bool>;

struct counting_traits : cc::bronson_avltree::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::bronson_avltree::stat<>;
};
struct relaxed_traits : counting_traits {
    static constexpr bool relaxed_insert = true;
};

template <class GC, class Key, class T, class Traits = counting_traits>
using tree = cds_test::inspected_tree<GC, Key, T, Traits>;

/// For each policy, and for both moments to make a node.
template <class Key, class T>
using trees =
    std::tuple<tree<HP, Key, T>, tree<DHP, Key, T, relaxed_traits>, tree<tiny_DHP, Key, T>>;

} // namespace bronson_types

#endif // #ifndef CDSLIB_TEST_UNIT_BRONSON_BRONSON_TYPES_H
