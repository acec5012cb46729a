// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_TRIE_H
#define CDSLIB_FACE_OWNING_TRIE_H

#include <cds/face/guarded_ptr_cast.h>
#include <cds/face/modern_map.h>
#include <cds/face/modern_set.h>
#include <cds/face/owning.h>
#include <cds/face/owning_map.h>
#include <cds/face/owning_set.h>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace cds::container::details {

/// A node that holds a pair and, where a functor hashes keys, the hash of its key.
template <class Key, class T, class Hash>
struct hashed_pair : map_item<no_link, Key, T> {
    struct node_type : map_item<no_link, Key, T>::node_type {
        using map_item<no_link, Key, T>::node_type::node_type;
        std::decay_t<std::invoke_result_t<Hash, Key const&>> const m_hash =
            Hash()(std::as_const(this->m_Data.first));
    };
    using get_value = guarded_ptr_cast_map<node_type, typename hashed_pair::value_type>;
};

/// What owning sets and maps over `Set`, whose keys are hash values, have in common. There is no
/// order but that of the bits, and so no members with a comparator of the caller's.
template <class Nodes, class Set>
class owning_trie : public node_owner<Nodes, Set> {
    using base = node_owner<Nodes, Set>;

protected:
    using typename base::node_type;
    using typename base::scoped_node;

public:
    using allocator = typename base::allocator_type;
    using typename Set::hash_comparator;
    using typename Set::hash_splitter;
    using typename Set::hash_type;
    using typename Set::level_statistics;
    using typename Set::node_allocator;
    using typename base::value_type;
    using reverse_iterator = owned_iterator<typename Set::reverse_iterator, Nodes>;
    using const_reverse_iterator = owned_iterator<typename Set::const_reverse_iterator, Nodes>;

    using Set::array_bytes;
    using Set::array_node_count;
    using Set::array_node_size;
    using Set::c_hash_size;
    using Set::get_level_statistics;
    using Set::head_size;

    using base::base;
    owning_trie() = default;
    /// Nodes come from `memory` and from copies of it; each node keeps one. The arrays come from
    /// the `node_allocator` of the traits.
    owning_trie(std::size_t head_bits, std::size_t array_bits, allocator const& memory)
        requires stateful_allocator<allocator>
        : base(std::allocator_arg, memory, head_bits, array_bits) {}

    /// Erases the item that the iterator stands on; false if that is not there any more. The
    /// iterator keeps it, and its place.
    template <class Base>
    bool erase_at(owned_iterator<Base, Nodes> const& it) {
        return Set::erase_at(static_cast<Base const&>(it));
    }

    reverse_iterator rbegin() { return reverse_iterator(Set::rbegin()); }
    reverse_iterator rend() { return reverse_iterator(Set::rend()); }
    const_reverse_iterator rbegin() const { return crbegin(); }
    const_reverse_iterator rend() const { return crend(); }
    const_reverse_iterator crbegin() const { return const_reverse_iterator(Set::crbegin()); }
    const_reverse_iterator crend() const { return const_reverse_iterator(Set::crend()); }

protected:
    /// Puts the node in the place of that with its key, or inserts it if allowed; then
    /// `f(item, old item or null)`.
    template <class F>
    std::pair<bool, bool> put(scoped_node fresh, F&& f, bool may_insert) {
        return Set::update_with(
            *fresh,
            [&](node_type& n, node_type* old) {
                (void)fresh.release();
                value_type* const was = old != nullptr ? &Nodes::value(*old) : nullptr;
                std::invoke(std::forward<F>(f), Nodes::value(n), was);
            },
            may_insert);
    }

    /// A functor for the value in a node.
    template <class Node = node_type, class F>
    static auto on_value(F& f) {
        return [&f](Node& n) { std::invoke(f, Nodes::value(n)); };
    }
};

/// The members that sets of values have in libcds, each of which has a hash value that is its key.
/// A value is built before the set is looked at: if that throws, nothing has changed.
template <class Nodes, class Set>
class trie_of_values : public owning_trie<Nodes, Set> {
    using base = owning_trie<Nodes, Set>;
    using typename base::node_type;

public:
    using hash_accessor = typename Nodes::traits::hash_accessor;
    using typename base::hash_type;
    using typename base::value_type;
    using typename base::extracted_ptr;
    using typename base::guarded_ptr;
    using typename base::const_guarded_ptr;
    using base::base;

    /// Inserts a value made of `val` if its hash is not there; then `f(item)`, visible to others.
    template <class Q>
    bool insert(Q&& val) {
        return emplace(std::forward<Q>(val));
    }
    template <class Q, class F>
    bool insert(Q&& val, F&& f) {
        return this->adopt(this->nodes_.make(std::forward<Q>(val)), std::forward<F>(f));
    }
    /// The same with a value made of `args`, without a functor.
    template <class... Args>
    bool emplace(Args&&... args) {
        return this->adopt(this->nodes_.make(std::forward<Args>(args)...), base::no_functor);
    }
    /// Puts a value made of `val` in the place of the item with its hash, or inserts it if allowed;
    /// then `f(item, old)`, where `old` is the item that was there, guarded, or null.
    /// First: whether the new value is in the set now; second: inserted.
    template <class Q, class F>
    std::pair<bool, bool> update(Q&& val, F&& f, bool bInsert = true) {
        return this->put(this->nodes_.make(std::forward<Q>(val)), std::forward<F>(f), bInsert);
    }

