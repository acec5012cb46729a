// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_NODE_H
#define CDSLIB_STRUCTURES_HASH_CUCKOO_NODE_H

#include <cds/details/defs.h>
#include <cds/structures/hooks.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>

/// Nodes, hooks and options of `CuckooSet`.
namespace cds::intrusive::cuckoo {

/// Probe sets are lists: as long as the constructor of the set says.
struct list;
/// Probe sets are arrays of `Capacity` places.
template <unsigned Capacity>
struct vector {
    static constexpr unsigned const c_nCapacity = Capacity;
};

/// The kind of a node that goes into a list.
struct list_probeset_class;
/// The kind of a node that goes into an array.
struct vector_probeset_class;

/// An option of hooks: what the probe sets of the node are, `list` or `vector<N>`.
CDS_TYPE_OPTION(probeset_type);
/// An option of hooks: how many hash values the node keeps, as many as the set has or none.
CDS_VALUE_OPTION(unsigned, store_hash);

namespace details {

/// The link of a node in a list.
template <class Node, class ProbesetType>
struct probe_link;
template <class Node>
struct probe_link<Node, list> {
    using probeset_class = list_probeset_class;
    static constexpr unsigned const probeset_size = 0;
    Node* m_pNext = nullptr;

    void clear() noexcept { m_pNext = nullptr; }
};
template <class Node, unsigned Capacity>
struct probe_link<Node, vector<Capacity>> {
    using probeset_class = vector_probeset_class;
    static constexpr unsigned const probeset_size = Capacity;

    void clear() noexcept {}
};

/// The hash values that a node keeps.
template <unsigned Count>
struct kept_hashes {
    std::size_t m_arrHash[Count]{};

    void store_hash(std::size_t const* hashes) noexcept {
        std::copy(hashes, hashes + Count, m_arrHash);
    }
    std::size_t* get_hash() const noexcept { return const_cast<std::size_t*>(m_arrHash); }
};
template <>
struct kept_hashes<0> {
    void store_hash(std::size_t const*) noexcept {}
    std::size_t* get_hash() const noexcept {
        assert(false && "this node keeps no hash values");
        return nullptr;
    }
};

} // namespace details

/// What an object of a cuckoo set carries.
template <class ProbesetType = list, unsigned StoreHashCount = 0, class Tag = opt::none>
struct node : details::probe_link<node<ProbesetType, StoreHashCount, Tag>, ProbesetType>,
              details::kept_hashes<StoreHashCount> {
    using gc = opt::none;
    using probeset_type = ProbesetType;
    using tag = Tag;
    static constexpr unsigned const hash_array_size = StoreHashCount;
};

/// The family of these nodes, for hooks.h.
struct hook_family {
    struct default_hook {
        using gc = opt::none;
        using probeset_type = list;
        using tag = opt::none;
        static constexpr unsigned const store_hash = 0;
    };
    template <class Options>
    using node =
        cuckoo::node<typename Options::probeset_type, Options::store_hash, typename Options::tag>;
};

/// Options: `probeset_type`, `store_hash`, `opt::tag`.
template <class... Options>
using base_hook = intrusive::details::base_hook<hook_family, Options...>;
template <std::size_t MemberOffset, class... Options>
using member_hook = intrusive::details::member_hook<hook_family, MemberOffset, Options...>;
template <class NodeTraits, class... Options>
using traits_hook = intrusive::details::traits_hook<hook_family, NodeTraits, Options...>;

namespace details {

/// The items that one hash value leads to, the oldest in front. It is a list.
template <class Node, class ProbesetType>
class probe_set {
public:
    static constexpr unsigned fixed_capacity = 0;

    unsigned size() const noexcept { return size_; }
    Node* front() const noexcept { return first_; }

    template <class Predicate>
    Node* find(Predicate is_it) const {
        for (Node* n = first_; n != nullptr; n = n->m_pNext)
            if (is_it(*n))
                return n;
        return nullptr;
    }
    void append(Node& n) noexcept {
        n.m_pNext = nullptr;
        link_to(nullptr) = &n;
        ++size_;
    }
    void remove(Node& n) noexcept {
        link_to(&n) = n.m_pNext;
        n.clear();
        --size_;
    }

private:
    /// The link that leads to `n`, or the last one.
    Node*& link_to(Node* n) noexcept {
        Node** link = &first_;
        while (*link != n)
            link = &(*link)->m_pNext;
        return *link;
    }

    Node* first_ = nullptr;
    unsigned size_ = 0;
};

/// It is an array.
template <class Node, unsigned Capacity>
class probe_set<Node, vector<Capacity>> {
    static_assert(Capacity != 0, "a probe set has a place or more");

public:
    static constexpr unsigned fixed_capacity = Capacity;

    unsigned size() const noexcept { return size_; }
    Node* front() const noexcept { return size_ != 0 ? items_[0] : nullptr; }

    template <class Predicate>
    Node* find(Predicate is_it) const {
        for (unsigned i = 0; i != size_; ++i)
            if (is_it(*items_[i]))
                return items_[i];
        return nullptr;
    }
    void append(Node& n) noexcept {
        assert(size_ < Capacity);
        items_[size_++] = &n;
    }
    void remove(Node& n) noexcept {
        Node** const end = items_ + size_;
        std::copy(std::find(items_, end, &n) + 1, end, std::find(items_, end, &n));
        --size_;
    }

private:
    Node* items_[Capacity];
    unsigned size_ = 0;
};

} // namespace details
} // namespace cds::intrusive::cuckoo

#endif // #ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_NODE_H
