// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_CONCEPTS_H
#define CDSLIB_FACE_CONCEPTS_H

// What a face asks of the structure behind it. A face checks it where it is instantiated, or where
// its destructor is if the items must be complete for that, so that a structure which lacks
// something is refused by one line that names it.

#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// Makes the members public that a face uses, so that requirements can name them. The compiler
/// reports here what a chain does not have at all.
template <class C>
struct opened : C {
    using typename C::guarded_ptr;
    using typename C::link;
    using typename C::policy;
    using typename C::retirer;

    using C::clear_at;
    using C::drop_at;
    using C::extract_at;
    using C::find_at;
    using C::get_at;
    using C::insert_at;
    using C::is_empty;
    using C::next_item;
    using C::update_at;

    using C::counter_;
    using C::stat_;
};

/// Accepts any arguments and does nothing.
struct ignore_all {
    template <class... Args>
    void operator()(Args&&...) const noexcept {}
};

/// An algorithm for ordered items behind heads: what `ordered_set` makes sets of.
///
///   insert_at    inserts the item unless its key is there; then `f(item)`
///   update_at    the same or finds it, if allowed; then `f(inserted, item, value)`
///   extract_at   erases the item equal to the key, or that node only; then `f(item)`
///   find_at      `f(item)` for the item equal to the key; `get_at` returns it guarded
///   next_item    the first item behind `after`, or of all, guarded
///   clear_at     erases all; `drop_at` takes all out where nobody else is inside
///   is_empty     whether there is no item
template <class C>
concept chain_of =
    requires(opened<C>& c, opened<C> const& looked_at, typename opened<C>::link& head,
             typename C::value_type& item, typename C::key_comparator order,
             typename C::node_type* only, ignore_all f) {
        { opened<C>::policy::erases } -> std::convertible_to<bool>;
        { c.insert_at(head, item, f) } -> std::same_as<bool>;
        { c.update_at(head, item, f, true) } -> std::same_as<std::pair<bool, bool>>;
        {
            c.extract_at(head, item, order, f, only)
        } -> std::same_as<typename opened<C>::guarded_ptr>;
        { looked_at.template find_at<false>(head, item, order, f) } -> std::same_as<bool>;
        {
            looked_at.template get_at<false>(head, item, order)
        } -> std::same_as<typename opened<C>::guarded_ptr>;
        {
            opened<C>::next_item(head, std::addressof(item))
        } -> std::same_as<typename opened<C>::guarded_ptr>;
        { opened<C>::is_empty(head) } -> std::same_as<bool>;
        c.clear_at(head);
        c.drop_at(head, f);
        c.stat_.onEraseSuccess();
        c.stat_.onEraseFailed();
        { static_cast<std::size_t>(c.counter_) } -> std::same_as<std::size_t>;
    };

/// Where the chains of a set begin. `of(chain, probe)` may insert into the chain; `probe(key)` is
/// made once for an operation; `order<Compare>` compares items with probes (probes.h). For an item
/// that is about to be inserted `of_new(chain, item)` is called, which may write into the item, and
/// may grow.
template <class H, class Chain>
concept heads_of = requires(typename H::template row<typename opened<Chain>::link>& row,
                            Chain& chain, typename Chain::value_type& item) {
    { H::short_chains } -> std::convertible_to<bool>;
    {
        row.of(chain, row.probe(std::as_const(item)))
    } -> std::same_as<typename opened<Chain>::link&>;
    { row.of_new(chain, item) } -> std::same_as<typename opened<Chain>::link&>;
    { row.begin() } -> std::same_as<typename opened<Chain>::link*>;
    { row.end() } -> std::same_as<typename opened<Chain>::link*>;
    typename std::remove_cvref_t<decltype(row)>::template order<typename Chain::key_comparator>;
};

/// Adds to `opened` what a sorted set needs beyond a set.
template <class C>
struct opened_at_the_ends : opened<C> {
    using C::last_item;
    using C::not_below_at;
};

