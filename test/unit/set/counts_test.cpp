// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// An item is counted before others can see it, and until they cannot: a size that was counted in
// any other order would wrap below zero beside an eraser.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#include <cds/gc/dhp.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <tuple>

namespace {

using cds::gc::DHP;
namespace cc = cds::container;

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

struct list_traits : cc::michael_list::traits {
    using less = std::less<int>;
    using item_counter = watching_counter;
};
struct hash_traits : cc::michael_set::traits {
    using item_counter = watching_counter;
};
struct map_traits : cc::michael_map::traits {
    using item_counter = watching_counter;
};
struct queue_traits : cc::msqueue::traits {
    using item_counter = watching_counter;
};
struct stack_traits : cc::treiber_stack::traits {
    using item_counter = watching_counter;
};
using set_list = cc::MichaelList<DHP, int, list_traits>;
using map_list = cc::MichaelKVList<DHP, int, int, list_traits>;
struct hash_set : cc::MichaelHashSet<DHP, set_list, hash_traits> {
    hash_set() : hash_set::MichaelHashSet(4, 1) {}
};
struct hash_map : cc::MichaelHashMap<DHP, map_list, map_traits> {
    hash_map() : hash_map::MichaelHashMap(4, 1) {}
};
using containers =
    std::tuple<set_list, map_list, hash_set, hash_map, cc::MSQueue<DHP, int, queue_traits>,
               cc::TreiberStack<DHP, int, stack_traits>>;

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
