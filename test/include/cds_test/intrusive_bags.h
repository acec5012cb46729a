// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_INTRUSIVE_BAGS_H
#define CDSLIB_TEST_INTRUSIVE_BAGS_H

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/optimistic_queue.h>
#include <cds/intrusive/treiber_stack.h>
#include <cds_test/bag.h>
#include <cds_test/linked_items.h>
#include <cds_test/segment_queue_types.h>

#include <tuple>

// Queues and stacks of the user's own objects, one for each policy and kind of hook.
namespace cds_test {

template <template <class, class, class> class Bag, class Defaults, class Stat,
          class Hooks = with_one_link>
struct intrusive_bags {
    template <class GC, template <class> class Hooked>
    struct traits : Defaults {
        using hook = typename Hooked<GC>::hook;
        using disposer = count_disposals;
        using item_counter = cds::atomicity::item_counter;
        using stat = Stat;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    template <class GC, template <class> class Hooked>
    using of = Bag<GC, typename Hooked<GC>::item, traits<GC, Hooked>>;

    using HP = cds::gc::HP;
    using DHP = cds::gc::DHP;
    template <template <class> class Hooked>
    using both = std::tuple<of<HP, Hooked>, of<DHP, Hooked>>;
    using all = join<both<Hooks::template base_hooked>, both<Hooks::template tag_hooked>,
                     both<Hooks::template member_hooked>, both<Hooks::template traits_hooked>>;
};

namespace ci = cds::intrusive;

using ms_queues = intrusive_bags<ci::MSQueue, ci::msqueue::traits, ci::msqueue::stat<>>;
using moir_queues = intrusive_bags<ci::MoirQueue, ci::msqueue::traits, ci::msqueue::stat<>>;
using basket_queues =
    intrusive_bags<ci::BasketQueue, ci::basket_queue::traits, ci::basket_queue::stat<>,
                   hooks_of<ci::basket_queue::hook_family>>;
using optimistic_queues =
    intrusive_bags<ci::OptimisticQueue, ci::optimistic_queue::traits, ci::optimistic_queue::stat<>,
                   hooks_of<ci::optimistic_queue::hook_family>>;
using intrusive_queues = join<ms_queues::all, moir_queues::both<with_one_link::base_hooked>,
                              basket_queues::all, optimistic_queues::all>;

using intrusive_stacks =
    intrusive_bags<ci::TreiberStack, ci::treiber_stack::traits, ci::treiber_stack::stat<>>;

using intrusive_segment_queues =
    intrusive_bags<segment_queue_types::intrusive_segments, segment_queue_types::ordered_cells,
                   cds::intrusive::segmented_queue::stat<>>;

template <class Bag>
using items_of = pool<typename Bag::gc, typename Bag::value_type>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_INTRUSIVE_BAGS_H
