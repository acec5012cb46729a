// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The towers of skip lists: how high they are, where they come from and go to, and what becomes of
// those that are erased half-way up, or half-way down.

#include <cds_test/families/skip_list.h>
#include <cds_test/gc_policies.h>
#include <cds_test/int_keys.h>

#include <cds_test/measured.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <utility>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;
namespace sl = cds::intrusive::skip_list;
using cds::gc::DHP;

// Heights in the order in which the test wants them, then one level each.
struct wanted {
    static unsigned const c_nUpperBound = 4;
    unsigned operator()() const {
        if (heights.empty())
            return 0;
        unsigned const next = heights.front();
        heights.pop_front();
        return next - 1;
    }
    inline static std::deque<unsigned> heights;
};

struct boundless {
    static unsigned const c_nUpperBound = 100;
    unsigned operator()() const { return 99; }
};

using cds_test::bytes_out;
using cds_test::measured;
using cds_test::out_of_memory;

// A policy without memory for retiring, when it is told to; it notes how much it was asked for.
struct reluctant : DHP {
    static void reserve_retire(std::size_t n) {
        most = std::max(most, n);
        DHP::reserve_retire(n);
    }
    static bool try_reserve_retire(std::size_t n) noexcept {
        most = std::max(most, n);
        return !refuses && DHP::try_reserve_retire(n);
    }
    inline static bool refuses = false;
    inline static std::size_t most = 0;
};

// Compares, and does something else in the middle of the `countdown`th comparison.
struct interrupted_order {
    static void after(int comparisons, std::function<void()> action) {
        countdown = comparisons;
        interruption = std::move(action);
    }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        if (interruption && --countdown == 0)
            std::exchange(interruption, nullptr)();
        return cds_test::compare_key()(a, b);
    }
    inline static int countdown = 0;
    inline static std::function<void()> interruption;
};

template <class GC>
struct object : sl::node<GC> {
    explicit object(int k) : key(k) {}
    int const key;
    unsigned disposals = 0;
};
struct count_disposals {
    template <class Object>
    void operator()(Object* o) const {
        ++o->disposals;
    }
};
template <class GC>
struct traits : sl::traits {
    using hook = sl::base_hook<ci::opt::gc<GC>>;
    using compare = interrupted_order;
    using disposer = count_disposals;
    using allocator = measured<int>;
    using random_level_generator = wanted;
    using item_counter = cds::atomicity::item_counter;
    using stat = sl::stat<>;
};
template <class GC>
using set_of = ci::SkipListSet<GC, object<GC>, traits<GC>>;

template <class GC>
struct fixture {
    explicit fixture(int n = 10) {
        for (int key = 0; key < n; ++key)
            objects.emplace_back(key);
    }
    object<GC>& operator[](int key) { return objects[static_cast<std::size_t>(key)]; }
    void insert(std::initializer_list<std::pair<int, unsigned>> keys_and_heights) {
        for (auto const& [key, height] : keys_and_heights) {
            wanted::heights = {height};
            BOOST_TEST(set->insert((*this)[key]));
        }
    }
    unsigned disposals(int key) {
        GC::force_dispose();
        return (*this)[key].disposals;
    }
    struct at_the_end {
        ~at_the_end() {
            GC::force_dispose();
            BOOST_TEST(bytes_out == 0u);
            wanted::heights.clear();
            interrupted_order::interruption = nullptr;
            reluctant::refuses = false;
        }
    };

    std::deque<object<GC>> objects;
    at_the_end between_set_and_objects;
    std::unique_ptr<set_of<GC>> set = std::make_unique<set_of<GC>>();
};

} // namespace

BOOST_AUTO_TEST_SUITE(towers)

BOOST_AUTO_TEST_CASE(a_generator_makes_few_high_towers_and_none_too_high) {
    auto const shares = [](auto generator, unsigned bound) {
        std::map<unsigned, int> count;
        for (int i = 0; i < 40000; ++i)
            ++count[generator()];
        BOOST_TEST(count.rbegin()->first < bound);
        return count;
    };
    auto halves = shares(sl::xorshift32(), 32);
    auto quarters = shares(sl::turbo32(), 32);
    BOOST_TEST((halves[0] > 18000 && halves[0] < 22000));
    BOOST_TEST((halves[1] > 9000 && halves[1] < 11000));
    BOOST_TEST((quarters[0] > 28000 && quarters[0] < 32000));
    BOOST_TEST((quarters[1] > 6500 && quarters[1] < 8500));
    BOOST_TEST(shares(sl::xor_shift<3>(), 3).size() == 3u);
    BOOST_TEST(shares(sl::turbo<1>(), 1).size() == 1u);
    static_assert(sl::turbo16::c_nUpperBound == 16 && sl::xorshift24::c_nUpperBound == 24);
}

