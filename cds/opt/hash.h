// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_HASH_H
#define CDSLIB_OPT_HASH_H

// Hash functors: one, or a tuple of them.

#include <cds/opt/options.h>

#include <cstddef>
#include <functional>
#include <tuple>
#include <utility>

namespace cds::opt {

namespace v {

using std::hash;

/// `Hash`; for `none`, a functor that hashes every value with `std::hash` of its own type.
template <class Hash>
struct hash_selector {
    typedef Hash type;
};

template <>
struct hash_selector<none> {
    struct type {
        template <class Q>
        std::size_t operator()(Q const& key) const {
            return std::hash<Q>()(key);
        }
    };
};

} // namespace v

namespace details {

template <class Tuple>
class hash_list;

/// Several hashes of one value: `h(values, v)` writes the result of each functor in order.
template <class... Functors>
class hash_list<std::tuple<Functors...>> {
public:
    typedef std::tuple<Functors...> hash_tuple_type;

    static constexpr std::size_t const size = sizeof...(Functors);
    typedef std::size_t values[size];

    hash_list() = default;
    hash_list(hash_tuple_type const& functors) : functors_(functors) {}
    hash_list(hash_tuple_type&& functors) : functors_(std::move(functors)) {}

    template <class T>
    void operator()(std::size_t* dest, T const& value) const {
        std::apply([&](auto const&... functor) { ((*dest++ = functor(value)), ...); }, functors_);
    }

private:
    hash_tuple_type functors_;
};

/// A `hash_list` of what `Wrapper` extracts from a `WrappedType`; other values are hashed as they
/// are.
template <class HashList, class WrappedType, class Wrapper>
class hash_list_wrapper : HashList {
public:
    typedef HashList hash_list;
    typedef typename hash_list::hash_tuple_type hash_tuple_type;
    typedef typename hash_list::values values;
    using hash_list::hash_list;
    using hash_list::size;

    hash_list_wrapper() = default;

    void operator()(std::size_t* dest, WrappedType const& wrapped) const {
        hash_list::operator()(dest, Wrapper()(wrapped));
    }
    template <class Q>
    void operator()(std::size_t* dest, Q const& value) const {
        hash_list::operator()(dest, value);
    }
};

template <class... Functors>
struct hash_list_of {
    typedef hash_list<std::tuple<Functors...>> type;
};

template <class... Functors>
struct hash_list_of<std::tuple<Functors...>> {
    typedef hash_list<std::tuple<Functors...>> type;
};

} // namespace details

/// A hash functor; with a `std::tuple` of them, the functor list.
CDS_TYPE_OPTION(hash);

template <class... Functors>
struct hash<std::tuple<Functors...>> : hash<details::hash_list<std::tuple<Functors...>>> {};

/// The functor list of some hash functors, or of a `std::tuple` of them.
template <class... Functors>
using hash_tuple = typename details::hash_list_of<Functors...>::type;

} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_HASH_H
