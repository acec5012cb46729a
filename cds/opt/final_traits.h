// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_FINAL_TRAITS_H
#define CDSLIB_OPT_FINAL_TRAITS_H

// Containers derive from the traits they are given, to change a member for the container inside.
// A program's traits may be `final`; then a class with the same members replaces them.

#include <type_traits>

namespace cds::opt {
namespace details {

// clang-format off

// The members that traits may have: types, and constants. A new option needs a new line here.
#define CDS_TYPES_OF_TRAITS(X) \
    X(tag) X(lock_type) X(sync_monitor) X(back_off) X(gc) X(allocator) X(node_allocator) \
    X(item_counter) X(stat) X(memory_model) X(resizing_policy) X(copy_policy) X(swap_policy) \
    X(move_policy) X(mutex_policy) X(random_engine) X(free_list) X(key_accessor) X(compare) \
    X(less) X(equal_to) X(hash) X(buffer) X(permutation_generator) X(value_cleaner) \
    X(elimination_backoff) X(elimination_storage) X(wait_strategy) X(rcu_check_deadlock) \
    X(hook) X(disposer) X(boundary_node_type) X(hash_accessor) X(hash_splitter) \
    X(probeset_type)
#define CDS_CONSTANTS_OF_TRAITS(X) \
    X(alignment) X(padding) X(sort) X(enable_elimination) X(link_checker) X(hash_size) \
    X(store_hash)

// The base `of_<member>` has the member if `Traits` has it.
#define CDS_TYPE_OF_TRAITS_(name)                \
    template <class Traits>                      \
    struct of_##name {};                         \
    template <class Traits>                      \
        requires requires { typename Traits::name; } \
    struct of_##name<Traits> {                    \
        typedef typename Traits::name name;      \
    };
#define CDS_CONSTANT_OF_TRAITS_(name)            \
    template <class Traits>                      \
    struct of_##name {};                         \
    template <class Traits>                      \
        requires requires { Traits::name; }      \
    struct of_##name<Traits> {                    \
        static constexpr auto name = Traits::name; \
    };
#define CDS_BASE_OF_TRAITS_(name) , of_##name<Traits>

CDS_TYPES_OF_TRAITS(CDS_TYPE_OF_TRAITS_)
CDS_CONSTANTS_OF_TRAITS(CDS_CONSTANT_OF_TRAITS_)

struct no_member {};

/// The members of `Traits`, in a class to derive from.
template <class Traits>
struct members_of
    : no_member CDS_TYPES_OF_TRAITS(CDS_BASE_OF_TRAITS_)
          CDS_CONSTANTS_OF_TRAITS(CDS_BASE_OF_TRAITS_) {};

#undef CDS_TYPES_OF_TRAITS
#undef CDS_CONSTANTS_OF_TRAITS
#undef CDS_TYPE_OF_TRAITS_
#undef CDS_CONSTANT_OF_TRAITS_
#undef CDS_BASE_OF_TRAITS_

// clang-format on

} // namespace details

/// A class to derive from that has the members of `Traits`: `Traits` itself, unless it is final.
template <class Traits>
using base_traits =
    std::conditional_t<std::is_final_v<Traits>, details::members_of<Traits>, Traits>;

} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_FINAL_TRAITS_H
