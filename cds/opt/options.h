// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_OPTIONS_H
#define CDSLIB_OPT_OPTIONS_H

// Options and traits. A traits class is any struct with the members that a container reads; an
// option is a small class that adds one such member to a traits class:
//
//   struct my_traits : michael_list::traits { typedef std::less<int> less; };        // derive
//   michael_list::make_traits<opt::less<std::less<int>>>::type                       // compose
//
// An option that the container does not know adds a member that is not read.

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>
#include <cds/opt/final_traits.h>
#include <cds/user_setup/allocator.h>

#include <type_traits>

/// Options and the policies that are their usual values.
namespace cds::opt {

/// Means "not specified"; as an option it adds nothing.
struct none {
    template <class Base>
    struct pack : Base {};
};

// An option whose value is a type: `name<T>` adds `typedef T name`.
#define CDS_TYPE_OPTION(name)       \
    template <class Type>           \
    struct name {                   \
        template <class Base>       \
        struct pack : public Base { \
            typedef Type name;      \
        };                          \
    }

// An option whose value is a constant: `name<v>` adds the constant `name`.
#define CDS_VALUE_OPTION(value_type, name)                  \
    template <value_type Value>                             \
    struct name {                                           \
        template <class Base>                               \
        struct pack : public Base {                         \
            static constexpr value_type const name = Value; \
        };                                                  \
    }

/// Tells apart several hooks of one object.
CDS_TYPE_OPTION(tag);
/// The lock a structure uses internally.
CDS_TYPE_OPTION(lock_type);
/// How the nodes of a structure are locked.
CDS_TYPE_OPTION(sync_monitor);
/// What an operation does after a lost race, see `cds::backoff`.
CDS_TYPE_OPTION(back_off);
/// The reclamation policy.
CDS_TYPE_OPTION(gc);
/// The source of the memory for values.
CDS_TYPE_OPTION(allocator);
/// The source of the memory for internal nodes.
CDS_TYPE_OPTION(node_allocator);
/// How items are counted, see `cds::atomicity`.
CDS_TYPE_OPTION(item_counter);
/// Alignment of internal data; see `special_alignment`.
CDS_VALUE_OPTION(unsigned, alignment);
/// Padding of internal data; see `special_padding`.
CDS_VALUE_OPTION(unsigned, padding);
/// The receiver of a structure's events.
CDS_TYPE_OPTION(stat);
/// How strong the atomic operations are, see `v::relaxed_ordering`.
CDS_TYPE_OPTION(memory_model);
/// Replaces the default traits that the other options are packed on.
CDS_TYPE_OPTION(type_traits);
/// Decides when a table grows.
CDS_TYPE_OPTION(resizing_policy);
/// How an item is copied.
CDS_TYPE_OPTION(copy_policy);
/// How two items are exchanged.
CDS_TYPE_OPTION(swap_policy);
/// How an item is moved.
CDS_TYPE_OPTION(move_policy);
/// How a table is locked.
CDS_TYPE_OPTION(mutex_policy);
/// Whether a list keeps its items in order.
CDS_VALUE_OPTION(bool, sort);
/// A source of random numbers.
CDS_TYPE_OPTION(random_engine);
/// Where freed nodes wait for their next use.
CDS_TYPE_OPTION(free_list);
/// How a key is found in an item.
CDS_TYPE_OPTION(key_accessor);

/// `Option`'s member by itself: `value<tag<X>>::tag` is X.
template <class Option>
struct value : Option::template pack<none> {};

/// `Default` where `Option` is `none`, else `Value`.
template <class Option, class Default, class Value = Option>
struct select_default {
    typedef std::conditional_t<std::is_same_v<Option, none>, Default, Value> type;
};

/// Packs the options on `OptionList` from left to right; the last one prevails.
template <class OptionList, class... Options>
struct make_options {
    typedef OptionList type;
};

template <class OptionList, class First, class... Rest>
struct make_options<OptionList, First, Rest...>
    : make_options<typename First::template pack<base_traits<OptionList>>, Rest...> {};

namespace details {

template <class A, class B>
struct same_option : std::false_type {};

template <template <class...> class Option, class... A, class... B>
struct same_option<Option<A...>, Option<B...>> : std::true_type {};

template <template <auto> class Option, auto A, auto B>
struct same_option<Option<A>, Option<B>> : std::true_type {};

} // namespace details

/// The first of `Options` that is the same option as `What`, whatever its value; else `What`.
template <class What, class... Options>
struct find_option {
    typedef What type;
};

template <class What, class First, class... Rest>
struct find_option<What, First, Rest...>
    : std::conditional_t<details::same_option<What, First>::value, std::type_identity<First>,
                         find_option<What, Rest...>> {};

/// The value of the first `type_traits` among `Options`, else `Default`.
template <class Default, class... Options>
struct find_type_traits {
    typedef typename find_option<type_traits<Default>, Options...>::type option;
    typedef typename value<option>::type_traits type;
};

/// The work of a container's `make_traits`: `Defaults`, or the first `type_traits` among
/// `Options`, with the options applied.
template <class Defaults, class... Options>
struct compose_traits {
    using type = typename make_options<typename find_type_traits<Defaults, Options...>::type,
                                       Options...>::type;
};

/// The value paired with the tag that equals `What`, else `What`.
template <class What, class... TagsAndValues>
struct select {
    typedef What type;
};

template <class What, class Tag, class Value, class... Rest>
struct select<What, Tag, Value, Rest...>
    : std::conditional_t<std::is_same_v<What, Tag>, std::type_identity<Value>,
                         select<What, Rest...>> {};

/// `Traits` with the key accessor `ReplaceWith` where it had `WhatReplace`.
template <class Traits, class ReplaceWith, class WhatReplace = none>
struct replace_key_accessor {
    typedef typename key_accessor<ReplaceWith>::template pack<Traits> replaced;
    static constexpr bool match = std::is_same_v<typename Traits::key_accessor, WhatReplace>;
    typedef std::conditional_t<match, replaced, Traits> type;
};

} // namespace cds::opt

/// libcds programs use it at global scope to name the types of their constant options;
/// `find_option` sees such options without it.
#define CDS_DECLARE_FIND_OPTION_INTEGRAL_SPECIALIZATION(int_type) \
    static_assert(std::is_integral_v<int_type> || std::is_enum_v<int_type>);

#include <cds/opt/padding.h>
#include <cds/opt/policies.h>

#endif // #ifndef CDSLIB_OPT_OPTIONS_H
