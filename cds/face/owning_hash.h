// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_OWNING_HASH_H
#define CDSLIB_FACE_OWNING_HASH_H

#include <cds/face/owning_node.h>
#include <cds/opt/options.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>

namespace cds::container::details {

/// The hash of a container whose traits name none. It converts what a look-up is given to the key,
/// and hashes that.
template <class Key>
struct key_hash {
    std::size_t operator()(Key const& key) const { return std::hash<Key>()(key); }
};

/// Makes a hash functor for keys one for nodes, too.
template <class Nodes, class Hash>
struct node_hash {
    std::size_t operator()(typename Nodes::node_type const& n) const { return hash(Nodes::key(n)); }
    template <class Q>
    std::size_t operator()(Q const& key) const {
        static_assert(
            std::is_invocable_r_v<std::size_t, Hash const&, Q const&>,
            "the container's hash does not take what is looked up by: look up by the key, "
            "or set opt::hash to a functor that takes both");
        return hash(key);
    }
    [[no_unique_address]] Hash hash{};
};

/// The intrusive hash set, a `HashSet<GC, list, traits>`, of the nodes of `OrderedList`.
template <template <class, class, class> class HashSet, class GC, class OrderedList, class Traits>
struct hash_of_nodes {
    using nodes = typename OrderedList::owned;
    using hash = std::conditional_t<std::is_same_v<typename Traits::hash, opt::none>,
                                    key_hash<typename nodes::key_type>, typename Traits::hash>;
    struct traits : opt::base_traits<Traits> {
        using hash = node_hash<nodes, hash_of_nodes::hash>;
    };
    using type = HashSet<GC, typename nodes::type, traits>;
};

/// `Face`, the interface of a set or a map, over the hash set of the nodes of `OrderedList`.
template <template <class, class> class Face, template <class, class, class> class HashSet,
          class GC, class OrderedList, class Traits>
class owning_hash : public Face<typename OrderedList::owned,
                                typename hash_of_nodes<HashSet, GC, OrderedList, Traits>::type> {
    using parts = hash_of_nodes<HashSet, GC, OrderedList, Traits>;
    using base = Face<typename OrderedList::owned, typename parts::type>;

public:
    using ordered_list = OrderedList;
    using internal_bucket_type = typename OrderedList::owned::type;
    using traits = Traits;
    using hash = typename parts::hash;
    using bucket_stat = typename base::stat;
    using allocator = typename Traits::allocator;
    using bucket_table_allocator = allocator;

    /// Makes buckets for about `nMaxItemCount` items, `nLoadFactor` of them in each.
    owning_hash(std::size_t nMaxItemCount, std::size_t nLoadFactor)
        : base(nMaxItemCount, nLoadFactor) {}
    /// Nodes come from `memory` and from copies of it, of which each node keeps one; the buckets do
    /// too if the allocator of this container's traits can be made of it.
    owning_hash(std::size_t nMaxItemCount, std::size_t nLoadFactor,
                typename base::allocator_type const& memory)
        requires(stateful_allocator<typename base::allocator_type> &&
                 std::is_constructible_v<allocator, typename base::allocator_type const&>)
        : base(std::allocator_arg, memory, nMaxItemCount, nLoadFactor, allocator(memory)) {}
    owning_hash(std::size_t nMaxItemCount, std::size_t nLoadFactor,
                typename base::allocator_type const& memory)
        requires(stateful_allocator<typename base::allocator_type> &&
                 !std::is_constructible_v<allocator, typename base::allocator_type const&>)
        : base(std::allocator_arg, memory, nMaxItemCount, nLoadFactor) {}

    using base::bucket_count;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_HASH_H
