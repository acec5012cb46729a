// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_INTRUSIVE_BAGS_H
#define CDSLIB_TEST_INTRUSIVE_BAGS_H

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/families/ms_queue.h>
#include <cds_test/families/treiber_stack.h>
#include <cds_test/linked_items.h>

#include <tuple>

// Queues and stacks of the user's own objects, one for each policy and kind of hook: those of every
// family.
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
    /// Each hook under one policy, and in all builds but those of sanitizers under the other.
    using all = join<
        std::tuple<of<HP, Hooks::template base_hooked>, of<DHP, Hooks::template tag_hooked>,
                   of<HP, Hooks::template member_hooked>, of<DHP, Hooks::template traits_hooked>>,
        beyond_cover<of<DHP, Hooks::template base_hooked>, of<HP, Hooks::template tag_hooked>,
                     of<DHP, Hooks::template member_hooked>,
                     of<HP, Hooks::template traits_hooked>>>;
    /// Where there are no nodes, and no hooks to find them by.
    using without_hooks =
        std::tuple<of<HP, Hooks::template base_hooked>, of<DHP, Hooks::template base_hooked>>;
};
template <class Family>
using bags_of_objects =
    intrusive_bags<Family::template intrusive, typename Family::intrusive_traits,
                   typename Family::stat, hooks_of<families::hooks_for<Family>>>;
template <class Family>
struct intrusive_bags_of {
    using all = typename bags_of_objects<Family>::without_hooks;
};
template <class Family>
    requires requires { typename Family::hook_family; }
struct intrusive_bags_of<Family> : bags_of_objects<Family> {};

using ms_queues = intrusive_bags_of<families::ms_queue>;
using intrusive_queues = for_each_of<intrusive_bags_of, families::with_dummies<families::queues>>;

struct intrusive_stacks : intrusive_bags_of<families::treiber_stack> {
    using all = for_each_of<intrusive_bags_of, families::with_objects<families::stacks>>;
};

template <class Bag>
using items_of = pool<typename Bag::gc, typename Bag::value_type>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_INTRUSIVE_BAGS_H
