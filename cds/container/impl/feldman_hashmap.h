// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_IMPL_FELDMAN_HASHMAP_H
#define CDSLIB_CONTAINER_IMPL_FELDMAN_HASHMAP_H

#include <cds/container/details/feldman_hashmap_base.h>
#include <cds/face/owning_trie.h>
#include <cds/intrusive/impl/feldman_hashset.h>

#include <type_traits>

namespace cds::container {
namespace details {

/// The hash of a map whose traits name none: the key itself.
template <class Key>
struct key_as_hash {
    Key const& operator()(Key const& key) const noexcept { return key; }
};

/// The pairs of a `FeldmanHashMap` in nodes, and the intrusive set of these.
template <class GC, class Key, class T, class Traits>
struct feldman_pairs {
    static constexpr bool hashes = !std::is_same_v<typename Traits::hash, opt::none>;
    using hash = std::conditional_t<hashes, typename Traits::hash, key_as_hash<Key>>;
    using item = typename std::conditional_t<hashes, std::type_identity<hashed_pair<Key, T, hash>>,
                                             std::type_identity<map_item<no_link, Key, T>>>::type;
    using nodes = owned_nodes<GC, item, Traits>;
    using node_type = typename item::node_type;

    struct intrusive_traits : opt::base_traits<Traits> {
        using disposer = typename nodes::disposer;
        struct hash_accessor {
            auto const& operator()(node_type const& n) const noexcept {
                if constexpr (hashes)
                    return n.m_hash;
                else
                    return n.m_Data.first;
            }
        };
    };
    using type = intrusive::FeldmanHashSet<GC, node_type, intrusive_traits>;
};

} // namespace details

/// Hash map without rehashing: `intrusive::FeldmanHashSet` with nodes of its own.
/// The interface is that of `details::owning_trie_map`.
template <class GC, class Key, class T, class Traits>
class FeldmanHashMap
    : public details::owning_trie_map<typename details::feldman_pairs<GC, Key, T, Traits>::nodes,
                                      typename details::feldman_pairs<GC, Key, T, Traits>::type,
                                      typename details::feldman_pairs<GC, Key, T, Traits>::hash> {
public:
    using FeldmanHashMap::owning_trie_map::owning_trie_map;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_FELDMAN_HASHMAP_H
