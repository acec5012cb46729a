// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>

#include <cds/details/bounded_array.h>
#include <cds/details/tls_holder.h>

#include <memory>
#include <numeric>
#include <string>
#include <thread>

namespace {

struct one_tag;
struct other_tag;
using cds::details::bounded_array;
using cds::details::tls_holder;

} // namespace

BOOST_AUTO_TEST_SUITE(holders)

BOOST_AUTO_TEST_CASE(a_tls_holder_holds_one_pointer_per_thread_and_tag) {
    int mine = 1;
    BOOST_TEST((tls_holder<int*, one_tag>::get() == nullptr));
    tls_holder<int*, one_tag>::set(&mine);
    BOOST_TEST((tls_holder<int*, one_tag>::get() == &mine));
    BOOST_TEST((tls_holder<int*, other_tag>::get() == nullptr));
    int* elsewhere = &mine;
    std::thread([&] { elsewhere = tls_holder<int*, one_tag>::get(); }).join();
    BOOST_TEST(elsewhere == nullptr);
    tls_holder<int*, one_tag>::set(nullptr);
    BOOST_TEST((tls_holder<int*, one_tag>::get() == nullptr));
}

BOOST_AUTO_TEST_CASE(a_bounded_array_is_empty_at_first_and_has_its_capacity) {
    bounded_array<std::string> const array(3);
    BOOST_TEST(array.empty());
    BOOST_TEST(array.capacity() == 3u);
    bounded_array<int> const zeros(4, 2);
    BOOST_TEST(zeros.size() == 2u);
    BOOST_TEST(zeros[1] == 0);
}

BOOST_AUTO_TEST_CASE(elements_of_a_bounded_array_stay_where_they_are) {
    bounded_array<std::string, std::allocator<int>> array(3);
    std::string* const first = &array.emplace_back(5, 'a');
    array.push_back("b");
    array.push_back("c");
    BOOST_TEST(first == &array[0]);
    BOOST_TEST(first == array.top());
    BOOST_TEST(*first == "aaaaa");
    array.pop_back();
    BOOST_TEST(array.size() == 2u);
    BOOST_TEST(std::accumulate(array.begin(), array.end(), std::string()) == "aaaaab");
    array.resize(3);
    BOOST_TEST(array[2].empty());
    array.clear();
    BOOST_TEST(array.empty());
    BOOST_TEST(array.capacity() == 3u);
}

BOOST_AUTO_TEST_CASE(elements_of_a_bounded_array_may_be_only_movable) {
    bounded_array<std::unique_ptr<int>> array(2);
    array.push_back(std::make_unique<int>(1));
    array.emplace_back(new int(2));
    int sum = 0;
    for (auto const& p : array)
        sum += *p;
    BOOST_TEST(sum == 3);
}

BOOST_AUTO_TEST_SUITE_END()
