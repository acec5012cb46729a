// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_IMPL_FELDMAN_HASHSET_H
#define CDSLIB_CONTAINER_IMPL_FELDMAN_HASHSET_H

#include <cds/container/details/feldman_hashset_base.h>
#include <cds/face/owning_trie.h>
#include <cds/intrusive/impl/feldman_hashset.h>

#include <type_traits>

namespace cds::container {
namespace details {

/// The nodes for the values of a `FeldmanHashSet`, and the intrusive set of them.
template <class GC, class T, class Traits>
struct make_feldman_hashset : owned_nodes<GC, set_item<no_link, T>, Traits> {
    static_assert(!std::is_same_v<typename Traits::hash_accessor, opt::none>,
                  "the traits of a FeldmanHashSet must name a hash_accessor");

    using nodes = typename make_feldman_hashset::owned_nodes;
    using make_feldman_hashset::owned_nodes::owned_nodes;
    using typename nodes::node_type;

    struct intrusive_traits : opt::base_traits<Traits> {
        using disposer = typename nodes::disposer;
        struct hash_accessor {
            decltype(auto) operator()(node_type const& n) const {
                return typename Traits::hash_accessor()(n.m_Value);
            }
        };
    };
    using type = intrusive::FeldmanHashSet<GC, node_type, intrusive_traits>;
};

} // namespace details

/// Hash set of values without rehashing: `intrusive::FeldmanHashSet` with nodes of its own.
/// The interface is that of `details::owning_trie_set`.
template <class GC, class T, class Traits>
class FeldmanHashSet
    : public details::owning_trie_set<details::make_feldman_hashset<GC, T, Traits>,
                                      typename details::make_feldman_hashset<GC, T, Traits>::type> {
public:
    using FeldmanHashSet::owning_trie_set::owning_trie_set;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_FELDMAN_HASHSET_H
