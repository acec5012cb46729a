// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// When values end: those that are taken, those that are cleared, those for whose nodes there is no
// memory to retire them with. And what clear() takes.
//
// One translation unit a family: queues stacks, with hook_family

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/concurrent_bags.h>
#include <cds_test/fragile.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <new>
#include <stdexcept>
#include <tuple>

namespace {

using cds::gc::DHP;
using cds::gc::HP;
namespace families = cds_test::families;

// Counts those of its kind that are alive, on whatever thread.
struct counted {
    explicit counted(long n) : number(n) { ++alive; }
    counted(counted const& other) : number(other.number) { ++alive; }
    counted& operator=(counted const&) = default;
    ~counted() {
        number = -1;
        --alive;
    }
    long number;
    inline static std::atomic<long> alive{0};
};

// Does something whenever an item is counted out.
struct scripted_counter : cds::atomicity::item_counter {
    std::size_t operator--() {
        if (at_each_item)
            at_each_item();
        return item_counter::operator--();
    }
    inline static std::function<void()> at_each_item;
};

// Reserves as often as it may, and then no more.
struct rationed_DHP : DHP {
    static void reserve_retire(std::size_t n) {
        if (!try_reserve_retire(n))
            throw std::bad_alloc();
    }
    static bool try_reserve_retire(std::size_t n) noexcept {
        return ration-- > 0 && DHP::try_reserve_retire(n);
    }
    inline static long ration = 0;
};

template <class Family>
struct of {
    struct traits : Family::owning_traits {
        using item_counter = scripted_counter;
        using allocator = cds_test::fragile_allocator<int>;
    };
    template <class GC>
    using scripted = typename Family::template owning<GC, counted, traits>;

    template <class Defaults>
    struct counting : Defaults {
        using item_counter = cds::atomicity::item_counter;
    };
    template <class GC, class Traits>
    using with = typename Family::template owning<GC, counted, Traits>;
};
template <class Family>
struct bags_of {
    using all = cds_test::join<std::tuple<typename of<Family>::template scripted<DHP>>,
                               cds_test::beyond_cover<typename of<Family>::template scripted<HP>>>;
};
template <class Family>
struct plain_bags_of {
    using counting = typename of<Family>::template counting<typename Family::owning_traits>;
    using racing = typename Family::racing_traits;
    template <class GC, class Traits>
    using with = typename of<Family>::template with<GC, Traits>;
    using all = cds_test::join<
        std::tuple<with<cds_test::hesitating<DHP>, racing>>,
        cds_test::beyond_cover<with<cds_test::hesitating<HP>, counting>, with<DHP, counting>>>;
};
template <class Family>
struct rationed_bags_of {
    using all = std::tuple<typename of<Family>::template scripted<rationed_DHP>>;
};
template <template <class> class Of>
using each = cds_test::for_each_of<Of, families::with_nodes<families::bags>>;
using bags = each<bags_of>;
using plain_bags = each<plain_bags_of>;
using rationed_bags = each<rationed_bags_of>;

template <class Bag>
struct filled {
    explicit filled(long n) {
        for (long i = 0; i < n; ++i)
            bag.emplace(i);
    }
    ~filled() { BOOST_TEST(counted::alive == static_cast<long>(bag.size())); }
    Bag bag;
};

} // namespace

BOOST_AUTO_TEST_SUITE(ends_of_values)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_ends_when_it_has_been_taken, Bag, bags) {
    {
        filled<Bag> f(4);
        BOOST_TEST(f.bag.pop_with([](counted&) { BOOST_TEST(counted::alive == 4); }));
        BOOST_TEST(counted::alive == 3);
        {
            counted dest(7);
            BOOST_TEST(f.bag.pop(dest));
        }
        BOOST_TEST(counted::alive == 2);
        auto const fail = [](counted&) { throw std::runtime_error("functor"); };
        BOOST_CHECK_THROW(f.bag.pop_with(fail), std::runtime_error);
        BOOST_TEST(counted::alive == 1);
        f.bag.clear();
        BOOST_TEST(counted::alive == 0);
        f.bag.emplace(5); // left for the destructor
    }
    BOOST_TEST(counted::alive == 0);
    Bag::gc::force_dispose();
    BOOST_TEST(counted::alive == 0); // and nothing ends twice
    BOOST_TEST(cds_test::fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_in_hand_is_there_whatever_is_reclaimed_meanwhile, Bag, bags) {
    filled<Bag> f(3);
    f.bag.pop_with([&](counted& in_hand) {
        long const number = in_hand.number;
        f.bag.pop_with([](counted&) {});
        f.bag.clear();
        Bag::gc::force_dispose();
        BOOST_TEST(counted::alive == 1);
        BOOST_TEST(in_hand.number == number);
    });
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_takes_what_was_there, Bag, bags) {
    filled<Bag> f(5);
    long put = 0;
    scripted_counter::at_each_item = [&] {
        if (put != 100)
            f.bag.emplace(10 + put++); // for each that goes one comes
    };
    f.bag.clear();
    scripted_counter::at_each_item = nullptr;
    BOOST_TEST(put == 5);
    BOOST_TEST(f.bag.size() == 5u);
    f.bag.pop_with([](counted& first) { BOOST_TEST(first.number >= 10); });
    f.bag.clear();
    BOOST_TEST(f.bag.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(beside_producers_and_consumers_each_value_ends_once, Bag,
                              plain_bags) {
    {
        Bag bag;
        std::atomic<int> busy{2};
        cds_test::run_threads(3, [&](std::size_t self) {
            if (self == 0)
                do
                    bag.clear();
                while (busy != 0);
            else {
                for (long i = 0; i < 3000; ++i) {
                    bag.emplace(i);
                    if (i % 4 == 0)
                        bag.pop_with([&](counted& c) {
                            if (c.number < 0)
                                BOOST_ERROR("a value that has ended");
                        });
                }
                --busy;
            }
        });
        bag.clear();
        BOOST_TEST(bag.empty());
        BOOST_TEST(bag.size() == 0u);
        BOOST_TEST(counted::alive == 0);
    }
    Bag::gc::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_clear_that_cannot_retire_throws_or_keeps_the_nodes, Bag,
                              rationed_bags) {
    rationed_DHP::ration = 1000000;
    {
        Bag bag;
        for (long i = 0; i < 10; ++i)
            bag.emplace(i);
        rationed_DHP::ration = 0;
        BOOST_CHECK_THROW(bag.clear(), std::bad_alloc);
        BOOST_TEST(bag.size() == 10u);
        rationed_DHP::ration = 4; // one to begin with, and three nodes
        bag.clear();
        BOOST_TEST(bag.empty());
        BOOST_TEST(counted::alive == 0);
        rationed_DHP::force_dispose();
        BOOST_TEST(cds_test::fragile_memory::outstanding >= 6u);
        rationed_DHP::ration = 1000000;
        bag.emplace(1);
        bag.clear(); // and what was left
        rationed_DHP::force_dispose();
        BOOST_TEST(cds_test::fragile_memory::outstanding <= 1u); // the dummy of a queue
        for (long i = 0; i < 10; ++i)
            bag.emplace(i);
        rationed_DHP::ration = 1;
        bag.clear();
        rationed_DHP::ration = 0; // for the destructor
    }
    rationed_DHP::force_dispose();
    BOOST_TEST(counted::alive == 0);
    BOOST_TEST(cds_test::fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
