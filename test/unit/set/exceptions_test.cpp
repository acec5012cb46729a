// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A value or an allocator that throws leaves sets and maps as they were.
//
// One translation unit a family: sets

#include <cds_test/families/all_sets.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <new>
#include <stdexcept>
#include <tuple>

namespace {

namespace families = cds_test::families;
using cds::gc::DHP;
using cds_test::fragile;
using cds_test::fragile_memory;

struct order {
    static long key(fragile const& f) { return f.value(); }
    static long key(long k) { return k; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key(a) < key(b);
    }
};
struct hash_value {
    template <class A>
    std::size_t operator()(A const& a) const {
        return static_cast<std::size_t>(order::key(a));
    }
};

template <class Family>
struct forms {
    struct traits : Family::owning_traits {
        using less = order;
        using hash = hash_value;
        using allocator = cds_test::fragile_allocator<int>;
        using item_counter = cds::atomicity::item_counter;
    };
    using set = typename Family::template set<DHP, fragile, traits>;
    using map = typename Family::template map<DHP, long, fragile, traits>;

    struct set_traits : Family::hash::set_traits {
        using hash = hash_value;
    };
    struct map_traits : Family::hash::map_traits {
        using hash = hash_value;
    };
    struct hash_set
        : families::sized<typename Family::hash::template set<DHP, set, set_traits>, 8, 1> {};
    struct hash_map
        : families::sized<typename Family::hash::template map<DHP, map, map_traits>, 8, 1> {};
};
using sets = cds_test::for_each_of<families::in<forms>::sets, families::sets>;
using maps = cds_test::for_each_of<families::in<forms>::maps, families::sets>;

// After the container and its garbage are gone nothing may be left.
struct accounts {
    ~accounts() {
        DHP::force_dispose();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        fragile::fuse.disarm();
        fragile_memory::fuse.disarm();
    }
};

// Lets the n-th construction fail, for every n until `act` succeeds; each failure changes nothing.
template <class Container, class Act>
void fails_cleanly_at_every_step(Container& c, Act act) {
    bool done = false;
    for (long step = 0; !done; ++step) {
        auto const size = c.size();
        auto const alive = fragile::alive;
        auto const outstanding = fragile_memory::outstanding;
        fragile::fuse.set(step);
        try {
            act();
            done = true;
        } catch (fragile::broken const&) {
            BOOST_TEST(c.size() == size);
            BOOST_TEST(fragile::alive == alive);
            BOOST_TEST(fragile_memory::outstanding == outstanding);
        }
        fragile::fuse.disarm();
        BOOST_TEST_REQUIRE(step < 10);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(exceptions_in_sets)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_cannot_be_built_is_not_inserted, Set, sets) {
    accounts const at_the_end;
    Set s;
    fails_cleanly_at_every_step(s, [&] { s.emplace(1); });
    fails_cleanly_at_every_step(s, [&] { s.insert(2L); });
    fragile const three(3);
    fails_cleanly_at_every_step(s, [&] { s.insert(three); });
    fails_cleanly_at_every_step(s, [&] { s.update(4L, [](auto&&...) {}); });
    BOOST_TEST(s.size() == 4u);
    for (long key = 1; key <= 4; ++key)
        BOOST_TEST(s.contains(key));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pair_that_cannot_be_built_is_not_inserted, Map, maps) {
    accounts const at_the_end;
    Map m;
    fails_cleanly_at_every_step(m, [&] { m.insert(1L); });
    fails_cleanly_at_every_step(m, [&] { m.insert(2L, 5L); });
    fails_cleanly_at_every_step(m, [&] { m.emplace(3L, 5L); });
    fails_cleanly_at_every_step(m, [&] { m.insert_with(4L, [](auto&) {}); });
    fails_cleanly_at_every_step(m, [&] { m.update(5L, [](auto&&...) {}); });
    BOOST_TEST(m.size() == 5u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_memory_for_a_node_nothing_is_inserted, Set, sets) {
    accounts const at_the_end;
    Set s;
    s.insert(1L);
    fragile_memory::fuse.set(0);
    BOOST_CHECK_THROW(s.insert(2L), std::bad_alloc);
    BOOST_TEST(s.size() == 1u);
    BOOST_TEST(!s.contains(2L));
    BOOST_TEST(s.insert(2L));
}

// The functor is called when the operation is done; what it throws takes nothing back.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_leaves_its_operation_done, Set, sets) {
    accounts const at_the_end;
    Set s;
    auto const refuse = [](auto&&...) { throw std::runtime_error("functor"); };
    BOOST_CHECK_THROW(s.insert(1L, refuse), std::runtime_error);
    BOOST_TEST(s.contains(1L));
    BOOST_CHECK_THROW(s.update(2L, refuse), std::runtime_error);
    BOOST_TEST(s.contains(2L));
    BOOST_CHECK_THROW(s.update(2L, refuse), std::runtime_error);
    BOOST_CHECK_THROW(s.find(1L, refuse), std::runtime_error);
    BOOST_TEST(s.size() == 2u);
    BOOST_CHECK_THROW(s.erase(1L, refuse), std::runtime_error);
    BOOST_TEST(!s.contains(1L));
    BOOST_TEST(s.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
