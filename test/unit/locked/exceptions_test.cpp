// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Values, allocators, hashes, orders and functors that throw leave sets and maps with locks inside
// as they were, and no lock behind.

#include <cds_test/families/all_locked.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <new>
#include <stdexcept>
#include <utility>

namespace {

namespace families = cds_test::families;
using cds_test::fragile;
using cds_test::fragile_memory;

// Order, equality and hash blow up on request as well.
struct broken_order : std::runtime_error {
    broken_order() : std::runtime_error("order") {}
};
struct order {
    inline static cds_test::fuse fuse;

    static long key(fragile const& f) { return key(f.value()); }
    static long key(long k) {
        if (fuse.blows())
            throw broken_order();
        return k;
    }
    struct less {
        template <class A, class B>
        bool operator()(A const& a, B const& b) const {
            return key(a) < key(b);
        }
    };
    struct equal {
        template <class A, class B>
        bool operator()(A const& a, B const& b) const {
            return key(a) == key(b);
        }
    };
    struct hash {
        template <class A>
        std::size_t operator()(A const& a) const {
            return static_cast<std::size_t>(key(a));
        }
    };
};

template <class T>
using memory = cds_test::fragile_allocator<T>;

template <class Family>
struct sets_of {
    using all = typename Family::template sets<fragile, order, memory<fragile>>;
};
using sets = cds_test::for_each_of<sets_of, families::locked>;
template <class Family>
struct maps_of {
    using all = typename Family::template maps<long, fragile, order,
                                               memory<std::pair<long const, fragile>>>;
};
using maps = cds_test::for_each_of<maps_of, families::locked>;

// After the container is gone nothing may be left.
struct accounts {
    ~accounts() {
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        disarm();
    }
    static void disarm() {
        fragile::fuse.disarm();
        fragile_memory::fuse.disarm();
        order::fuse.disarm();
    }
};

enum class fault { value, memory, order };

void set_fuse(fault kind, long step) {
    if (kind == fault::value)
        fragile::fuse.set(step);
    else if (kind == fault::memory)
        fragile_memory::fuse.set(step);
    else
        order::fuse.set(step);
}

// Lets the n-th step of each kind fail, for every n until `act` succeeds. A failure changes
// nothing, and no lock is left behind: the next attempt would wait for ever. `undo` takes back what
// was done.
template <class Container, class Act, class Undo>
void fails_cleanly_at_every_step(Container& c, Act act, Undo undo) {
    for (fault const kind : {fault::value, fault::memory, fault::order}) {
        bool done = false;
        for (long step = 0; !done; ++step) {
            auto const size = c.size();
            auto const alive = fragile::alive;
            set_fuse(kind, step);
            try {
                act();
                done = true;
            } catch (std::exception const&) {
                BOOST_TEST(c.size() == size);
                BOOST_TEST(fragile::alive == alive);
            }
            accounts::disarm();
            BOOST_TEST_REQUIRE(step < 1000);
        }
        undo();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(exceptions_in_locked_sets)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_fails_changes_nothing, Set, sets) {
    accounts const at_the_end;
    Set s;
    for (long key = 10; key != 20; ++key)
        s.insert(key);
    auto const take_five = [&s] { BOOST_TEST(s.erase(5L)); };
    fails_cleanly_at_every_step(s, [&s] { s.insert(5L); }, take_five);
    fails_cleanly_at_every_step(s, [&s] { s.emplace(5L); }, take_five);
    fails_cleanly_at_every_step(s, [&s] { s.update(5L, [](auto&&...) {}); }, take_five);
    fails_cleanly_at_every_step(s, [&s] { (void)s.contains(15L); }, [] {});
    fails_cleanly_at_every_step(s, [&s] { s.erase(15L); }, [&s] { s.insert(15L); });
    for (long key = 10; key != 20; ++key)
        BOOST_TEST(s.contains(key));
    BOOST_TEST(s.size() == 10u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pair_that_cannot_be_built_is_not_inserted, Map, maps) {
    accounts const at_the_end;
    Map m;
    for (long key = 10; key != 20; ++key)
        m.insert(key, key);
    auto const take_five = [&m] { BOOST_TEST(m.erase(5L)); };
    fails_cleanly_at_every_step(m, [&m] { m.insert(5L); }, take_five);
    fails_cleanly_at_every_step(m, [&m] { m.insert(5L, 50L); }, take_five);
    fails_cleanly_at_every_step(m, [&m] { m.emplace(5L, 50L); }, take_five);
    fails_cleanly_at_every_step(m, [&m] { m.insert_with(5L, [](auto&) {}); }, take_five);
    fails_cleanly_at_every_step(m, [&m] { m.update(5L, [](auto&&...) {}); }, take_five);
    BOOST_TEST(m.size() == 10u);
}

// Each insertion on the way to a larger table is made to fail at every step that it has.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_growth_that_fails_loses_nothing, Set, sets) {
    accounts const at_the_end;
    Set s;
    auto const buckets = s.bucket_count();
    for (long key = 0; key != 100; ++key) {
        for (long step = 0;; ++step) {
            fault const kind = static_cast<fault>(step % 3);
            set_fuse(kind, step / 3);
            bool thrown = false;
            try {
                s.insert(key);
            } catch (std::exception const&) {
                thrown = true;
            }
            accounts::disarm();
            BOOST_TEST_REQUIRE(s.contains(key) != thrown);
            BOOST_TEST_REQUIRE(s.size() == static_cast<std::size_t>(thrown ? key : key + 1));
            for (long before = 0; before != key; ++before)
                BOOST_TEST_REQUIRE(s.contains(before));
            if (!thrown)
                break;
        }
    }
    BOOST_TEST(s.insert(100L)); // nothing fails here
    BOOST_TEST(s.bucket_count() > buckets);
    for (long key = 0; key <= 100; ++key)
        BOOST_TEST_REQUIRE(s.erase(key));
    BOOST_TEST(s.empty());
}

// A functor sees its item when the operation is done; what it throws takes nothing back, and leaves
// no lock behind.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_functor_throws_takes_nothing_back, Set, sets) {
    accounts const at_the_end;
    Set s;
    struct refusal {};
    auto const refuse = [](auto&&...) { throw refusal(); };
    auto const leaves = [&s, refuse](auto act, bool one, bool two) {
        BOOST_CHECK_THROW(act(refuse), refusal);
        BOOST_TEST(s.contains(1L) == one);
        BOOST_TEST(s.contains(2L) == two);
        BOOST_TEST(s.size() == std::size_t{one} + two);
    };
    leaves([&s](auto f) { s.insert(1L, f); }, true, false);
    leaves([&s](auto f) { s.update(2L, f); }, true, true);
    leaves([&s](auto f) { s.update(2L, f); }, true, true);
    leaves([&s](auto f) { s.find(1L, f); }, true, true);
    leaves([&s](auto f) { s.erase(1L, f); }, false, true);
}

BOOST_AUTO_TEST_SUITE_END()
