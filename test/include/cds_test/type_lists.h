// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_TYPE_LISTS_H
#define CDSLIB_TEST_TYPE_LISTS_H

#include <tuple>
#include <type_traits>

// Lists of types, as the typed suites take them. None of the types is looked into.
namespace cds_test {

template <class...>
struct join_tuples {
    using type = std::tuple<>;
};
template <class... A>
struct join_tuples<std::tuple<A...>> {
    using type = std::tuple<A...>;
};
template <class... A, class... B, class... Rest>
struct join_tuples<std::tuple<A...>, std::tuple<B...>, Rest...>
    : join_tuples<std::tuple<A..., B...>, Rest...> {};

/// All types of some lists, in one.
template <class... Lists>
using join = typename join_tuples<Lists...>::type;

/// `List`, or nothing.
template <bool Condition, class List>
using only_if = std::conditional_t<Condition, List, std::tuple<>>;

template <template <class> class Of, class Keys>
struct join_each;
template <template <class> class Of, class... Keys>
struct join_each<Of, std::tuple<Keys...>> : join_tuples<typename Of<Keys>::all...> {};

/// These types, where all are built; sanitizers get a cover, without them.
#if defined(CDS_TEST_COVER)
template <class...>
using beyond_cover = std::tuple<>;
#else
template <class... Types>
using beyond_cover = std::tuple<Types...>;
#endif

/// The lists `Of<Key>::all`, for each of some keys, in one.
template <template <class> class Of, class Keys>
using for_each_of = typename join_each<Of, Keys>::type;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_TYPE_LISTS_H
