// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/details/sign.h>
#include <cds/intrusive/mspriority_queue.h>
#include <cds/opt/compare.h>
#include <cds/opt/hash.h>

#include <compare>
#include <cstring>
#include <limits>
#include <string>
#include <tuple>

namespace opt = cds::opt;

namespace {

struct record {
    int key;
};

struct less {
    bool operator()(record a, record b) const { return a.key < b.key; }
    bool operator()(record a, int b) const { return a.key < b; }
    bool operator()(int a, record b) const { return a < b.key; }
};

struct descending {
    int operator()(int a, int b) const { return b - a; }
};

struct nothing {
    typedef opt::none compare;
    typedef opt::none less;
    typedef opt::none equal_to;
};
struct by_spaceship : nothing {
    typedef std::compare_three_way compare;
};
struct only_less : nothing {
    typedef std::greater<int> less;
};
struct less_and_compare : only_less {
    typedef descending compare;
};
struct only_equal : nothing {
    struct same_parity {
        bool operator()(int a, int b) const { return a % 2 == b % 2; }
    };
    typedef same_parity equal_to;
};

} // namespace

BOOST_AUTO_TEST_SUITE(comparators)

BOOST_AUTO_TEST_CASE(less_comparator_says_before_equal_or_after) {
    opt::v::less_comparator<int> cmp;
    BOOST_TEST(cmp(1, 2) < 0);
    BOOST_TEST(cmp(2, 2) == 0);
    BOOST_TEST(cmp(3, 2) > 0);
    opt::v::less_comparator<std::string> strings;
    BOOST_TEST(strings("a", "b") < 0);
    BOOST_TEST(strings("b", "b") == 0);
    BOOST_TEST(strings("c", "b") > 0);
}

BOOST_AUTO_TEST_CASE(a_comparator_from_less_takes_every_pair_that_less_takes) {
    opt::details::make_comparator_from_less<less> cmp;
    BOOST_TEST(cmp(record{1}, 2) < 0);
    BOOST_TEST(cmp(2, record{1}) > 0);
    BOOST_TEST(cmp(record{2}, record{2}) == 0);
}

BOOST_AUTO_TEST_CASE(compare_comes_before_less_and_less_before_the_natural_order) {
    using opt::details::make_comparator;
    BOOST_TEST((make_comparator<int, nothing>::type()(1, 2) < 0));
    BOOST_TEST((make_comparator<int, only_less>::type()(1, 2) > 0));
    static_assert(std::is_same_v<make_comparator<int, less_and_compare>::type, descending>);
    static_assert(std::is_same_v<make_comparator<int, nothing, false>::type, opt::none>);
}

BOOST_AUTO_TEST_CASE(a_comparator_comes_out_of_an_option_list) {
    using opt::details::make_comparator_from_option_list;
    typedef make_comparator_from_option_list<int, opt::less<std::greater<int>>>::type greater;
    BOOST_TEST(greater()(1, 2) > 0);
    BOOST_TEST(make_comparator_from_option_list<int>::type()(1, 2) < 0);
    typedef make_comparator_from_option_list<int, opt::type_traits<less_and_compare>>::type mine;
    static_assert(std::is_same_v<mine, descending>);
}

BOOST_AUTO_TEST_CASE(a_sign_is_that_of_any_signed_integer_or_ordering) {
    using cds::details::sign;
    static_assert(sign(-7) < 0 && sign(0) == 0 && sign(7) > 0);
    static_assert(sign(-(1LL << 40)) < 0 && sign(1LL << 40) > 0);
    static_assert(sign(static_cast<signed char>(-1)) < 0);
    static_assert(sign(1 <=> 2) < 0 && sign(2 <=> 2) == 0 && sign(3 <=> 2) > 0);
    static_assert(sign(std::weak_ordering::less) < 0 && sign(std::weak_ordering::greater) > 0);
    static_assert(sign(1.0 <=> 2.0) < 0 && sign(2.0 <=> 2.0) == 0 && sign(3.0 <=> 2.0) > 0);
}

BOOST_AUTO_TEST_CASE(what_is_unordered_counts_as_equal_as_with_less) {
    static_assert(cds::details::sign(std::partial_ordering::unordered) == 0);
    double const nan = std::numeric_limits<double>::quiet_NaN();
    opt::v::less_comparator<double> const natural;
    BOOST_TEST(natural(nan, 1.0) == 0);
    BOOST_TEST(natural(1.0, nan) == 0);
    BOOST_TEST((opt::details::make_equal_to<double, by_spaceship>::type()(nan, 1.0)));
}

