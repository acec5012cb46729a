// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A key, a value, an allocator, a functor or a lack of memory for retiring leaves a tree whole.

#include "bronson_types.h"

#include <cds_test/audited_gc.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <exception>
#include <new>
#include <stdexcept>
#include <tuple>

namespace {

using namespace bronson_types;
using cds_test::audited_DHP;
using cds_test::fragile;
using cds_test::fragile_memory;

struct by_value {
    static long of(long n) { return n; }
    static long of(fragile const& f) { return f.value(); }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return of(a) < of(b);
    }
};
template <class Base>
struct fragile_traits : Base {
    using less = by_value;
    using allocator = cds_test::fragile_allocator<int>;
    using node_allocator = cds_test::fragile_allocator<int>;
};
using maps = std::tuple<tree<DHP, fragile, fragile, fragile_traits<counting_traits>>,
                        tree<DHP, fragile, fragile, fragile_traits<relaxed_traits>>>;

// What is there of values, of memory and of a map.
struct inventory {
    template <class Map>
    explicit inventory(Map const& m) : size(m.size()) {}
    inventory() : size(0) {}
    std::size_t size;
    long values = fragile::alive;
    std::size_t memory = fragile_memory::outstanding;
    friend bool operator==(inventory const&, inventory const&) = default;
};

// Nothing is left when the container and its garbage are gone.
struct accounts {
    inventory const before;
    ~accounts() {
        DHP::force_dispose();
        BOOST_TEST((inventory() == before));
    }
};

// Whether `act` succeeds although the step that `fuse` is set to fails; if not, nothing has
// changed.
template <class Map, class Act>
bool succeeds_or_changes_nothing(Map& m, Act& act, cds_test::fuse& fuse, long step) {
    inventory const before(m);
    bool done = false;
    fuse.set(step);
    try {
        act();
        done = true;
    } catch (std::exception const&) {}
    fuse.disarm();
    BOOST_TEST((done || inventory(m) == before));
    BOOST_TEST(m.is_in_order());
    return done;
}
// Lets the n-th construction, and then the n-th allocation, of `insert` fail, for every n until all
// is well; each time the key is not there.
template <class Map, class Insert>
void fails_cleanly_at_every_step(Map& m, long key, Insert insert) {
    for (cds_test::fuse* const fuse : {&fragile::fuse, &fragile_memory::fuse}) {
        m.erase(key);
        DHP::force_dispose();
        long step = 0;
        while (!succeeds_or_changes_nothing(m, insert, *fuse, step) && step != 20)
            ++step;
        BOOST_TEST_REQUIRE(step != 0);
        BOOST_TEST_REQUIRE(step != 20);
        BOOST_TEST(m.contains(key));
    }
}

// A tree whose root has lost its value.
template <class Map>
void make_with_a_routing_node(Map& m) {
    for (long key : {2, 1, 3})
        m.insert(key, key);
    m.erase(2L);
}

using audited_tree = tree<audited_DHP, int, int>;