BOOST_AUTO_TEST_CASE(a_list_is_as_high_as_its_generator_says_and_no_higher) {
    struct high_traits : cc::skip_list::traits {
        using random_level_generator = boundless;
        using stat = cc::skip_list::stat<>;
    };
    cc::SkipListSet<DHP, int, high_traits> set;
    static_assert(set.max_height() == 32 && set.c_nMaxHeight == 32);
    static_assert(set_of<DHP>::max_height() == 4);
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(set.insert(i));
    BOOST_TEST(set.statistics().m_nNodeHeightAdd[31].get() == 10u);
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(set.erase(i));
    BOOST_TEST(set.statistics().m_nNodeHeightDel[31].get() == 10u);
}

BOOST_AUTO_TEST_CASE(a_list_of_one_level_is_a_list) {
    struct flat_traits : cc::skip_list::traits {
        using random_level_generator = sl::turbo<1>;
    };
    cc::SkipListSet<DHP, int, flat_traits> set;
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(set.insert(i * 7 % 20));
    int next = 0;
    for (int item : set)
        BOOST_TEST(item == next++);
    for (int i = 0; i < 20; i += 2)
        BOOST_TEST(set.erase(i));
    BOOST_TEST(*set.get_max() == 19);
}

BOOST_AUTO_TEST_CASE(a_node_and_its_tower_are_one_allocation_that_goes_back_whole) {
    struct measured_traits : cc::skip_list::traits {
        using allocator = measured<char>;
        using random_level_generator = wanted;
    };
    {
        cc::SkipListMap<DHP, int, long, measured_traits> map;
        wanted::heights = {1};
        map.insert(1);
        std::size_t const low = bytes_out;
        wanted::heights = {4};
        map.insert(2);
        std::size_t const high = bytes_out - low;
        BOOST_TEST(high >= low + 3 * sizeof(void*));
        wanted::heights = {3};
        BOOST_TEST(!map.insert(2)); // refused
        BOOST_TEST(bytes_out == low + high);
        map.erase(2);
        DHP::force_dispose();
        BOOST_TEST(bytes_out == low);
    }
    DHP::force_dispose();
    BOOST_TEST(bytes_out == 0u);
}

BOOST_AUTO_TEST_CASE(a_tower_lasts_as_long_as_its_object_is_in_the_list) {
    fixture<DHP> f;
    f.insert({{1, 4}, {2, 1}});
    BOOST_TEST(bytes_out == 3 * sizeof(void*));
    object<DHP> twin(1);
    BOOST_TEST(!f.set->insert(twin));
    BOOST_TEST(!f.set->update(twin, [](auto&&...) {}).second);
    BOOST_TEST(twin.is_cleared());
    auto held = f.set->extract(1);
    DHP::force_dispose();
    BOOST_TEST(held->height() == 4u);
    BOOST_TEST(bytes_out == 3 * sizeof(void*));
    held.release();
    BOOST_TEST(f.disposals(1) == 1u);
    BOOST_TEST(bytes_out == 0u);
    BOOST_TEST(f[1].is_cleared());
    f.insert({{1, 2}}); // again, with another tower
    BOOST_TEST(f[1].height() == 2u);
    BOOST_TEST(bytes_out == sizeof(void*));
}

BOOST_AUTO_TEST_CASE(without_memory_for_a_tower_nothing_is_inserted) {
    fixture<DHP> f;
    f.insert({{1, 3}});
    wanted::heights = {2};
    out_of_memory = true;
    BOOST_CHECK_THROW(f.set->insert(f[2]), std::bad_alloc);
    out_of_memory = false;
    BOOST_TEST(!f.set->contains(2));
    BOOST_TEST(f.set->size() == 1u);
    BOOST_TEST(f[2].is_cleared());
    f.insert({{2, 2}});
    BOOST_TEST(f.set->contains(2));
}

BOOST_AUTO_TEST_CASE(an_object_may_bring_its_tower) {
    fixture<DHP> f;
    using cell = object<DHP>::tower_item_type;
    cell* const own = cds::details::Allocator<cell, measured<int>>().NewArray(3);
    f[5].make_tower(4, own);
    BOOST_TEST(f.set->insert(f[5]));
    BOOST_TEST(f[5].get_tower() == own);
    BOOST_TEST(f.set->statistics().m_nNodeHeightAdd[3].get() == 1u);
    BOOST_TEST(f.set->erase(5));
}

// The inserter of 3 has linked it at the lowest level, and compares with 5 at the second one on its
// way to link it there.
BOOST_AUTO_TEST_CASE(what_is_erased_while_it_is_raised_is_retired_when_its_inserter_leaves) {
    fixture<DHP> f;
    f.insert({{5, 3}});
    wanted::heights = {3};
    interrupted_order::after(4, [&] {
        BOOST_TEST(f.set->contains(3));
        BOOST_TEST(f.set->erase(3));
        BOOST_TEST(f.disposals(3) == 0u); // its inserter may still link it
    });
    BOOST_TEST(f.set->insert(f[3]));
    BOOST_TEST(!interrupted_order::interruption);
    BOOST_TEST(f.set->statistics().m_nLogicDeleteWhileInsert.get() == 1u);
    BOOST_TEST(f.set->statistics().m_nRemoveWhileInsert.get() == 1u);
    BOOST_TEST(!f.set->contains(3));
    BOOST_TEST(f.disposals(3) == 1u);
}

