// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_TREIBER_STACK_H
#define CDSLIB_TEST_FAMILIES_TREIBER_STACK_H

#include <cds/container/treiber_stack.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/treiber_stack.h>
#include <cds/structures/single_link.h>
#include <cds_test/families/bag_options.h>
#include <cds_test/hesitating_gc.h>

#include <cstddef>
#include <random>
#include <tuple>

namespace cds_test::families {

/// TreiberStack, with and without elimination.
struct treiber_stack {
    static constexpr char const* name = "TreiberStack";
    static constexpr std::size_t guards = 1; ///< that one operation takes at most

    // These names say what the user's objects carry, and how the stack finds it in them.
    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::TreiberStack<GC, T, Traits>;
    using intrusive_traits = cds::intrusive::treiber_stack::traits;
    template <class GC, class... Tag>
    using node = cds::intrusive::treiber_stack::node<GC, Tag...>;
    template <class... Options>
    using base_hook = cds::intrusive::treiber_stack::base_hook<Options...>;
    using hook_family = cds::intrusive::single_link::hook_family; ///< its other hooks

    // Of values.
    template <class GC, class T, class Traits>
    using owning = cds::container::TreiberStack<GC, T, Traits>;
    using owning_traits = cds::container::treiber_stack::traits;

    // Options and statistics.
    template <class... Options>
    using make_traits = typename cds::container::treiber_stack::make_traits<Options...>::type;
    using stat = cds::container::treiber_stack::stat<>;

    struct eliminating;
    struct meeting_often;
    struct cached;
    struct in_a_heap_buffer;
    /// A source of random numbers whose result is exactly unsigned int.
    struct twister : std::mt19937 {
        using result_type = unsigned;
        result_type operator()() { return static_cast<result_type>(std::mt19937::operator()()); }
    };

    /// Everything switched on that it has.
    using full_traits = eliminating;
    /// Threads get in each other's way as often as they can, and meet in the elimination array.
    using racing_traits = meeting_often;

    using cached_traits = cached;

    /// Stacks that count, under each policy, with the options in each way.
    template <class T>
    using all_counting =
        join<std::tuple<owning<cds::gc::HP, T, counting<treiber_stack>>,
                        owning<cds::gc::DHP, T, cached>, owning<cds::gc::DHP, T, in_a_heap_buffer>>,
             beyond_cover<owning<cds::gc::DHP, T, counting<treiber_stack>>,
                          owning<cds::gc::HP, T, eliminating>>>;
};

struct treiber_stack::cached : counting<treiber_stack> {
    using allocator = cds::memory::node_cache<int>;
    using memory_model = cds::opt::v::sequential_consistent;
};
struct treiber_stack::eliminating : counting<treiber_stack> {
    static constexpr bool enable_elimination = true;
    using elimination_backoff = cds::backoff::exponential<>;
};
struct treiber_stack::meeting_often : eliminating {
    using elimination_backoff = cds::backoff::yield;
    using item_counter = hesitating_counter;
    using buffer = cds::opt::v::initialized_static_buffer<int, 2>;
};
struct treiber_stack::in_a_heap_buffer
    : make_traits<cds::opt::type_traits<eliminating>,
                  cds::opt::buffer<cds::opt::v::uninitialized_dynamic_buffer<void*>>,
                  cds::opt::random_engine<twister>,
                  cds::opt::elimination_backoff<cds::backoff::yield>> {};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_TREIBER_STACK_H
