// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_COMPARE_H
#define CDSLIB_OPT_COMPARE_H

// How items and keys are compared: the options, and how a container gets one comparator from what
// its traits give.

#include <cds/details/sign.h>
#include <cds/opt/options.h>

#include <functional>
#include <string>
#include <type_traits>

namespace cds::opt {

/// A three-way comparator: `operator()(a, b)` returns a negative, zero or positive number, or
/// what `<=>` returns. One that returns bool does not compile: it is a `less`.
CDS_TYPE_OPTION(compare);
/// A strict order: `bool operator()(a, b)`.
CDS_TYPE_OPTION(less);
/// Equality: `bool operator()(a, b)`.
CDS_TYPE_OPTION(equal_to);

namespace details {

/// A three-way comparator from the strict order `Less`, for any pair of types it takes.
template <class Less>
struct make_comparator_from_less {
    typedef make_comparator_from_less type;

    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        if (Less()(a, b))
            return -1;
        return Less()(b, a) ? 1 : 0;
    }
};

} // namespace details

namespace v {

/// Compares by `std::less<T>`; strings by one call of `compare()`.
template <class T>
struct less_comparator {
    int operator()(T const& a, T const& b) const {
        return opt::details::make_comparator_from_less<std::less<T>>()(a, b);
    }
};

template <class Char, class CharTraits, class Alloc>
struct less_comparator<std::basic_string<Char, CharTraits, Alloc>> {
    typedef std::basic_string<Char, CharTraits, Alloc> string_type;

    int operator()(string_type const& a, string_type const& b) const { return a.compare(b); }
};

} // namespace v

namespace details {

/// `Traits::compare`, else one made from `Traits::less`, else `DefaultCmp`.
template <class T, class Traits, class DefaultCmp = v::less_comparator<T>>
struct make_comparator_from {
    typedef typename Traits::compare compare;
    typedef typename Traits::less less;

    typedef typename select_default<
        compare,
        typename select_default<less, DefaultCmp, make_comparator_from_less<less>>::type>::type
        type;
};

/// The comparator of T that `Traits` gives. If it gives none: the natural order when `Forced`,
/// otherwise `none`.
template <class T, class Traits, bool Forced = true>
struct make_comparator
    : make_comparator_from<T, Traits, std::conditional_t<Forced, v::less_comparator<T>, none>> {};

/// The comparator of T that a list of options gives.
template <class T, class... Options>
struct make_comparator_from_option_list {
    struct default_traits {
        typedef none compare;
        typedef none less;
    };

    typedef typename find_type_traits<default_traits, Options...>::type base;
    typedef typename make_options<base, Options...>::type traits;
    typedef typename make_comparator<T, traits>::type type;
};

/// Equality from a three-way comparator.
template <class Compare>
struct make_equal_to_from_compare {
    typedef make_equal_to_from_compare type;

    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return cds::details::sign(Compare()(a, b)) == 0;
    }
};

/// Equality from a strict order.
template <class Less>
struct make_equal_to_from_less : make_equal_to_from_compare<make_comparator_from_less<Less>> {
    typedef make_equal_to_from_less type;
};

/// `Traits::equal_to`, else one made from `compare`, else from `less`; if `Traits` gives none of
/// them, `std::equal_to<T>` when `Forced`, otherwise `none`.
template <class T, class Traits, bool Forced = true>
struct make_equal_to {
    typedef typename Traits::compare compare;
    typedef typename Traits::less less;
    typedef typename Traits::equal_to equal_to;

    typedef std::conditional_t<Forced, std::equal_to<T>, none> natural;
    typedef typename select_default<less, natural, make_equal_to_from_less<less>>::type from_less;
    typedef typename select_default<compare, from_less, make_equal_to_from_compare<compare>>::type
        from_order;
    typedef typename select_default<equal_to, from_order>::type type;
};

} // namespace details
} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_COMPARE_H
