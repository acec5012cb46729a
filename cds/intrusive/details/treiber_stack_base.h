// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_TREIBER_STACK_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_TREIBER_STACK_BASE_H

#include <cds/algo/backoff_strategy.h>
#include <cds/algo/elimination.h>
#include <cds/algo/elimination_opt.h>
#include <cds/intrusive/details/single_link_struct.h>
#include <cds/intrusive/details/stat.h>
#include <cds/opt/buffer.h>
#include <cds/sync/spinlock.h>

/// Nodes, statistics and options of `TreiberStack`.
namespace cds::intrusive::treiber_stack {

using single_link::base_hook;
using single_link::member_hook;
using single_link::node;
using single_link::traits_hook;

/// The two sides of an elimination.
enum operation_id { op_push, op_pop };

/// An operation as a record for `cds::algo::elimination`. The stack itself needs none: its
/// hand-shake is one word (elimination_array.h).
template <class T>
struct operation : algo::elimination::operation_desc {
    operation_id idOp;
    T* pVal;
    atomics::atomic<unsigned> nStatus;
};

#define CDS_TREIBER_STACK_EVENTS(X)                   \
    X(m_PushCount, onPush)                            \
    X(m_PopCount, onPop)                              \
    X(m_PushRace, onPushRace)                         \
    X(m_PopRace, onPopRace)                           \
    X(m_ActivePushCollision, onActivePushCollision)   \
    X(m_ActivePopCollision, onActivePopCollision)     \
    X(m_PassivePushCollision, onPassivePushCollision) \
    X(m_PassivePopCollision, onPassivePopCollision)   \
    X(m_EliminationFailed, onEliminationFailed)

/// Counts the events of a stack. Of two operations that eliminate each other the active one came
/// second and answered, the passive one had waited; neither counts as a push or a pop.
template <class Counter = cds::atomicity::event_counter>
struct stat {
    CDS_STAT_MEMBERS(stat, counter_type, Counter, CDS_TREIBER_STACK_EVENTS)

    void onActiveCollision(operation_id id) {
        id == op_push ? onActivePushCollision() : onActivePopCollision();
    }
    void onPassiveCollision(operation_id id) {
        id == op_push ? onPassivePushCollision() : onPassivePopCollision();
    }
};

/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_MEMBERS(CDS_TREIBER_STACK_EVENTS)
    void onActiveCollision(operation_id) const noexcept {}
    void onPassiveCollision(operation_id) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// What to do after losing the race for the top.
    using back_off = cds::backoff::Default;
    /// Where an object keeps its node.
    using hook = base_hook<>;
    /// What happens to an object that the stack itself has retired.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    using stat = treiber_stack::empty_stat;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;

    /// Whether a push and a pop that lose the race try to cancel each other out.
    static constexpr bool enable_elimination = false;
    /// How long one waits for the other. The default sleeps; `backoff::pause` or `exponential`
    /// suit machines where the other side is running.
    using elimination_backoff = cds::backoff::delay<>;
    /// The type and number of cells to meet in.
    using buffer = opt::v::initialized_static_buffer<int, 4>;
    /// Chooses a cell; every thread has its own engine. Yields unsigned int.
    using random_engine = opt::v::c_rand;
    /// Accepted for programs that set them: the hand-shake needs neither records nor locks.
    using elimination_storage = algo::elimination::storage;
    using lock_type = cds::sync::spin;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::treiber_stack

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_TREIBER_STACK_BASE_H
