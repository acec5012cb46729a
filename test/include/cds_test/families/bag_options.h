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
#include <cds/structures/single_link.h>
#include <cds_test/type_lists.h>

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

/// Queues of nodes that count, with the options in each way.
template <class Family, class T>
struct counting_nodes {
    template <class GC, class Traits>
    using with = typename Family::template owning<GC, T, Traits>;
    using all = join<std::tuple<with<cds::gc::HP, counting<Family>>,
                                with<cds::gc::DHP, with_cached_nodes<Family>>>,
                     beyond_cover<with<cds::gc::DHP, dense_and_strict<Family>>>>;
};

/// What queues of nodes have in common: the options that tests choose of the ones above.
template <class Family>
struct queue_of_nodes {
    /// Everything switched on that it has.
    using full_traits = counting<Family>;
    /// Threads get in each other's way as often as they can.
    struct racing_traits : Family::owning_traits {};
    using cached_traits = with_cached_nodes<Family>;

    template <class T>
    using all_counting = typename counting_nodes<Family, T>::all;
};

/// The hooks for the nodes of `Family`, or any where it has none.
template <class Family>
struct hooks_or_any {
    using type = cds::intrusive::single_link::hook_family;
};
template <class Family>
    requires requires { typename Family::hook_family; }
struct hooks_or_any<Family> {
    using type = typename Family::hook_family;
};
template <class Family>
using hooks_for = typename hooks_or_any<Family>::type;

/// Of values: with the options as they are by default, and with each that a family tries.
template <class T>
struct with_values {
    template <class Family>
    struct plain {
        using traits = typename Family::owning_traits;
        using all = join<std::tuple<typename Family::template owning<cds::gc::DHP, T, traits>>,
                         beyond_cover<typename Family::template owning<cds::gc::HP, T, traits>>>;
    };
    template <class Family>
    struct counting {
        using all = typename Family::template all_counting<T>;
    };
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_BAG_OPTIONS_H
