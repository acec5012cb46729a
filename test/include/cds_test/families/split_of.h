// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SPLIT_OF_H
#define CDSLIB_TEST_FAMILIES_SPLIT_OF_H

#include <cds/algo/atomicity.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_map_nogc.h>
#include <cds/container/split_list_set.h>
#include <cds/container/split_list_set_nogc.h>
#include <cds/intrusive/split_list.h>
#include <cds/intrusive/split_list_nogc.h>

#include <cstddef>
#include <memory>
#include <type_traits>

namespace cds_test::families {

/// What the families of SplitListSet and SplitListMap have in common: they are made of the lists of
/// the family `List`, which `Tag` names. A suite says the order, the hash and what counts at one
/// place, as it does for a list; here they are given to the list inside and to the set around it.
template <class List, class Tag>
struct split_of {
private:
    /// The part of the set, which counts; that of the list does not.
    template <class Traits, class Defaults>
    struct outer : Defaults {
        using hash = typename Traits::hash;
        using item_counter = typename Traits::item_counter;
        using stat = typename Traits::stat;
        using allocator = typename Traits::allocator;
    };
    template <class Traits>
    struct inner : Traits {
        using item_counter = cds::atomicity::empty_item_counter;
        using stat = typename List::intrusive_traits::stat;
    };
    template <class Traits>
    struct owning_outer : outer<Traits, cds::container::split_list::traits> {
        using ordered_list = Tag;
        using ordered_list_traits = inner<Traits>;
    };
    template <class Defaults>
    struct for_both : Defaults {
        using hash = cds::opt::none;
        using item_counter = cds::atomicity::item_counter;
        using stat = cds::intrusive::split_list::empty_stat;
        using allocator = CDS_DEFAULT_ALLOCATOR;
    };
    /// A program converts to and from the nodes of the set, of which the list knows the base.
    template <class Conversions>
    struct by_the_base {
        template <class Item>
        static auto to_node_ptr(Item&& item) {
            return Conversions::to_node_ptr(item);
        }
        template <class Node>
        static auto to_value_ptr(Node* n) {
            using whole = typename Conversions::node_type;
            using same = std::conditional_t<std::is_const_v<Node>, whole const, whole>;
            return Conversions::to_value_ptr(static_cast<same*>(n));
        }
        template <class Node>
            requires(!std::is_pointer_v<Node>)
        static auto to_value_ptr(Node& n) {
            return to_value_ptr(std::addressof(n));
        }
    };

public:
    // These names say what the user's objects carry, and how the set finds it in them.
    template <class GC, class T, class Traits>
    using intrusive =
        cds::intrusive::SplitListSet<GC, typename List::template intrusive<GC, T, inner<Traits>>,
                                     outer<Traits, cds::intrusive::split_list::traits>>;
    using intrusive_traits = for_both<typename List::intrusive_traits>;
    template <class GC, class... HookTag>
    using node = cds::intrusive::split_list::node<typename List::template node<GC, HookTag...>>;
    template <class... Options>
    using base_hook = typename List::template base_hook<Options...>;
    template <std::size_t Offset, class... Options>
    using member_hook = typename List::template member_hook<Offset, Options...>;
    template <class Conversions, class... Options>
    using traits_hook = typename List::template traits_hook<by_the_base<Conversions>, Options...>;

    // Of values, and of pairs.
    template <class GC, class T, class Traits>
    using set = cds::container::SplitListSet<GC, T, owning_outer<Traits>>;
    template <class GC, class Key, class T, class Traits>
    using map = cds::container::SplitListMap<GC, Key, T, owning_outer<Traits>>;
    using owning_traits = for_both<typename List::owning_traits>;

    // Options and statistics.
    using stat = cds::intrusive::split_list::stat<>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SPLIT_OF_H
