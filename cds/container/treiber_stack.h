// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_TREIBER_STACK_H
#define CDSLIB_CONTAINER_TREIBER_STACK_H

#include <cds/container/details/base.h>
#include <cds/face/owning_stack.h>
#include <cds/face/single_link_nodes.h>
#include <cds/intrusive/treiber_stack.h>

namespace cds::container {

/// What `TreiberStack` can be told.
namespace treiber_stack {

template <class Counter = intrusive::treiber_stack::stat<>::counter_type>
using stat = intrusive::treiber_stack::stat<Counter>;
using intrusive::treiber_stack::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`. Those of
/// elimination are described with the intrusive stack's.
struct traits {
    /// Where nodes come from; see also `cds::memory::node_cache`.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using back_off = intrusive::treiber_stack::traits::back_off;
    using item_counter = intrusive::treiber_stack::traits::item_counter;
    using memory_model = intrusive::treiber_stack::traits::memory_model;
    using stat = intrusive::treiber_stack::traits::stat;
    static constexpr bool enable_elimination = intrusive::treiber_stack::traits::enable_elimination;
    using elimination_storage = intrusive::treiber_stack::traits::elimination_storage;
    using elimination_backoff = intrusive::treiber_stack::traits::elimination_backoff;
    using buffer = intrusive::treiber_stack::traits::buffer;
    using random_engine = intrusive::treiber_stack::traits::random_engine;
    using lock_type = intrusive::treiber_stack::traits::lock_type;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace treiber_stack

/// Lock-free LIFO stack of values: the interface is in face/owning_stack.h, the algorithm in
/// structures/stack/treiber.h.
template <class GC, class T, class Traits = treiber_stack::traits>
class TreiberStack
    : public details::single_link_nodes<GC, T, Traits>::template over<details::owning_stack,
                                                                      intrusive::TreiberStack> {
public:
    using traits = Traits;
    using allocator_type =
        typename std::allocator_traits<typename Traits::allocator>::template rebind_alloc<T>;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = TreiberStack<GC2, T2, Traits2>;
    };

    using TreiberStack::owning_stack::owning_stack;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_TREIBER_STACK_H
