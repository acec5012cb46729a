// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_CONCEPTS_H
#define CDSLIB_DETAILS_CONCEPTS_H

// What the customisation points of a container must offer. A wrong argument is refused by name
// instead of deep inside an algorithm.

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace cds::intrusive {

struct base_hook_tag;
struct member_hook_tag;
struct traits_hook_tag;

} // namespace cds::intrusive

/// The requirements on template arguments.
namespace cds::concepts {

/// Waits between two attempts: a container requires no more of its `back_off`.
template <class B>
concept waiting = std::default_initializable<B> && requires(B b) { b(); };

/// A back-off strategy: it waits, waits for a predicate, and starts over.
template <class B>
concept back_off = waiting<B> && requires(B b, bool (*pred)()) {
    { b(pred) } -> std::convertible_to<bool>;
    b.reset();
};

/// A disposer of T: a stateless functor, created where it is used and called with a `T*`,
/// by any thread, perhaps after its container is gone.
template <class D, class T>
concept disposer = std::default_initializable<D> && std::invocable<D, T*>;

/// Disposes of nothing; used to test policies.
struct no_disposer {
    void operator()(void const*) const noexcept {}
};

/// A policy that reclaims: what a container may require of gc::HP, gc::DHP and the like.
template <class GC>
concept hazard_policy = requires(int* p, std::size_t n) {
    typename GC::Guard;
    typename GC::template GuardArray<1>;
    typename GC::template guarded_ptr<int>;
    GC::reserve_retire(n);
    { GC::try_reserve_retire(n) } noexcept -> std::same_as<bool>;
    GC::template retire<no_disposer>(p);
    GC::scan();
    GC::force_dispose();
};

/// One of the tags that say where the node of an object is.
template <class Tag>
concept hook_kind =
    std::same_as<Tag, intrusive::base_hook_tag> || std::same_as<Tag, intrusive::member_hook_tag> ||
    std::same_as<Tag, intrusive::traits_hook_tag>;

/// An intrusive hook: it names its policy, its tag, its node, and how to get from one to the
/// other.
template <class H>
concept node_hook = requires {
    typename H::gc;
    typename H::tag;
    typename H::node_type;
    requires hook_kind<typename H::hook_type>;
};

/// A list that a hash set can have in its buckets: it works over heads other than its own.
template <class List>
concept ordered_list = requires {
    typename List::gc;
    typename List::traits;
    typename List::key_comparator;
};

} // namespace cds::concepts

#endif // #ifndef CDSLIB_DETAILS_CONCEPTS_H
