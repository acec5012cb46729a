// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What queues, stacks and priority queues of values have beside libcds's members.

#include <cds/container/fcpriority_queue.h>
#include <cds/container/fcqueue.h>
#include <cds/container/fcstack.h>
#include <cds/container/mspriority_queue.h>
#include <cds/container/rwqueue.h>
#include <cds_test/bag_types.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/ring_types.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;

/// Bounded bags, with room for eight.
template <class Bag>
struct made : Bag {
    made() : Bag(8) {}
};

// Can be moved from, and that is all.
struct parcel {
    explicit parcel(long v) : value(v) {}
    parcel(parcel&& other) noexcept : value(std::exchange(other.value, -1)) {}
    parcel& operator=(parcel&&) = delete;
    bool operator<(parcel const& other) const { return value < other.value; }
    long value;
};

/// Every family's, under one policy: what is tested here does not ask it for anything.
template <class T>
struct owning {
    template <class Family>
    struct of {
        using traits = typename Family::owning_traits;
        using all = std::tuple<typename Family::template owning<cds::gc::DHP, T, traits>>;
    };
};
template <class T>
using unbounded =
    cds_test::join<cds_test::for_each_of<owning<T>::template of, cds_test::families::bags>,
                   std::tuple<cc::RWQueue<T>>>;
template <class T>
using bags =
    cds_test::join<unbounded<T>,
                   std::tuple<cc::TreiberStack<cds::gc::DHP, T, stack_types::eliminating>,
                              made<cc::VyukovMPMCCycleQueue<T>>, made<cc::VyukovMPSCCycleQueue<T>>,
                              made<cc::WeakRingBuffer<T>>, made<cc::MSPriorityQueue<T>>>>;
template <class T>
using combining_bags = std::tuple<cc::FCStack<T>, cc::FCQueue<T>, cc::FCPriorityQueue<T>>;
using bags_of_text = cds_test::join<bags<std::string>, combining_bags<std::string>>;
using bags_of_parcels = bags<parcel>;

/// Reads 0 and 1, and throws at 2.
struct throws_at_two {
    using value_type = std::string;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;
    std::string operator*() const {
        if (n == 2)
            throw std::runtime_error("two");
        return std::to_string(n);
    }
    throws_at_two& operator++() {
        ++n;
        return *this;
    }
    void operator++(int) { ++n; }
    bool operator==(std::default_sentinel_t) const { return n == 5; }
    int n = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(modern_bag)

BOOST_AUTO_TEST_CASE_TEMPLATE(pop_returns_a_value_or_nothing, Bag, bags_of_text) {
    Bag bag;
    static_assert(std::is_same_v<decltype(bag.pop()), std::optional<std::string>>);
    BOOST_TEST(!bag.pop().has_value());
    bag.push("one");
    BOOST_TEST(bag.pop().value() == "one");
    BOOST_TEST(!bag.try_pop().has_value());
    bag.push("two");
    BOOST_TEST(bag.try_pop().value() == "two");
    std::string dest = "untouched";
    BOOST_TEST(!bag.try_pop(dest));
    BOOST_TEST(dest == "untouched");
    bag.push("three");
    BOOST_TEST(bag.try_pop(dest));
    BOOST_TEST(dest == "three");
    BOOST_TEST(!bag.pop(dest)); // libcds's is still there
    BOOST_TEST(bag.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_can_only_be_moved_comes_out, Bag, bags_of_parcels) {
    Bag bag;
    bag.emplace(7);
    std::optional<parcel> const taken = bag.pop();
    BOOST_TEST((taken && taken->value == 7));
    std::array<parcel, 2> some{parcel(1), parcel(2)};
    BOOST_TEST(
        (bag.push_range(std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()))
             .base() == some.end()));
    BOOST_TEST(some[0].value == -1);
    BOOST_TEST(bag.pop()->value + bag.pop()->value == 3);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_range_goes_in_one_after_the_other, Bag, bags_of_text) {
    Bag bag;
    std::vector<std::string> const words{"a", "b", "c", "d"};
    BOOST_TEST((bag.push_range(words.begin(), words.end()) == words.end()));
    std::vector<std::string> out;
    while (std::optional<std::string> word = bag.pop())
        out.push_back(*std::move(word));
    BOOST_TEST(out.size() == 4u);
    if (cds_test::is_fifo<Bag>)
        BOOST_TEST(out == words, boost::test_tools::per_element());
    std::sort(out.begin(), out.end());
    BOOST_TEST(out == words, boost::test_tools::per_element());
    BOOST_TEST((bag.push_range(words.end(), words.end()) == words.end()));
    BOOST_TEST(bag.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_range_may_be_read_once_and_end_by_a_sentinel, Bag, unbounded<int>) {
    Bag bag;
    std::istringstream numbers("1 2 3");
    bag.push_range(std::istream_iterator<int>(numbers), std::istream_iterator<int>());
    int const more[] = {4, 5, 6};
    bag.push_range(std::counted_iterator(std::begin(more), 2), std::default_sentinel);
    int sum = 0;
    while (std::optional<int> const n = bag.pop())
        sum += *n;
    BOOST_TEST(sum == 15);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_full_bag_says_where_it_stopped, Bag,
                              cds_test::ring_types::bounded_queues<long>) {
    Bag bag(8);
    std::vector<long> numbers(20);
    std::iota(numbers.begin(), numbers.end(), 0);
    auto const stopped = bag.push_range(numbers.begin(), numbers.end());
    auto const taken_in = stopped - numbers.begin();
    BOOST_TEST(taken_in >= 8);
    BOOST_TEST(taken_in < 20);
    for (long n = 0; n != taken_in; ++n)
        BOOST_TEST(bag.pop().value() == n);
    BOOST_TEST(!bag.pop().has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_range_that_throws_has_pushed_what_came_before, Bag, bags_of_text) {
    Bag bag;
    BOOST_CHECK_THROW(bag.push_range(throws_at_two(), std::default_sentinel), std::runtime_error);
    BOOST_TEST(bag.pop().has_value());
    BOOST_TEST(bag.pop().has_value());
    BOOST_TEST(!bag.pop().has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_bag_says_whether_it_counts, Bag, bag_types::plain_bags<int>) {
    static_assert(!Bag::counts_items);
    static_assert(cc::MSQueue<cds::gc::DHP, int, queue_types::counting>::counts_items);
    static_assert(cc::TreiberStack<cds::gc::DHP, int, stack_types::counting>::counts_items);
    Bag bag;
    bag.push(1);
    BOOST_TEST(bag.size() == 0u);
    BOOST_TEST(!bag.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_several_push_as_ranges_comes_out_once, Bag, unbounded<long>) {
    constexpr long each = 2000;
    Bag bag;
    std::vector<std::vector<long>> out(2);
    cds_test::run_threads(4, [&](std::size_t self) {
        if (self < 2) {
            std::vector<long> mine(each);
            std::iota(mine.begin(), mine.end(), static_cast<long>(self) * each);
            bag.push_range(mine.begin(), mine.end());
        } else
            while (out[self - 2].size() < static_cast<std::size_t>(each))
                if (std::optional<long> const n = bag.pop())
                    out[self - 2].push_back(*n);
    });
    std::vector<long> all(out[0]);
    all.insert(all.end(), out[1].begin(), out[1].end());
    std::sort(all.begin(), all.end());
    for (long n = 0; n != 2 * each; ++n)
        BOOST_REQUIRE(all[static_cast<std::size_t>(n)] == n);
    BOOST_TEST(bag.empty());
}

BOOST_AUTO_TEST_SUITE_END()
