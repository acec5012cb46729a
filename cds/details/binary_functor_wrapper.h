// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_BINARY_FUNCTOR_WRAPPER_H
#define CDSLIB_DETAILS_BINARY_FUNCTOR_WRAPPER_H

// Adapts a functor of two keys to the items that hold the keys.

#include <cds/details/defs.h>
#include <cds/details/sign.h>

#include <type_traits>
#include <utility>

namespace cds::details {

/// Calls `Functor` with two arguments; each that is an `Arg` goes through `Accessor` first.
template <class ReturnType, class Functor, class Arg, class Accessor>
struct binary_functor_wrapper {
    typedef ReturnType return_type;
    typedef Functor functor_type;
    typedef Arg argument_type;
    typedef Accessor accessor;

    return_type operator()(argument_type const& a, argument_type const& b) const {
        return converted(functor_type()(accessor()(a), accessor()(b)));
    }
    template <class Q>
    return_type operator()(argument_type const& a, Q const& b) const {
        return converted(functor_type()(accessor()(a), b));
    }
    template <class Q>
    return_type operator()(Q const& a, argument_type const& b) const {
        return converted(functor_type()(a, accessor()(b)));
    }
    template <class Q1, class Q2>
    return_type operator()(Q1 const& a, Q2 const& b) const {
        return converted(functor_type()(a, b));
    }

private:
    template <class R>
    static return_type converted(R const& result) {
        if constexpr (std::is_same_v<return_type, int>)
            return cds::details::sign(result);
        else
            return static_cast<return_type>(result);
    }
};

/// Does that for predicates.
template <class Arg, class Predicate, class Accessor>
using predicate_wrapper = binary_functor_wrapper<bool, Predicate, Arg, Accessor>;

/// Does that for three-way comparators.
template <class Arg, class Compare, class Accessor>
using compare_wrapper = binary_functor_wrapper<int, Compare, Arg, Accessor>;

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_BINARY_FUNCTOR_WRAPPER_H
