// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// An item is counted before others can see it, and until they cannot: a size that was counted in
// any other order would wrap below zero beside an eraser.

#include <cds/gc/dhp.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/families/all_sets.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <tuple>

namespace {

using cds::gc::DHP;
namespace families = cds_test::families;

// Looks at the container whenever it counts.
struct watching_counter : cds::atomicity::item_counter {
    std::size_t operator++() {
        before_counting_in();
        return item_counter::operator++();
    }
    std::size_t operator--() {
        std::size_t const left = item_counter::operator--();
        BOOST_TEST(left < 100u); // or it has wrapped
        return left;
    }
    inline static std::function<void()> before_counting_in = [] {};
};

template <class Family>
struct forms {
    template <class Traits>
    struct counting : Traits {
        using item_counter = watching_counter;
    };
    struct traits : counting<typename Family::owning_traits> {
        using less = std::less<int>;
    };
    using set = typename Family::template set<DHP, int, traits>;
    using map = typename Family::template map<DHP, int, int, traits>;
    struct hash_set : families::sized<typename Family::hash::template set<
                                          DHP, set, counting<typename Family::hash::set_traits>>,
                                      4, 1> {};
    struct hash_map : families::sized<typename Family::hash::template map<
                                          DHP, map, counting<typename Family::hash::map_traits>>,
                                      4, 1> {};
};
template <class Family>
struct bags_of {
    struct traits : Family::owning_traits {
        using item_counter = watching_counter;
    };
    using all = std::tuple<typename Family::template owning<DHP, int, traits>>;
};
using containers =
    cds_test::join<cds_test::for_each_of<families::in<forms>::sets_and_maps, families::sets>,
                   cds_test::for_each_of<bags_of, families::with_nodes<families::bags>>>;

template <class Container>
bool take(Container& c, int key) {
    if constexpr (requires { c.erase(key); })
        return c.erase(key);
    else
        return c.pop_with([](int&) {});
}
template <class Container>
void put(Container& c, int key) {
    if constexpr (requires { c.insert(key); })
        c.insert(key);
    else
        c.push(key);
}

struct quiet_again {
    ~quiet_again() {
        watching_counter::before_counting_in = [] {};
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(counts)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_item_is_counted_in_before_it_can_be_taken, Container, containers) {
    quiet_again const afterwards;
    Container c;
    std::size_t counted = 0;
    watching_counter::before_counting_in = [&] {
        ++counted;
        BOOST_TEST(!take(c, 7)); // who could take it would count it out before it is counted in
        BOOST_TEST(c.size() == 0u);
    };
    put(c, 7);
    BOOST_TEST(counted == 1u);
    BOOST_TEST(c.size() == 1u);
    BOOST_TEST(take(c, 7));
    BOOST_TEST(c.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
