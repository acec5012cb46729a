// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_FAMILY_H
#define CDSLIB_TEST_FAMILIES_FAMILY_H

#include <cds_test/type_lists.h>

#include <cstddef>

// A family says once what an algorithm offers: its container of the user's objects, its containers
// of values, its hooks, statistics and options. The suites make of it what they need, so that an
// algorithm enters all of them by standing in `all_sets.h`, `all_queues.h` or `all_stacks.h`.
//
// These are the members of a family. Those in brackets it leaves out if it has no such thing, and
// suites that ask for them leave it out then.
//
//   name                      what users call it
//   guards                    that one operation takes at most; what `c_nHazardPtrCount` says
//   owning_traits             the traits of its containers of values, with their defaults
//   stat                      statistics that count
//  [intrusive<GC, T, Traits>  its container of the user's objects
//   intrusive_traits]         and the traits of that, with their defaults
//  [node<GC, Tag...>          the node that such an object has in it; empty if a set needs none
//   base_hook<Options...>]    says that the object derives from it; void if a set needs none
//
// Of a set, of which `michael_list.h` is an example with everything:
//
//   set<GC, T, Traits>, map<GC, Key, T, Traits>
//                             its containers of values and of pairs
//   member_hook<Offset, Options...>, traits_hook<Conversions, Options...>
//                             the other hooks, as base_hook
//  [ordered                   iterators go by the keys. Such a family has, too,
//   make_traits<Options...>,  its own, for the intrusive traits; and
//   own_options]              a tuple of options that no other has, each to be tried
//  [keeping]                  there is a form that erases nothing, for gc::nogc
//  [updates_in_place]         `update` shows what is there to its functor instead of replacing it,
//                             and `find` answers with a bool
//  [hash]                     the hash tables that take it as a bucket: michael_hash.h
//
// Of a queue or stack, of which `ms_queue.h` is an example with everything. What has a star comes
// from `queue_of_nodes` (bag_options.h), from which a queue of nodes derives:
//
//   owning<GC, T, Traits>     its container of values
//   all_counting<T>         * containers of values that count, a tuple: the options in each way
//  [racing_traits]          * traits with which threads meet as often as they can; who has
//                             `intrusive` has them
//  [hook_family               the nodes and hooks of objects: cds/structures/hooks.h. Such a family
//                             has, too,
//   make_traits<Options...>,  its own, for the traits of values;
//   full_traits,            * traits of values with everything switched on,
//   cached_traits]          * and with nodes of memory::node_cache
//  [leaves_a_dummy]           what is dequeued stays in the queue until the next one is, which
//                             retires it: the rule of MSQueue. A queue that hands an object over at
//                             once has a `hook_family` and not this
namespace cds_test::families {

/// Whether hash tables take lists of this family as their buckets.
template <class Family>
constexpr bool is_bucket = requires { typename Family::hash; };

/// Some hash tables of this family, if there are any. Without them the tables are not looked into.
template <class Family, class... Tables>
using hash_tables = only_if<is_bucket<Family>, std::tuple<Tables...>>;

template <class Family>
struct itself_if_bucket {
    using all = only_if<is_bucket<Family>, std::tuple<Family>>;
};

/// Those families of which hash tables are made.
template <class Families>
using with_hash_tables = for_each_of<itself_if_bucket, Families>;

/// The same of those tables that sanitizers do without.
template <class Family, class... Tables>
using hash_tables_beyond_cover = only_if<is_bucket<Family>, beyond_cover<Tables...>>;

template <class Family>
struct itself_if_ordered {
    using all = only_if<requires { Family::ordered; }, std::tuple<Family>>;
};
template <class Family>
struct itself_if_keeping {
    using all = only_if<requires { Family::keeping; }, std::tuple<Family>>;
};
template <class Family>
struct itself_if_updating {
    using all = only_if<requires { Family::updates_in_place; }, std::tuple<Family>>;
};
template <class Family>
struct itself_if_hooked {
    using all = only_if<requires { typename Family::hook_family; }, std::tuple<Family>>;
};
template <class Family>
struct itself_if_with_dummy {
    using all = only_if<requires { Family::leaves_a_dummy; }, std::tuple<Family>>;
};
template <class Family>
struct itself_if_of_objects {
    using all = only_if<requires { typename Family::intrusive_traits; }, std::tuple<Family>>;
};

/// Those families whose iterators go in the order of the keys.
template <class Families>
using with_order = for_each_of<itself_if_ordered, Families>;
/// Those with a form that erases nothing, for `gc::nogc`.
template <class Families>
using with_nogc = for_each_of<itself_if_keeping, Families>;
/// Those whose `update` shows what is there to its functor, and whose `find` says whether it is
/// there. The others replace it, and find an iterator.
template <class Families>
using with_updates = for_each_of<itself_if_updating, Families>;
/// Those that link nodes, which user's objects may have in them.
template <class Families>
using with_nodes = for_each_of<itself_if_hooked, Families>;
/// Those queues whose last dequeued object stays with them as their dummy.
template <class Families>
using with_dummies = for_each_of<itself_if_with_dummy, Families>;
/// Those that have a container of the user's objects.
template <class Families>
using with_objects = for_each_of<itself_if_of_objects, Families>;

/// A hash table that is made for so many items, and needs not be told.
template <class Table, std::size_t Items, std::size_t LoadFactor>
struct sized : Table {
    sized() : Table(Items, LoadFactor) {}
};

/// `Forms<Family>` names a `set` and a `map` of a family and, for those that are buckets, hash
/// tables of them: all sets of one family, all maps, or both.
template <template <class> class Forms>
struct in {
    template <class Family>
    struct sets {
        using all = join<std::tuple<typename Forms<Family>::set>,
                         hash_tables<Family, typename Forms<Family>::hash_set>>;
    };
    template <class Family>
    struct maps {
        using all = join<std::tuple<typename Forms<Family>::map>,
                         hash_tables<Family, typename Forms<Family>::hash_map>>;
    };
    template <class Family>
    struct sets_and_maps {
        using all = join<typename sets<Family>::all, typename maps<Family>::all>;
    };
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_FAMILY_H