struct starving {
    starving() { audited_DHP::starving = true; }
    ~starving() { audited_DHP::starving = false; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(exceptions_in_bronson)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_key_or_value_that_cannot_be_made_is_not_inserted, Map, maps) {
    accounts const at_the_end;
    Map m;
    auto const nothing = [](auto&&...) {};
    fails_cleanly_at_every_step(m, 1, [&] { m.insert(1L); });
    fails_cleanly_at_every_step(m, 2, [&] { m.insert(2L, 5L); });
    fails_cleanly_at_every_step(m, 3, [&] { m.emplace(3L, 5L); });
    fails_cleanly_at_every_step(m, 4, [&] { m.insert_with(4L, nothing); });
    fails_cleanly_at_every_step(m, 5, [&] { m.update(5L, nothing); });
    BOOST_TEST(m.size() == 5u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_routing_node_stays_one_where_no_value_can_be_made, Map, maps) {
    accounts const at_the_end;
    Map m;
    make_with_a_routing_node(m);
    fragile_memory::fuse.set(0);
    BOOST_CHECK_THROW(m.insert(2L), std::bad_alloc);
    fragile_memory::fuse.disarm();
    BOOST_TEST(!m.contains(2L));
    BOOST_TEST(m.size() == 2u);
    fails_cleanly_at_every_step(m, 2, [&] { m.insert(2L, 7L); });
    BOOST_TEST(m.get(2L)->value() == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_throwing_functor_was_to_fill_is_not_inserted, Map, maps) {
    accounts const at_the_end;
    Map m;
    auto const refuse = [](auto&&...) { throw std::runtime_error("functor"); };
    make_with_a_routing_node(m);
    for (long key : {2, 4}) {
        BOOST_CHECK_THROW(m.insert_with(key, refuse), std::runtime_error);
        BOOST_CHECK_THROW(m.update(key, refuse), std::runtime_error);
        BOOST_TEST(!m.contains(key));
    }
    BOOST_TEST(m.size() == 2u);
    BOOST_TEST(m.is_in_order());
    // no lock is left
    BOOST_TEST(m.insert(2L));
    BOOST_TEST(m.insert(4L));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_later_leaves_its_operation_done, Map, maps) {
    accounts const at_the_end;
    Map m;
    auto const refuse = [](auto&&...) { throw std::runtime_error("functor"); };
    for (long key = 1; key != 6; ++key)
        m.insert(key, key);
    BOOST_CHECK_THROW(m.find(1L, refuse), std::runtime_error);
    BOOST_CHECK_THROW(m.update(1L, refuse), std::runtime_error);
    BOOST_TEST(m.contains(1L));
    BOOST_CHECK_THROW(m.erase(1L, refuse), std::runtime_error);
    BOOST_TEST(!m.contains(1L));
    BOOST_CHECK_THROW(m.erase(4L, refuse), std::runtime_error); // two children
    BOOST_CHECK_THROW(m.extract_min(refuse), std::runtime_error);
    BOOST_CHECK_THROW(m.extract_max(refuse), std::runtime_error);
    BOOST_TEST(m.size() == 1u);
    BOOST_TEST(m.contains(3L));
    BOOST_TEST(m.is_in_order());
}

BOOST_AUTO_TEST_CASE(without_memory_for_retiring_nothing_is_erased) {
    static int inserted = 7;
    struct keep {
        void operator()(int*) const {}
    };
    struct traits : counting_traits {
        using disposer = keep;
    };
    tree<audited_DHP, int, int*, traits> m;
    for (int key = 0; key != 7; ++key)
        m.insert(key, &inserted);
    {
        starving const now;
        int key = -1;
        BOOST_CHECK_THROW(m.erase(3), std::bad_alloc);
        BOOST_CHECK_THROW(m.extract(0), std::bad_alloc);
        BOOST_CHECK_THROW(m.extract_min_key(key), std::bad_alloc);
        BOOST_CHECK_THROW(m.update(2, &inserted), std::bad_alloc);
        BOOST_CHECK_THROW(m.clear(), std::bad_alloc);
        BOOST_TEST(key == -1);
        BOOST_TEST(m.insert(7, &inserted));
        BOOST_TEST(m.insert(8, &inserted)); // a rotation needs none
    }
    BOOST_TEST(m.size() == 9u);
    BOOST_TEST(m.is_in_order());
}

// An erased key may leave its node to others, and they take it out.
BOOST_AUTO_TEST_CASE(a_node_that_could_not_be_retired_is_a_later_operations) {
    audited_tree m;
    for (int key = 0; key != 7; ++key)
        m.insert(key, key);
    audited_DHP::refusal.set(1); // the first is for the value, the second for the node
    BOOST_TEST(m.erase(0));
    audited_DHP::refusal.disarm();
    BOOST_TEST(!m.contains(0));
    BOOST_TEST(m.nodes() == 7u);
    BOOST_TEST(m.check_consistency());
    int key = -1;
    BOOST_TEST(*m.extract_min_key(key) == 1);
    BOOST_TEST(key == 1);
    BOOST_TEST(m.is_in_order());
    m.clear();
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE(what_is_retired_was_reserved) {
    audited_tree m;
    auto const unreserved = audited_DHP::unreserved;
    for (int round = 0; round != 3; ++round) {
        for (int key = 0; key != 200; ++key)
            m.insert(key * 7 % 200, key);
        for (int key = 0; key != 200; ++key)
            m.erase(key * 11 % 200);
        BOOST_TEST(m.empty());
    }
    BOOST_TEST(audited_DHP::unreserved == unreserved);
}

BOOST_AUTO_TEST_CASE(a_map_without_memory_for_retiring_still_ends) {
    accounts const at_the_end;
    struct traits : fragile_traits<counting_traits> {};
    starving const now;
    tree<audited_DHP, fragile, fragile, traits> m;
    for (long key = 0; key != 7; ++key)
        m.insert(key, key);
}

BOOST_AUTO_TEST_SUITE_END()
