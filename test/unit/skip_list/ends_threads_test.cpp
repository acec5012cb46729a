// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Threads that take from both ends of a sorted set, walk through ranges of it, insert and erase.

#include <cds_test/disposer.h>
#include <cds_test/families/ellen_bintree.h>
#include <cds_test/families/skip_list.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/int_keys.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <tuple>

namespace {

using cds_test::hesitating;
using cds_test::tiny_DHP;

constexpr int threads = 4;
constexpr int keys = 24;

// Values that die: what a guard protects must never be found dead.
struct world;
struct mortal_value : cds_test::mortal<world> {
    mortal_value(int k) : mortal(static_cast<std::size_t>(k)), key(k) {}
    [[nodiscard]] bool sound() const { return alive() && value == static_cast<std::size_t>(key); }
    int const key;
};
using life = cds_test::mortal<world>;

// High towers of few items: every second one is erased while somebody is still at it.
struct traits : cds::container::skip_list::traits {
    using less = cds_test::less_key;
    using item_counter = cds_test::hesitating_counter;
    using random_level_generator = cds::intrusive::skip_list::xor_shift<4>;
};
template <class GC>
using set_of = cds::container::SkipListSet<GC, mortal_value, traits>;

// Trees of few items: two erasers often meet at the same parent.
struct tree_traits : cds::container::ellen_bintree::traits {
    using less = cds_test::less_key;
    using item_counter = cds_test::hesitating_counter;
};
template <class GC>
using tree_of = cds_test::families::ellen_bintree::set<GC, mortal_value, tree_traits>;

using sets = std::tuple<set_of<cds::gc::HP>, set_of<cds::gc::DHP>, set_of<tiny_DHP>,
                        set_of<hesitating<tiny_DHP>>, tree_of<cds::gc::HP>, tree_of<cds::gc::DHP>,
                        tree_of<tiny_DHP>, tree_of<hesitating<tiny_DHP>>>;

struct account {
    std::atomic<long> balance{0};
};

template <class Set>
struct worker {
    Set& set;
    std::array<account, keys>& accounts;
    std::size_t corpses = 0;
    std::size_t disorder = 0;
    std::size_t taken = 0;

    void act(int key, unsigned choice) {
        switch (choice % 9) {
        case 0:
        case 1:
        case 2:
            if (set.insert(key))
                count(key, 1);
            break;
        case 3: took(set.extract_min()); break;
        case 4: took(set.extract_max()); break;
        case 5: took(set.extract(key)); break;
        case 6: {
            auto const least = set.get_min();
            auto const greatest = set.get_max();
            look(least);
            look(greatest);
            break;
        }
        case 7: {
            auto const found = set.lower_bound(key);
            look(found);
            disorder += found && found->key < key;
            break;
        }
        default: {
            int last = key - 1;
            set.for_each_in(key, key + 8, [&](mortal_value& v) {
                corpses += !v.sound();
                disorder += v.key <= last || v.key >= key + 8;
                last = v.key;
            });
        }
        }
    }

private:
    void count(int key, long n) {
        accounts[static_cast<std::size_t>(key)].balance.fetch_add(n, std::memory_order_relaxed);
    }
    template <class Guarded>
    void look(Guarded const& item) {
        corpses += item && !item->sound();
    }
    template <class Guarded>
    void took(Guarded const& item) {
        look(item);
        if (item) {
            count(item->key, -1);
            ++taken;
        }
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(threads_at_both_ends)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_went_in_came_out_once_or_is_left, Set, sets) {
    std::size_t const made_before = life::made;
    std::size_t const destroyed_before = life::destroyed;
    std::array<account, keys> accounts;
    std::atomic<std::size_t> taken{0};
    std::atomic<std::size_t> wrong{0};
    {
        Set set;
        cds_test::run_threads(threads, [&](std::size_t self) {
            auto random = cds_test::random_stream(self);
            worker<Set> w{set, accounts};
            for (std::size_t n = 0; n < 4000 * cds_test::scale(); ++n) {
                auto const r = random();
                w.act(static_cast<int>(r % keys), static_cast<unsigned>(r >> 32));
            }
            wrong += w.corpses + w.disorder;
            taken += w.taken;
        });
        BOOST_TEST(wrong == 0u);
        std::size_t left = 0;
        int last = -1;
        for (mortal_value const& v : set) {
            BOOST_TEST(v.key > last);
            BOOST_TEST(accounts[static_cast<std::size_t>(v.key)].balance == 1);
            last = v.key;
            ++left;
        }
        for (account const& a : accounts)
            BOOST_TEST((a.balance == 0 || a.balance == 1));
        BOOST_TEST(set.size() == left);
        BOOST_TEST(taken > 100u);
    }
    BOOST_TEST(Set::gc::drain(std::chrono::seconds(60)));
    BOOST_TEST(life::made - made_before == life::destroyed - destroyed_before);
    BOOST_TEST(life::killed_twice == 0u);
}

// A priority queue of its own: whoever takes the least takes it alone, and in order, where nobody
// inserts meanwhile.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_several_take_from_the_front_ascends_for_each, Set, sets) {
    Set set;
    int const all = 600;
    for (int key = 0; key < all; ++key)
        BOOST_TEST_REQUIRE(set.insert(key * 37 % all));
    std::atomic<int> taken{0};
    std::atomic<long> sum{0};
    std::atomic<int> disorder{0};
    cds_test::run_threads(threads, [&](std::size_t) {
        int last = -1;
        while (auto const least = set.extract_min()) {
            disorder += least->key <= last;
            last = least->key;
            ++taken;
            sum += last;
        }
    });
    BOOST_TEST(disorder == 0);
    BOOST_TEST(taken == all);
    BOOST_TEST(sum == static_cast<long>(all) * (all - 1) / 2);
    BOOST_TEST(set.empty());
}

BOOST_AUTO_TEST_SUITE_END()
