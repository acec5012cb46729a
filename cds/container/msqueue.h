// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_MSQUEUE_H
#define CDSLIB_CONTAINER_MSQUEUE_H

#include <cds/container/details/owning_queue.h>
#include <cds/intrusive/msqueue.h>

namespace cds::container {

/// What `MSQueue` can be told.
namespace msqueue {

template <class Counter = intrusive::msqueue::stat<>::counter_type>
using stat = intrusive::msqueue::stat<Counter>;
using intrusive::msqueue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where nodes come from; see also `cds::memory::node_cache`.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using back_off = intrusive::msqueue::traits::back_off;
    using item_counter = intrusive::msqueue::traits::item_counter;
    using stat = intrusive::msqueue::traits::stat;
    using memory_model = intrusive::msqueue::traits::memory_model;
    static constexpr unsigned padding = intrusive::msqueue::traits::padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits {
    using type =
        typename opt::make_options<typename opt::find_type_traits<traits, Options...>::type,
                                   Options...>::type;
};

} // namespace msqueue

namespace details {

template <class GC, class T, class Traits>
struct make_msqueue {
    using node = owning_node<intrusive::msqueue::node<GC>, T>;
    using factory = node_factory<node, typename Traits::allocator>;

    struct node_options : Traits {
        using hook = intrusive::msqueue::base_hook<opt::gc<GC>>;
        using disposer = typename factory::disposer;
        static constexpr auto link_checker = intrusive::opt::never_check_link;
    };
    using type = owning_queue<intrusive::MSQueue<GC, node, node_options>, T, factory>;
};

} // namespace details

/// Lock-free FIFO queue of values: the interface is in details/owning_queue.h, the algorithm in
/// intrusive/msqueue.h.
template <class GC, class T, class Traits = msqueue::traits>
class MSQueue : public details::make_msqueue<GC, T, Traits>::type {
public:
    using traits = Traits;
    using allocator_type =
        typename std::allocator_traits<typename Traits::allocator>::template rebind_alloc<T>;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MSQueue<GC2, T2, Traits2>;
    };
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MSQUEUE_H