BOOST_AUTO_TEST_CASE(a_heap_takes_an_ordering) {
    struct traits : cds::intrusive::mspriority_queue::traits {
        using compare = std::compare_three_way;
    };
    cds::intrusive::MSPriorityQueue<double, traits> heap(8);
    double numbers[] = {2, 3, 1};
    for (double& n : numbers)
        BOOST_TEST(heap.push(n));
    for (double const greatest : {3, 2, 1})
        BOOST_TEST(*heap.pop() == greatest);
}

BOOST_AUTO_TEST_CASE(equality_comes_from_equal_to_or_from_the_order) {
    using opt::details::make_equal_to;
    BOOST_TEST((make_equal_to<int, nothing>::type()(2, 2)));
    BOOST_TEST((!make_equal_to<int, only_less>::type()(2, 3)));
    BOOST_TEST((make_equal_to<int, only_less>::type()(2, 2)));
    BOOST_TEST((make_equal_to<int, less_and_compare>::type()(2, 2)));
    BOOST_TEST((make_equal_to<int, only_equal>::type()(1, 3)));
    static_assert(std::is_same_v<make_equal_to<int, nothing, false>::type, opt::none>);
    BOOST_TEST((opt::details::make_equal_to_from_less<less>()(record{1}, 1)));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(hashes)

namespace {

struct length {
    std::size_t operator()(std::string const& s) const { return s.size(); }
};
struct first {
    std::size_t operator()(std::string const& s) const {
        return static_cast<unsigned char>(s.front());
    }
};
struct named {
    std::string name;
};
struct name_of {
    std::string const& operator()(named const& n) const { return n.name; }
};

} // namespace

BOOST_AUTO_TEST_CASE(the_standard_hash_is_the_default_for_every_key) {
    opt::v::hash_selector<opt::none>::type h;
    BOOST_TEST(h(42) == std::hash<int>()(42));
    BOOST_TEST(h(std::string("x")) == std::hash<std::string>()("x"));
    BOOST_TEST(opt::v::hash<int>()(42) == std::hash<int>()(42));
    static_assert(std::is_same_v<opt::v::hash_selector<length>::type, length>);
}

BOOST_AUTO_TEST_CASE(a_tuple_of_hashes_writes_each_in_order) {
    typedef opt::hash_tuple<std::tuple<length, first>> hashes;
    static_assert(hashes::size == 2);
    hashes::values values;
    hashes()(values, std::string("abc"));
    BOOST_TEST(values[0] == 3u);
    BOOST_TEST(values[1] == std::size_t('a'));
}

BOOST_AUTO_TEST_CASE(hashes_are_listed_alone_or_in_a_tuple) {
    typedef opt::hash_tuple<length, first> hashes;
    static_assert(std::is_same_v<hashes, opt::hash_tuple<std::tuple<length, first>>>);
    static_assert(opt::hash_tuple<length>::size == 1);
    typedef opt::value<opt::hash<std::tuple<length, first>>> option; // the option is the list, too
    static_assert(std::is_same_v<option::hash, hashes>);
    static_assert(std::is_same_v<opt::value<opt::hash<length>>::hash, length>);
    std::size_t values[2] = {0, 0};
    hashes const both{hashes::hash_tuple_type()};
    both(values, std::string("abc"));
    BOOST_TEST(values[0] == 3u);
    BOOST_TEST(values[1] == std::size_t('a'));
    opt::hash_tuple<std::hash<int>, std::hash<long>>()(values, 7);
    BOOST_TEST(values[1] == std::hash<long>()(7));
}

BOOST_AUTO_TEST_CASE(a_wrapped_tuple_hashes_what_the_wrapper_finds) {
    typedef opt::hash_tuple<std::tuple<length, first>> hashes;
    opt::details::hash_list_wrapper<hashes, named, name_of> const wrapped;
    std::size_t values[2] = {0, 0};
    wrapped(values, named{"bc"});
    BOOST_TEST(values[0] == 2u);
    wrapped(values, std::string("c"));
    BOOST_TEST(values[0] == 1u);
    BOOST_TEST(values[1] == std::size_t('c'));
}

BOOST_AUTO_TEST_SUITE_END()
