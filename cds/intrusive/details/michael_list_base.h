// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H

#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/intrusive/details/hooks.h>
#include <cds/intrusive/details/reclaim.h>
#include <cds/intrusive/details/stat.h>
#include <cds/opt/compare.h>
#include <cds/urcu/options.h>

#include <cstddef>
#include <type_traits>

namespace cds::intrusive {

template <class GC, class T, class Traits>
class MichaelList;

/// Nodes, statistics and options of `MichaelList`.
namespace michael_list {

/// The link that an object of a list carries. The mark in it says that the object is erased.
template <class GC, class Tag = opt::none>
struct node {
    using gc = GC;
    using tag = Tag;
    using marked_ptr = cds::details::marked_ptr<node, 1>;
    using atomic_marked_ptr = atomics::atomic<marked_ptr>;
    using atomic_ptr = atomic_marked_ptr;

    atomic_marked_ptr m_pNext;
};

/// Makes the node of an object that left its list ready for the next one.
template <class GC, class Node, class MemoryModel>
struct node_cleaner {
    void operator()(Node* p) const noexcept {
        using order = intrusive::details::annotated_orders<MemoryModel>;
        // relaxed: whoever disposes an object has it for himself
        p->m_pNext.store(typename Node::marked_ptr(), order::memory_order_relaxed);
    }
};

/// What hooks.h must know of these nodes.
struct hook_family {
    struct default_hook {
        using gc = intrusive::details::undefined_gc;
        using tag = opt::none;
    };
    template <class Options>
    using node = michael_list::node<typename Options::gc, typename Options::tag>;
};

template <class... Options>
using base_hook = intrusive::details::base_hook<hook_family, Options...>;
template <std::size_t MemberOffset, class... Options>
using member_hook = intrusive::details::member_hook<hook_family, MemberOffset, Options...>;
template <class NodeTraits, class... Options>
using traits_hook = intrusive::details::traits_hook<hook_family, NodeTraits, Options...>;

using intrusive::details::get_link_checker;
using intrusive::details::link_checker;

#define CDS_MICHAEL_LIST_EVENTS(X)         \
    X(m_nInsertSuccess, onInsertSuccess)   \
    X(m_nInsertFailed, onInsertFailed)     \
    X(m_nInsertRetry, onInsertRetry)       \
    X(m_nUpdateNew, onUpdateNew)           \
    X(m_nUpdateExisting, onUpdateExisting) \
    X(m_nUpdateFailed, onUpdateFailed)     \
    X(m_nUpdateRetry, onUpdateRetry)       \
    X(m_nUpdateMarked, onUpdateMarked)     \
    X(m_nEraseSuccess, onEraseSuccess)     \
    X(m_nEraseFailed, onEraseFailed)       \
    X(m_nEraseRetry, onEraseRetry)         \
    X(m_nFindSuccess, onFindSuccess)       \
    X(m_nFindFailed, onFindFailed)         \
    X(m_nHelpingSuccess, onHelpingSuccess) \
    X(m_nHelpingFailed, onHelpingFailed)

CDS_DEFINE_STAT(event_counter, CDS_MICHAEL_LIST_EVENTS)
CDS_DEFINE_WRAPPED_STAT(CDS_MICHAEL_LIST_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where an object keeps its node; `opt::gc` must be given.
    using hook = base_hook<>;
    /// The order: `compare`, else by `less`, else by `std::less<T>`.
    using compare = opt::none;
    using less = opt::none;
    /// What to do after losing a race for a link.
    using back_off = cds::backoff::Default;
    /// What happens to an erased object when nobody looks at it any more.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using stat = empty_stat;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;
    using memory_model = opt::v::relaxed_ordering;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace michael_list

/// Whether `List` is a `MichaelList`.
template <class List>
struct is_michael_list : std::false_type {};

template <class GC, class T, class Traits>
struct is_michael_list<MichaelList<GC, T, Traits>> : std::true_type {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H
