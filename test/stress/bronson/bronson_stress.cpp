// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// BronsonAVLTreeMap under more threads than processors, for longer; CDS_TEST_SCALE makes it longer
// still.

#include <cds/container/bronson_avltree_map_dhp.h>
#include <cds/container/bronson_avltree_map_hp.h>
#include <cds_test/bronson_maps.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/key_stress.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::DHP;
using cds::gc::HP;

struct traits : cds::container::bronson_avltree::traits {
    using item_counter = cds::atomicity::item_counter;
};
struct relaxed : traits {
    static constexpr bool relaxed_insert = true;
};
template <class GC, class Traits>
using parcels = inspected_tree<GC, int, parcel, Traits>;
using maps = std::tuple<parcels<HP, traits>, parcels<DHP, relaxed>, parcels<tiny_DHP, traits>>;
using interrupted_maps =
    std::tuple<parcels<hesitating<DHP>, traits>, parcels<hesitating<tiny_DHP>, relaxed>>;

// One thread's part: it does everything, looks hard at all that it meets, and keeps one value
// guarded for a while, erased by others or not.
template <class Map>
class visitor {
public:
    visitor(Map& map, std::size_t keys) : balance(keys), map_(map) {}

    void act(int key, unsigned choice) {
        auto const look = [this](int const& k, parcel const& p) { corpses += !p.sound(k); };
        switch (choice % 14) {
        case 0:
        case 1:
        case 2: count(key, map_.emplace(key, key)); break;
        case 3:
        case 4: count(key, map_.insert(key, key)); break;
        case 5:
        case 6: count(key, -map_.erase(key, look)); break;
        case 7: count(key, -looked_at(key, map_.extract(key))); break;
        case 8: {
            int end = -1;
            bool const first = choice / 14 % 2 == 0;
            auto taken = first ? map_.extract_min_key(end) : map_.extract_max_key(end);
            if (taken)
                count(end, -looked_at(end, std::move(taken)));
            break;
        }
        case 9: map_.find(key, look); break;
        case 10: (void)map_.contains(key); break;
        case 11: hold(key, map_.get(key)); break;
        case 12: (void)looked_at(key, map_.get(key)); break;
        default: hold(key, map_.get(key)), count(key, -map_.erase(key));
        }
    }
    void let_go() { hold(0, {}); }

    std::vector<long> balance; ///< of each key: how often inserted, less how often erased
    std::size_t corpses = 0;

private:
    using guarded_ptr = typename Map::guarded_ptr;

    void count(int key, int change) { balance[static_cast<std::size_t>(key)] += change; }
    int looked_at(int key, guarded_ptr value) {
        corpses += value && !value->sound(key);
        return value ? 1 : 0;
    }
    void hold(int key, guarded_ptr value) {
        looked_at(held_key_, std::exchange(held_, std::move(value)));
        held_key_ = key;
    }

    Map& map_;
    guarded_ptr held_;
    int held_key_ = 0;
};

template <class Map>
void every_key_is_accounted_for_in(std::size_t keys, long steps) {
    watchdog const guard("visitors");
    census<typename Map::gc> const everything;
    Map map;
    std::vector<std::atomic<long>> balance(keys);
    std::atomic<std::size_t> corpses{0};
    run_threads(8, [&](std::size_t self) {
        visitor<Map> me(map, keys);
        auto random = random_stream(self);
        for (long n = 0; n < steps; ++n) {
            auto const r = random();
            me.act(static_cast<int>(r % keys), static_cast<unsigned>(r >> 32));
        }
        me.let_go();
        corpses += me.corpses;
        for (std::size_t key = 0; key != keys; ++key)
            balance[key] += me.balance[key];
    });
    BOOST_TEST(corpses == 0u);
    BOOST_TEST(map.is_in_order());
    std::size_t there = 0;
    std::size_t wrong = 0;
    for (std::size_t key = 0; key != keys; ++key) {
        bool const found = map.contains(static_cast<int>(key));
        there += found;
        wrong += balance[key] != (found ? 1 : 0);
    }
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(map.size() == there);
}

} // namespace

BOOST_AUTO_TEST_SUITE(bronson_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_few_contended_keys_are_all_accounted_for, Map, maps) {
    every_key_is_accounted_for_in<Map>(6, scaled(15000));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(many_keys_are_all_accounted_for, Map, maps) {
    every_key_is_accounted_for_in<Map>(2000, scaled(15000));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(accounts_hold_when_threads_are_interrupted_where_it_hurts, Map,
                              interrupted_maps) {
    every_key_is_accounted_for_in<Map>(12, scaled(3000));
}

// Readers find what is there all the time, however the tree is turned around it.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_stays_is_always_found, Map, maps) {
    watchdog const guard("residents");
    Map map;
    constexpr int residents = 64;
    for (int key = 0; key != residents; ++key)
        map.emplace(key * 16, key * 16);
    std::atomic<std::size_t> missed{0};
    std::atomic<std::size_t> strangers{0};
    run_threads(6, [&](std::size_t self) {
        auto random = random_stream(self);
        for (long n = 0; n < scaled(20000); ++n) {
            auto const r = random();
            int const resident = static_cast<int>(r % residents) * 16;
            int const neighbour = resident + 1 + static_cast<int>(r >> 32 & 7);
            if (self % 2 == 0) {
                missed += !map.contains(resident);
                strangers += map.contains(resident + 15);
            } else if ((r >> 40 & 1) != 0) {
                map.emplace(neighbour, neighbour);
            } else {
                map.erase(neighbour);
            }
        }
    });
    BOOST_TEST(missed == 0u);
    BOOST_TEST(strangers == 0u);
    BOOST_TEST(map.is_in_order());
}

BOOST_AUTO_TEST_SUITE_END()
