// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_CONCURRENT_BAGS_H
#define CDSLIB_TEST_CONCURRENT_BAGS_H

#include <cds/intrusive/options.h>
#include <cds/structures/single_link.h>
#include <cds_test/disposer.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/families/treiber_stack.h>
#include <cds_test/hesitating_gc.h>

#include <tuple>

// Queues and stacks that are interrupted where it hurts.
namespace cds_test {

/// Heap objects in a bag, in the nodes of `Family`; the disposer deletes them.
template <class Policy, class Defaults, template <class, class, class> class Bag,
          class Family = cds::intrusive::single_link::hook_family>
struct heap_bag {
    using GC = hesitating<Policy>;
    using base_hook = cds::intrusive::details::base_hook<Family, cds::opt::gc<GC>>;
    struct item : mortal<heap_bag>, base_hook::node_type {
        using mortal<heap_bag>::mortal;
    };
    struct traits : Defaults {
        using hook = base_hook;
        using disposer = delete_it;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    using bag = Bag<GC, item, traits>;
};

template <class Family>
struct heap_bags_of {
    template <class Policy>
    using of = heap_bag<Policy, typename Family::racing_traits, Family::template intrusive,
                        families::hooks_for<Family>>;
    using all = join<std::tuple<of<cds::gc::DHP>>, beyond_cover<of<cds::gc::HP>>>;
};
template <class Policy>
using heap_stack = heap_bags_of<families::treiber_stack>::of<Policy>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_CONCURRENT_BAGS_H
