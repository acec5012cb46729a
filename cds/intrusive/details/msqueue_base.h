// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_MSQUEUE_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MSQUEUE_BASE_H

#include <cds/algo/backoff_strategy.h>
#include <cds/intrusive/details/single_link_struct.h>
#include <cds/intrusive/details/stat.h>
#include <cds/opt/options.h>

/// Nodes, statistics and options of `MSQueue`.
namespace cds::intrusive::msqueue {

using single_link::base_hook;
using single_link::member_hook;
using single_link::node;
using single_link::traits_hook;

#define CDS_MSQUEUE_EVENTS(X)                  \
    X(m_EnqueueCount, onEnqueue)               \
    X(m_DequeueCount, onDequeue)               \
    X(m_EnqueueRace, onEnqueueRace)            \
    X(m_DequeueRace, onDequeueRace)            \
    X(m_AdvanceTailError, onAdvanceTailFailed) \
    X(m_BadTail, onBadTail)                    \
    X(m_EmptyDequeue, onEmptyDequeue)

CDS_DEFINE_STAT(counter_type, CDS_MSQUEUE_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// What to do after losing a race for an end of the queue.
    using back_off = cds::backoff::empty;
    /// Where an object keeps its node.
    using hook = base_hook<>;
    /// What happens to an object that has left the queue and is not its dummy any more.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using stat = msqueue::empty_stat;
    using memory_model = opt::v::relaxed_ordering;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;
    /// What keeps consumers at the head off the cache line of producers at the tail.
    static constexpr unsigned padding = opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::msqueue

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MSQUEUE_BASE_H