// The same with another object of that key in its place: 3 is erased, and its twin is inserted.
BOOST_AUTO_TEST_CASE(an_object_that_is_raised_makes_way_for_the_next_with_its_key) {
    fixture<DHP> f;
    object<DHP> twin(3);
    f.insert({{5, 3}});
    wanted::heights = {3};
    interrupted_order::after(4, [&] {
        BOOST_TEST(f.set->erase(3));
        wanted::heights = {3};
        BOOST_TEST(f.set->insert(twin));
    });
    BOOST_TEST(f.set->insert(f[3]));
    BOOST_TEST(&*f.set->get(3) == &twin);
    BOOST_TEST(f.disposals(3) == 1u);
    BOOST_TEST(f.set->erase(3));
    DHP::force_dispose();
    BOOST_TEST(twin.disposals == 1u);
}

BOOST_AUTO_TEST_CASE(a_place_that_was_lost_on_the_way_up_is_looked_for_again) {
    fixture<DHP> f;
    f.insert({{5, 2}});
    wanted::heights = {2};
    interrupted_order::after(3, [&] { f.insert({{4, 2}}); });
    BOOST_TEST(f.set->insert(f[3]));
    BOOST_TEST(f.set->statistics().m_nRenewInsertPosition.get() == 1u);
    for (int key : {3, 4, 5})
        BOOST_TEST(f.set->erase(key));
    for (int key : {3, 4, 5})
        BOOST_TEST(f.disposals(key) == 1u);
}

// An eraser that has no memory for retiring leaves what it erased to others, at every level.
BOOST_AUTO_TEST_CASE(what_an_eraser_left_behind_is_taken_by_the_next_who_changes_something_there) {
    fixture<reluctant> f;
    f.insert({{1, 1}, {3, 3}, {5, 2}});
    reluctant::refuses = true;
    BOOST_TEST(f.set->erase(3));
    BOOST_TEST(f.disposals(3) == 0u);
    BOOST_TEST(!f.set->contains(3));
    BOOST_TEST(f.set->size() == 2u);
    BOOST_TEST(f.set->lower_bound(2)->key == 5);
    int met = 0;
    for (auto const& item : *f.set)
        met += item.key;
    BOOST_TEST(met == 6);
    reluctant::refuses = false;
    f.insert({{4, 1}});
    BOOST_TEST(f.disposals(3) == 1u);
}

// Of erased items in a row no more are unlinked at once than retiring was reserved for.
BOOST_AUTO_TEST_CASE(a_long_row_of_erased_items_goes_in_pieces) {
    constexpr int many = 100;
    fixture<reluctant> f(many);
    for (int key = 0; key < many; ++key)
        f.insert({{key, 1}});
    reluctant::refuses = true;
    for (int key = many - 2; key != 0; --key) // from the last on: none is in another one's way
        BOOST_TEST(f.set->erase(key));
    reluctant::refuses = false;
    BOOST_TEST(f.disposals(50) == 0u);
    object<reluctant> twin(50);
    reluctant::most = 0;
    BOOST_TEST(!f.set->contains(50));
    BOOST_TEST(f.set->statistics().m_nEraseWhileFind.get() == 0u);
    BOOST_TEST(f.set->insert(twin));
    BOOST_TEST(f.set->statistics().m_nEraseWhileFind.get() == 4u); // of 32, 32, 32 and 2
    BOOST_TEST(reluctant::most <= 33u);                            // 32, and an eraser's own
    for (int key = 1; key != many - 1; ++key)
        BOOST_TEST(f.disposals(key) == 1u);
    BOOST_TEST(f.set->size() == 3u);
    BOOST_TEST(f.set->unlink(twin));
    reluctant::force_dispose();
}

BOOST_AUTO_TEST_CASE(what_an_eraser_left_behind_is_disposed_of_with_the_list) {
    fixture<reluctant> f;
    f.insert({{1, 4}, {3, 3}, {5, 2}});
    reluctant::refuses = true;
    BOOST_TEST(f.set->erase(3));
    BOOST_TEST(f.set->erase(1));
    reluctant::refuses = false;
    f.set = nullptr;
    for (int key : {1, 3, 5})
        BOOST_TEST(f.disposals(key) == 1u);
}

// On his way to the second level the inserter of 3 meets 2 at the third, where it has to be
// unlinked by then, and cannot be.
BOOST_AUTO_TEST_CASE(a_tower_that_was_not_finished_is_whole) {
    fixture<reluctant> f;
    f.insert({{2, 3}, {5, 1}});
    wanted::heights = {3};
    interrupted_order::after(3, [&] {
        reluctant::refuses = true;
        BOOST_TEST(f.set->erase(2));
    });
    BOOST_TEST(f.set->insert(f[3]));
    BOOST_TEST(!interrupted_order::interruption);
    BOOST_TEST(f[3][1].load().ptr() == nullptr);
    reluctant::refuses = false;
    BOOST_TEST(f.set->contains(3));
    BOOST_TEST(f.set->erase(3));
    BOOST_TEST(f.disposals(3) == 1u);
    BOOST_TEST(f.disposals(2) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