/// A chain whose end, and any place in it, are found without a walk from the front: what
/// `sorted_set` makes sorted sets of.
///
///   last_item       the last item, guarded
///   not_below_at    the first item that is not less than the key, guarded
template <class C>
concept sorted_chain_of =
    chain_of<C> && requires(opened_at_the_ends<C>& c, typename opened<C>::link& head,
                            typename C::value_type& item, typename C::key_comparator order) {
        { c.last_item(head) } -> std::same_as<typename opened<C>::guarded_ptr>;
        { c.not_below_at(head, item, order) } -> std::same_as<typename opened<C>::guarded_ptr>;
        c.stat_.onExtractMinSuccess();
        c.stat_.onExtractMinFailed();
        c.stat_.onExtractMinRetry();
        c.stat_.onExtractMaxSuccess();
        c.stat_.onExtractMaxFailed();
        c.stat_.onExtractMaxRetry();
    };

/// Makes the members public that `locked_set` uses.
template <class T>
struct opened_table : T {
    using T::clear_at;
    using T::erase_at;
    using T::find_at;
    using T::insert_at;
    using T::unlink_at;
    using T::update_at;
};

/// A table with locks inside, of the user's objects: what `locked_set` makes sets of. Each member
/// calls its functor under the locks of the item.
///
///   insert_at    puts the object in unless its key is there; then `f(item)`
///   update_at    the same or finds it, if allowed; then `f(inserted, item, object)`
///   erase_at     takes the item equal to the key out, after `f(item)`; a predicate may follow
///   find_at      `f(item)` for the item equal to the key; a predicate may follow
///   unlink_at    takes out that very object
///   clear_at     takes all out at one moment; `f(pointer)` for each
template <class T>
concept locked_table_of = requires(opened_table<T>& t, typename T::value_type& item, ignore_all f) {
    { t.insert_at(item, f) } -> std::same_as<bool>;
    { t.update_at(item, f, true) } -> std::same_as<std::pair<bool, bool>>;
    { t.erase_at(item, f) } -> std::same_as<typename T::value_type*>;
    { t.find_at(item, f) } -> std::same_as<bool>;
    { t.unlink_at(item) } -> std::same_as<bool>;
    t.clear_at(f);
    { t.size() } -> std::convertible_to<std::size_t>;
};

/// A queue of objects. Bounded ones may refuse: `enqueue` answers. It need not have a policy.
template <class Q>
concept queue_of = requires(Q& q, Q const& c, typename Q::value_type& item, ignore_all f) {
    { q.enqueue(item) } -> std::same_as<bool>;
    { q.dequeue_with(f) } -> std::same_as<bool>;
    { q.empty() } -> std::same_as<bool>;
    q.clear();
    { c.size() } -> std::convertible_to<std::size_t>;
    c.statistics();
};

/// A stack of objects; `pop_with` retires what it takes.
template <class S>
concept stack_of = requires(S& s, S const& c, typename S::value_type& item, ignore_all f) {
    { s.push(item) } -> std::same_as<bool>;
    { s.pop_with(f) } -> std::same_as<bool>;
    { s.empty() } -> std::same_as<bool>;
    s.clear();
    { c.size() } -> std::convertible_to<std::size_t>;
    c.statistics();
};

} // namespace cds::intrusive::details

namespace cds::container::details {

using intrusive::details::queue_of;
using intrusive::details::stack_of;

/// Says how the nodes of a container are made and disposed of, and what is in one.
template <class N>
concept nodes_of = requires(typename N::node_type& node) {
    typename N::gc;
    typename N::traits;
    typename N::owner;
    typename N::disposer;
    typename N::get_value;
    typename N::get_key;
    typename N::key_comparator;
    { N::value(node) } -> std::same_as<typename N::value_type&>;
    { N::key(node) } -> std::convertible_to<typename N::key_type const&>;
    { N::is_map } -> std::convertible_to<bool>;
};

/// Names the policy of a structure, if it has one, and the number of guards an operation takes.
template <class Structure>
struct policy_of {};

template <class Structure>
    requires requires { typename Structure::gc; }
struct policy_of<Structure> {
    using gc = typename Structure::gc;
    static constexpr std::size_t c_nHazardPtrCount = Structure::c_nHazardPtrCount;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_CONCEPTS_H
