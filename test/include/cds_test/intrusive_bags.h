// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_INTRUSIVE_BAGS_H
#define CDSLIB_TEST_INTRUSIVE_BAGS_H

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/treiber_stack.h>
#include <cds_test/linked_items.h>
#include <cds_test/segment_queue_types.h>

#include <tuple>

// Queues and stacks of the user's own objects, one for each policy and kind of hook.
namespace cds_test {

template <template <class, class, class> class Bag, class Defaults, class Stat>
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
    using all = std::tuple<of<HP, base_hooked>, of<DHP, base_hooked>, of<HP, tag_hooked>,
                           of<DHP, tag_hooked>, of<HP, member_hooked>, of<DHP, member_hooked>,
                           of<HP, traits_hooked>, of<DHP, traits_hooked>>;
};

using intrusive_queues = intrusive_bags<cds::intrusive::MSQueue, cds::intrusive::msqueue::traits,
                                        cds::intrusive::msqueue::stat<>>;
using intrusive_stacks =
    intrusive_bags<cds::intrusive::TreiberStack, cds::intrusive::treiber_stack::traits,
                   cds::intrusive::treiber_stack::stat<>>;

using intrusive_segment_queues =
    intrusive_bags<segment_queue_types::intrusive_segments, segment_queue_types::ordered_cells,
                   cds::intrusive::segmented_queue::stat<>>;

template <class Bag>
using items_of = pool<typename Bag::gc, typename Bag::value_type>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_INTRUSIVE_BAGS_H
