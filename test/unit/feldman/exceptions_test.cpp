// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A value, an allocator or a functor that throws leaves Feldman sets and maps whole.

#include "feldman_types.h"

#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <new>
#include <stdexcept>
#include <utility>

namespace {

using namespace feldman_types;
using cds_test::fragile;
using cds_test::fragile_memory;

struct hash_of_value {
    std::uint64_t operator()(fragile const& f) const { return high(static_cast<int>(f.value())); }
};
struct set_traits : cc::feldman_hashset::traits {
    using hash_accessor = hash_of_value;
    using allocator = cds_test::fragile_allocator<int>;
    using node_allocator = cds_test::fragile_allocator<int>;
};
struct map_traits : cc::feldman_hashmap::traits {
    using allocator = cds_test::fragile_allocator<int>;
    using node_allocator = cds_test::fragile_allocator<int>;
};
using set = cc::FeldmanHashSet<DHP, fragile, set_traits>;
using map = cc::FeldmanHashMap<DHP, std::uint64_t, fragile, map_traits>;

// Nothing is left when the container and its garbage are gone.
struct accounts {
    ~accounts() {
        fragile::fuse.disarm();
        fragile_memory::fuse.disarm();
        DHP::force_dispose();
        BOOST_TEST((fragile::alive == 0 && fragile_memory::outstanding == 0));
    }
};

// Lets the n-th construction and then the n-th allocation fail, for every n until `act` succeeds;
// no failure changes more than arrays.
template <class Container, class Act>
void fails_cleanly_at_every_step(Container& c, Act act) {
    for (cds_test::fuse* const fuse : {&fragile::fuse, &fragile_memory::fuse}) {
        bool done = false;
        for (long step = 0; !done; ++step) {
            auto const size = c.size();
            auto const alive = fragile::alive;
            fuse->set(step);
            try {
                act();
                done = true;
            } catch (fragile::broken const&) {
            } catch (std::bad_alloc const&) {}
            fuse->disarm();
            if (!done) {
                BOOST_TEST(c.size() == size);
                BOOST_TEST(fragile::alive == alive);
            }
            BOOST_TEST_REQUIRE(step < 50);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(exceptions_in_feldman)

BOOST_AUTO_TEST_CASE(a_value_that_cannot_be_built_is_not_inserted) {
    accounts const at_the_end;
    set s(4, 2);
    fails_cleanly_at_every_step(s, [&] { s.emplace(1); });
    fails_cleanly_at_every_step(s, [&] { s.insert(2L); });
    fragile const three(3);
    fails_cleanly_at_every_step(s, [&] { s.insert(three); });
    fails_cleanly_at_every_step(s, [&] { s.update(4L, [](fragile&, fragile*) {}); });
    BOOST_TEST(s.size() == 4u);
    for (int key = 1; key <= 4; ++key)
        BOOST_TEST(s.contains(high(key)));
}

BOOST_AUTO_TEST_CASE(a_pair_that_cannot_be_built_is_not_inserted) {
    accounts const at_the_end;
    map m(4, 2);
    fails_cleanly_at_every_step(m, [&] { m.insert(high(1)); });
    fails_cleanly_at_every_step(m, [&] { m.insert(high(2), 5L); });
    fails_cleanly_at_every_step(m, [&] { m.emplace(high(3), 5L); });
    fails_cleanly_at_every_step(m, [&] { m.insert_with(high(4), [](auto&) {}); });
    fails_cleanly_at_every_step(m, [&] { m.update(high(5), [](auto&, auto*) {}); });
    BOOST_TEST(m.size() == 5u);
}

BOOST_AUTO_TEST_CASE(a_functor_that_throws_leaves_its_operation_done) {
    accounts const at_the_end;
    set s(4, 2);
    auto const refuse = [](auto&&...) { throw std::runtime_error("functor"); };
    BOOST_CHECK_THROW(s.insert(1L, refuse), std::runtime_error);
    BOOST_TEST(s.contains(high(1)));
    BOOST_CHECK_THROW(s.update(2L, refuse), std::runtime_error);
    BOOST_TEST(s.contains(high(2)));
    BOOST_CHECK_THROW(s.update(2L, refuse), std::runtime_error);
    BOOST_CHECK_THROW(s.find(high(1), refuse), std::runtime_error);
    BOOST_TEST(s.size() == 2u);
    BOOST_CHECK_THROW(s.erase(high(1), refuse), std::runtime_error);
    BOOST_TEST(!s.contains(high(1)));
    BOOST_TEST(s.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_back_off_that_throws_leaves_the_counter_right) {
    accounts const at_the_end;
    struct tired {
        void operator()() const { throw std::runtime_error("back-off"); }
    };
    static std::function<void()> meanwhile;
    struct counter : cds::atomicity::item_counter {
        std::size_t operator++() {
            if (auto const action = std::exchange(meanwhile, nullptr))
                action();
            return item_counter::operator++();
        }
    };
    struct traits : set_traits {
        using back_off = tired;
        using item_counter = counter;
    };
    cc::FeldmanHashSet<DHP, fragile, traits> s(4, 2);
    meanwhile = [&] { s.emplace(1); };
    BOOST_CHECK_THROW(s.emplace(1), std::runtime_error); // it lost its slot
    BOOST_TEST(s.size() == 1u);
    BOOST_TEST(s.contains(high(1)));
}

BOOST_AUTO_TEST_SUITE_END()
