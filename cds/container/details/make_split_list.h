// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SPLIT_LIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_SPLIT_LIST_H

#include <cds/container/details/split_list_base.h>
#include <cds/face/owning_hash.h>
#include <cds/face/owning_map.h>
#include <cds/face/owning_set.h>
#include <cds/intrusive/impl/michael_list.h>
#include <cds/intrusive/split_list.h>

#include <cstddef>
#include <type_traits>

namespace cds::container::details {

/// The intrusive list that a tag names, and the traits it has where none are given.
template <class Tag>
struct list_of_tag {
    static_assert(!std::is_same_v<Tag, Tag>,
                  "split_list::ordered_list must name a list: michael_list_tag");
};

template <>
struct list_of_tag<michael_list_tag> {
    using default_traits = michael_list::traits;
    template <class GC>
    using node = intrusive::michael_list::node<GC>;
    template <class GC>
    using hook = intrusive::michael_list::base_hook<opt::gc<GC>>;
    template <class GC, class T, class Traits>
    using type = intrusive::MichaelList<GC, T, Traits>;
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
using split_list_link = intrusive::split_list::node<
    typename list_of_tag<typename Traits::ordered_list>::template node<GC>>;

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
    struct owned : owned_nodes<GC, Item, typename split_list_traits<Traits>::type> {
        using list = list_of_tag<typename Traits::ordered_list>;
        using nodes = typename owned::owned_nodes;
        using type = typename list::template type<
            GC, typename nodes::node_type,
            typename nodes::template intrusive_traits<typename list::template hook<GC>>>;
    };
};

/// `Face`, the interface of a set or a map, over the split-ordered list of nodes for `Item`.
template <template <class, class> class Face, class GC, class Item, class Traits>
class owning_split_list : public owning_hash<Face, intrusive::SplitListSet, GC,
                                             split_list_of<GC, Item, Traits>, Traits> {
    using base =
        owning_hash<Face, intrusive::SplitListSet, GC, split_list_of<GC, Item, Traits>, Traits>;

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
