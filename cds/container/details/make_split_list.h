// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SPLIT_LIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_SPLIT_LIST_H

#include <cds/container/details/list_of_tag.h>
#include <cds/container/details/split_list_base.h>
#include <cds/face/owning_hash.h>
#include <cds/face/owning_iterable.h>
#include <cds/intrusive/impl/michael_list.h>
#include <cds/intrusive/split_list.h>

#include <cstddef>
#include <type_traits>

namespace cds::container::details {

template <>
struct list_of_tag<michael_list_tag> {
    using default_traits = michael_list::traits;
    template <class GC, class Traits>
    using node = intrusive::michael_list::node<GC>;
    template <class GC, class Traits>
    using hook = intrusive::michael_list::base_hook<opt::gc<GC>>;
    template <class GC, class T, class Traits>
    using type = intrusive::MichaelList<GC, T, Traits>;
    template <class Item>
    using faces = usual_faces;
};

/// The traits of the list inside: those that are given, or the list's defaults with the allocator
/// of the set.
template <class Traits>
struct split_list_traits {
    struct type : list_of_tag<typename Traits::ordered_list>::default_traits {
        using allocator = typename Traits::allocator;
    };
};
template <class Traits>
    requires(!std::is_same_v<typename Traits::ordered_list_traits, opt::none>)
struct split_list_traits<Traits> {
    using type = typename Traits::ordered_list_traits;
};

/// The link of a node in a split-ordered list of `Traits`.
template <class GC, class Traits>
using split_list_link = intrusive::split_list::node<typename list_of_tag<
    typename Traits::ordered_list>::template node<GC, typename split_list_traits<Traits>::type>>;

/// The values of a set, which may be changed by the functor of erase.
template <class GC, class T, class Traits>
struct split_set_item : set_item<split_list_link<GC, Traits>, T> {
    static T& erased(typename split_set_item::node_type& n) noexcept { return n.m_Value; }
};
template <class GC, class Key, class T, class Traits>
using split_map_item = map_item<split_list_link<GC, Traits>, Key, T>;

/// The nodes for what `Item` says, and the intrusive list of them, in `owned` as a list says it.
template <class GC, class Item, class Traits>
struct split_list_of {
    using list = list_of_tag<typename Traits::ordered_list>;

    struct owned : owned_nodes<GC, Item, typename split_list_traits<Traits>::type>,
                   list::template faces<Item> {
        using nodes = typename owned::owned_nodes;
        using hook = typename list::template hook<GC, typename split_list_traits<Traits>::type>;
        using type = typename list::template type<GC, typename nodes::node_type,
                                                  typename nodes::template intrusive_traits<hook>>;
    };
};

/// The interface of a set or a map, `Face` if the list has none of its own, over the split-ordered
/// list of nodes for `Item`.
template <template <class, class> class Face, class GC, class Item, class Traits,
          class List = split_list_of<GC, Item, Traits>>
class owning_split_list : public owning_hash<face_of<List, Face>::template type,
                                             intrusive::SplitListSet, GC, List, Traits> {
    using base =
        owning_hash<face_of<List, Face>::template type, intrusive::SplitListSet, GC, List, Traits>;

public:
    /// The list inside.
    using ordered_list = typename base::internal_bucket_type;

    /// A table that is made at once gets 512 * 1024 buckets.
    owning_split_list() : owning_split_list(512 * 1024) {}
    /// For about `nItemCount` items, `nLoadFactor` of them in a bucket: see
    /// `intrusive::SplitListSet`.
    explicit owning_split_list(std::size_t nItemCount, std::size_t nLoadFactor = 1)
        : base(nItemCount, nLoadFactor) {}

    using base::list_statistics;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SPLIT_LIST_H
