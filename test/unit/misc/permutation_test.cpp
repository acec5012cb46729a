// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/opt/permutation.h>

#include <set>
#include <vector>

namespace v = cds::opt::v;

namespace {

typedef boost::mpl::list<v::random_permutation<>, v::random2_permutation<>,
                         v::random_shuffle_permutation<>, v::random_permutation<short>,
                         v::random2_permutation<std::size_t>>
    generators;

template <class Generator>
std::vector<std::size_t> sequence(Generator& order) {
    std::vector<std::size_t> result;
    do {
        result.push_back(
            static_cast<std::size_t>(static_cast<typename Generator::integer_type>(order)));
    } while (order.next());
    return result;
}

void check_complete(std::vector<std::size_t> const& indexes, std::size_t length) {
    BOOST_TEST(indexes.size() == length);
    std::set<std::size_t> const distinct(indexes.begin(), indexes.end());
    BOOST_TEST(distinct.size() == length);
    BOOST_TEST(*distinct.rbegin() == length - 1);
}

} // namespace

BOOST_AUTO_TEST_SUITE(permutations)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_index_appears_exactly_once, Generator, generators) {
    for (std::size_t length : {1u, 2u, 8u, 64u}) {
        Generator order(length);
        check_complete(sequence(order), length);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(reset_starts_another_complete_sequence, Generator, generators) {
    Generator order(16);
    std::set<std::vector<std::size_t>> distinct;
    for (int i = 0; i < 50; ++i) {
        order.reset();
        auto const indexes = sequence(order);
        check_complete(indexes, 16);
        distinct.insert(indexes);
    }
    BOOST_TEST(distinct.size() > 1u);
}

BOOST_AUTO_TEST_CASE(lengths_that_are_no_power_of_two_are_complete_where_allowed) {
    v::random_permutation<> cyclic(13);
    check_complete(sequence(cyclic), 13);
    v::random_shuffle_permutation<> shuffled(13);
    check_complete(sequence(shuffled), 13);
}

BOOST_AUTO_TEST_CASE(a_skewed_permutation_is_the_inner_one_moved_by_the_offset) {
    struct counting {
        typedef int integer_type;
        explicit counting(std::size_t length) : length_(int(length)) {}
        operator int() const { return i_; }
        bool next() { return ++i_ < length_; }
        void reset() { i_ = 0; }
        int length_;
        int i_ = 0;
    };
    v::skew_permutation<counting> order(3, 5);
    std::vector<std::size_t> const expected{3, 4, 0, 1, 2};
    BOOST_TEST(sequence(order) == expected);
    order.reset();
    BOOST_TEST(int(order) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
