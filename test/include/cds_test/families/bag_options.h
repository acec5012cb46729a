// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_BAG_OPTIONS_H
#define CDSLIB_TEST_FAMILIES_BAG_OPTIONS_H

#include <cds/algo/atomicity.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/memory/node_cache.h>
#include <cds/opt/options.h>

#include <tuple>

// The options that all queues and stacks of nodes have, set in the ways that users set them.
namespace cds_test::families {

template <class Family>
struct counting : Family::owning_traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = typename Family::stat;
};

template <class Family>
struct with_cached_nodes : counting<Family> {
    using allocator = cds::memory::node_cache<int>;
    using back_off = cds::backoff::Default;
};

template <class Family>
struct dense_and_strict : counting<Family> { // an enum where the default is a constant
    enum { padding = cds::opt::no_special_padding };
    using memory_model = cds::opt::v::sequential_consistent;
    using item_counter = cds::atomicity::cache_friendly_item_counter;
};

template <class Family>
using composed = typename Family::template make_traits<
    cds::opt::padding<64>, cds::opt::back_off<cds::backoff::yield>,
    cds::opt::item_counter<cds::atomicity::item_counter>, cds::opt::stat<typename Family::stat>>;

/// Of values: with the options as they are by default, and with each that a family tries.
template <class T>
struct with_values {
    template <class Family>
    struct plain {
        using traits = typename Family::owning_traits;
        using all = std::tuple<typename Family::template owning<cds::gc::HP, T, traits>,
                               typename Family::template owning<cds::gc::DHP, T, traits>>;
    };
    template <class Family>
    struct counting {
        using all = typename Family::template all_counting<T>;
    };
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_BAG_OPTIONS_H