    /// Erases the item with this hash value; `f(item)` sees it erased and guarded.
    bool erase(hash_type const& hash) { return Set::erase(hash); }
    template <class F>
    bool erase(hash_type const& hash, F&& f) {
        return Set::erase(hash, base::on_value(f));
    }
    /// Erases the item with this hash value and returns it guarded; empty if there is none.
    extracted_ptr extract(hash_type const& hash) { return extracted_ptr(Set::extract(hash)); }
    /// The item with this hash value, guarded; empty if there is none.
    [[nodiscard]] guarded_ptr get(hash_type const& hash) { return guarded_ptr(Set::get(hash)); }
    [[nodiscard]] const_guarded_ptr get(hash_type const& hash) const {
        return const_guarded_ptr(Set::get(hash));
    }
    /// Calls `f(item)` for the item with this hash value; false if there is none.
    template <class F>
    bool find(hash_type const& hash, F&& f) {
        return Set::find(hash, base::on_value(f));
    }
    template <class F>
    bool find(hash_type const& hash, F&& f) const {
        return Set::find(hash, base::template on_value<node_type const>(f));
    }
    [[nodiscard]] bool contains(hash_type const& hash) const { return Set::contains(hash); }
};

/// The interface of a set of values, each of which has a hash value that is its key.
template <class Nodes, class Set>
class owning_trie_set : public modern_set<trie_of_values<Nodes, Set>> {
public:
    using owning_trie_set::modern_set::modern_set;
};

/// The members that maps have in libcds whose keys are their own hash values, or are hashed by
/// `Hash`. A pair is built before the map is looked at: if that throws, nothing has changed.
///
/// What is looked up by is made a key first, if it is none, and then hashed.
template <class Nodes, class Set, class Hash>
class trie_of_pairs : public owning_trie<Nodes, Set> {
    using base = owning_trie<Nodes, Set>;
    using typename base::node_type;

public:
    using key_type = typename Nodes::key_type;
    using mapped_type = typename Nodes::mapped_type;
    using typename base::value_type;
    using hasher = Hash;
    using typename base::const_guarded_ptr;
    using typename base::extracted_ptr;
    using typename base::guarded_ptr;
    using typename base::hash_type;
    using base::base;

    /// Inserts `key` with a mapped value of `val`, or a default one, if the key is not there.
    template <class K>
    bool insert(K&& key) {
        return emplace(std::forward<K>(key));
    }
    template <class K, class V>
    bool insert(K&& key, V&& val) {
        return emplace(std::forward<K>(key), std::forward<V>(val));
    }
    /// The same with a mapped value made of `args`.
    template <class K, class... Args>
    bool emplace(K&& key, Args&&... args) {
        return this->adopt(this->nodes_.make(std::forward<K>(key), std::forward<Args>(args)...),
                           base::no_functor);
    }
    /// Inserts `key` with a default mapped value, then calls `f(pair)`, visible to others.
    template <class K, class F>
    bool insert_with(K&& key, F&& f) {
        return this->adopt(this->nodes_.make(std::forward<K>(key)), std::forward<F>(f));
    }
    /// Puts a pair of `key` and a default mapped value in the place of that with this key, or
    /// inserts it if allowed; then `f(pair, old)`, where `old` is the pair that was there, guarded,
    /// or null. First: whether the new pair is in the map now; second: inserted.
    template <class K, class F>
    std::pair<bool, bool> update(K&& key, F&& f, bool bInsert = true) {
        return this->put(this->nodes_.make(std::forward<K>(key)), std::forward<F>(f), bInsert);
    }
    /// Does the same, and the new pair has `val` as its mapped value from the beginning: nobody
    /// sees it without.
    template <class K, class V, class F>
    std::pair<bool, bool> update(K&& key, V&& val, F&& f, bool bInsert = true)
        requires std::is_invocable_v<F, value_type&, value_type*>
    {
        return this->put(this->nodes_.make(std::forward<K>(key), std::forward<V>(val)),
                         std::forward<F>(f), bInsert);
    }

    /// Erases the pair of `key`; `f(pair)` sees it erased and guarded.
    template <class K>
    bool erase(K const& key) {
        return Set::erase(hash_of(key));
    }
    template <class K, class F>
    bool erase(K const& key, F&& f) {
        return Set::erase(hash_of(key), base::on_value(f));
    }
    /// Erases the pair of `key` and returns it guarded; empty if there is none.
    template <class K>
    extracted_ptr extract(K const& key) {
        return extracted_ptr(Set::extract(hash_of(key)));
    }
    /// The pair of `key`, guarded; empty if there is none.
    template <class K>
    [[nodiscard]] guarded_ptr get(K const& key) {
        return guarded_ptr(Set::get(hash_of(key)));
    }
    template <class K>
    [[nodiscard]] const_guarded_ptr get(K const& key) const {
        return const_guarded_ptr(Set::get(hash_of(key)));
    }
    /// Calls `f(pair)` for the pair of `key`; false if there is none.
    template <class K, class F>
    bool find(K const& key, F&& f) {
        return Set::find(hash_of(key), base::on_value(f));
    }
    template <class K, class F>
    bool find(K const& key, F&& f) const {
        return Set::find(hash_of(key), base::template on_value<node_type const>(f));
    }
    template <class K>
    [[nodiscard]] bool contains(K const& key) const {
        return Set::contains(hash_of(key));
    }

private:
    template <class K>
    static hash_type hash_of(K const& key) {
        if constexpr (std::is_same_v<K, key_type>)
            return hasher()(key);
        else
            return hasher()(static_cast<key_type>(key));
    }
};

/// The interface of a map whose keys are their own hash values, or are hashed by `Hash`.
template <class Nodes, class Set, class Hash>
class owning_trie_map : public modern_map<trie_of_pairs<Nodes, Set, Hash>> {
public:
    using owning_trie_map::modern_map::modern_map;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_TRIE_H
