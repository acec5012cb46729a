// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stays true of sets and maps with locks inside when several threads use them at once, and
// their tables grow meanwhile.

#include <cds_test/families/all_locked.h>
#include <cds_test/int_keys.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <tuple>

namespace {

namespace families = cds_test::families;

constexpr std::size_t threads = 4;
constexpr int keys = 64;
constexpr long rounds = cds_test::sanitized ? 3000 : 20000;

struct order {
    using less = cds_test::less_key;
    struct equal {
        template <class A, class B>
        bool operator()(A const& a, B const& b) const {
            return cds_test::key_of(a) == cds_test::key_of(b);
        }
    };
    using hash = cds_test::hash_key;
};

// An item is changed under its locks alone: ThreadSanitizer would see anything else.
struct visited {
    visited(int k) : key(k) {}
    int key;
    long visits = 0;
};

template <class Family>
struct sets_of {
    using all = typename Family::template sets<visited, order>;
};
using sets = cds_test::for_each_of<sets_of, families::locked>;

template <class Family>
struct maps_of {
    using all = typename Family::template all_maps<int, long, order>;
};
using maps = cds_test::for_each_of<maps_of, families::locked>;

template <class Family>
struct objects_of {
    using all = typename Family::template objects<visited, order>;
};
using objects = cds_test::for_each_of<objects_of, families::locked>;

struct account {
    long inserted = 0;
    long erased = 0;
    long visits = 0;
    long visits_of_the_erased = 0;
};

/// Lets each thread do `act(its account, key, choice)` again and again. All accounts in one.
template <class Act>
account sum_of_threads(Act act) {
    std::array<account, threads> all;
    cds_test::run_threads(threads, [&](std::size_t self) {
        auto random = cds_test::random_stream(self);
        account mine;
        for (long n = 0; n != rounds; ++n) {
            auto const r = random();
            act(mine, static_cast<int>(r % keys), r >> 32 & 3);
        }
        all[self] = mine;
    });
    account sum;
    for (account const& a : all) {
        sum.inserted += a.inserted;
        sum.erased += a.erased;
        sum.visits += a.visits;
        sum.visits_of_the_erased += a.visits_of_the_erased;
    }
    return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(threads_on_locked_sets)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_went_in_came_out_or_is_left_and_no_visit_is_lost, Set, sets) {
    Set set;
    account const sum = sum_of_threads([&set](account& mine, int key, unsigned long choice) {
        auto const visit = [&mine](auto&&... args) {
            auto& item = std::get<sizeof...(args) - 2>(std::tie(args...));
            ++item.visits;
            ++mine.visits;
        };
        switch (choice) {
        case 0: mine.inserted += set.insert(key); break;
        case 1:
            mine.erased += set.erase(
                key, [&mine](visited& item) { mine.visits_of_the_erased += item.visits; });
            break;
        case 2: mine.inserted += set.update(key, visit).second; break;
        default: set.find(key, visit);
        }
    });
    long left = 0;
    long visits_left = 0;
    for (int key = 0; key != keys; ++key)
        left += set.find(key, [&](visited& item, int) { visits_left += item.visits; });
    BOOST_CHECK(sum.inserted == sum.erased + left);
    BOOST_CHECK(sum.visits == sum.visits_of_the_erased + visits_left);
    BOOST_CHECK(set.size() == static_cast<std::size_t>(left));
    BOOST_CHECK(sum.erased > 0);
}

// All threads insert keys of their own, so the table grows all the time, and find them again.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_table_that_grows_loses_nothing, Map, maps) {
    constexpr int each = cds_test::sanitized ? 300 : 3000;
    Map map;
    std::array<long, threads> wrong{};
    cds_test::run_threads(threads, [&](std::size_t self) {
        long surprises = 0;
        for (int i = 0; i != each; ++i) {
            int const key = i * static_cast<int>(threads) + static_cast<int>(self);
            surprises += !map.insert(key, long{key});
            surprises += map.get_or(key / 2 / 4 * 4 + static_cast<int>(self), -1L) < 0;
            if (i % 3 == 2)
                surprises += !map.erase(key - static_cast<int>(threads));
            if (i % 3 == 2) // for those who look for the one in the middle
                surprises += !map.insert(key - static_cast<int>(threads), long{key});
        }
        wrong[self] = surprises;
    });
    for (long const surprises : wrong)
        BOOST_CHECK(surprises == 0);
    BOOST_CHECK(map.size() == each * threads);
    BOOST_CHECK(map.bucket_count() > each / 2);
    for (int key = 0; key != each * static_cast<int>(threads); ++key)
        BOOST_REQUIRE(map.contains(key));
}

// What is erased belongs to the thread that erased it, which deletes it at once.
BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_that_was_erased_is_ones_own, Set, objects) {
    using item = typename Set::value_type;
    Set set;
    account const sum = sum_of_threads([&set](account& mine, int key, unsigned long choice) {
        if (choice < 2) {
            auto fresh = std::make_unique<item>(key);
            if (set.insert(*fresh)) {
                (void)fresh.release();
                ++mine.inserted;
            }
        } else if (choice == 2) {
            if (std::unique_ptr<item> const gone{set.erase(key)}) {
                ++mine.erased;
                ++gone->visits;
            }
        } else
            set.find(key, [](item& i, int) { ++i.visits; });
    });
    long left = 0;
    set.clear_and_dispose([&left](item* i) {
        ++left;
        delete i;
    });
    BOOST_CHECK(sum.inserted == sum.erased + left);
    BOOST_CHECK(set.empty());
}

BOOST_AUTO_TEST_SUITE_END()
