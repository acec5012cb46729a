// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Maps with locks inside do what a std::map does, whatever their buckets are, and however often
// they have grown.

#include <cds_test/families/all_locked.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace families = cds_test::families;
using answer = std::pair<bool, bool>;

struct by_number {
    using less = std::less<int>;
    using equal = std::equal_to<int>;
    using hash = std::hash<int>;
};
// Keys that are pairs themselves, as all items of a map are.
using point = std::pair<int, int>;
struct by_point {
    using less = std::less<point>;
    using equal = std::equal_to<point>;
    struct hash {
        std::size_t operator()(point const& p) const {
            return static_cast<std::size_t>(p.first * 10 + p.second);
        }
    };
};

template <class Family>
struct maps_of {
    using all = typename Family::template all_maps<int, std::string, by_number>;
};
using maps = cds_test::for_each_of<maps_of, families::locked>;

template <class Family>
struct maps_of_points {
    using all = typename Family::template all_maps<point, int, by_point>;
};
using maps_by_point = cds_test::for_each_of<maps_of_points, families::locked>;

template <class Family>
struct maps_to_pointers {
    using all = typename Family::template all_maps<int, std::unique_ptr<int>, by_number>;
};
using pointer_maps = cds_test::for_each_of<maps_to_pointers, families::locked>;

/// A map and what should be in it. Each member does one operation on both.
template <class Map>
class compared {
    using pair = typename Map::value_type;

public:
    explicit compared(Map& map) : map_(map) {}

    void insert(int key, unsigned way) {
        std::string const value(way, 'x');
        switch (way) {
        case 0: agree(map_.insert(key), put(key, "")); break;
        case 1: agree(map_.insert(key, value), put(key, value)); break;
        case 2: agree(map_.emplace(key, way, 'x'), put(key, value)); break;
        default:
            agree(map_.insert_with(key,
                                   [&](pair& p) {
                                       BOOST_CHECK(p.first == key && p.second.empty());
                                       p.second = value;
                                   }),
                  put(key, value));
        }
    }
    void insert_or_assign(int key, std::string const& value) {
        agree(map_.insert_or_assign(key, value), put(key, value));
        model_[key] = value;
    }
    void update(int key, bool allow) {
        bool const there = model_.count(key) != 0;
        answer const got = map_.update(
            key,
            [&](bool inserted, pair& p) {
                agree(inserted, !there);
                p.second += '+';
            },
            allow);
        BOOST_CHECK(got == answer(there || allow, !there && allow));
        if (there || allow)
            model_[key] += '+';
    }
    void erase(int key, bool and_see) {
        std::string seen = value_of(key);
        std::string const expected = seen;
        bool const there = model_.erase(key) != 0;
        if (and_see) {
            seen = "none";
            agree(map_.erase(key, [&](pair& p) { seen = p.second; }), there);
        } else
            agree(map_.erase(key), there);
        BOOST_CHECK(seen == expected);
    }
    void erase_by_predicate(int key) {
        if constexpr (Map::has_find_with)
            agree(key % 2 == 0 ? map_.erase_with(key, std::less<int>())
                               : map_.erase_with(key, std::less<int>(), [](pair&) {}),
                  model_.erase(key) != 0);
    }
    void look(int key) {
        bool const there = model_.count(key) != 0;
        std::string const expected = value_of(key);
        int seen = 0;
        auto const see = [&](pair& p) { seen += p.second == expected; };
        agree(map_.contains(key), there);
        agree(map_.find(key), there);
        agree(map_.find(key, see), there);
        if constexpr (Map::has_find_with) {
            agree(map_.contains(key, std::less<int>()), there);
            agree(map_.find_with(key, std::less<int>()), there);
            agree(map_.find_with(key, std::less<int>(), see), there);
        } else
            seen += there;
        agree(seen == 2, there);
        BOOST_CHECK(map_.get_or(key, "none") == expected);
    }
    void clear() {
        map_.clear();
        model_.clear();
    }
    void sizes() {
        BOOST_CHECK(map_.size() == model_.size());
        agree(map_.empty(), model_.empty());
    }

private:
    static void agree(bool got, bool expected) { BOOST_CHECK(got == expected); }
    bool put(int key, std::string const& value) { return model_.emplace(key, value).second; }
    std::string value_of(int key) const {
        auto const it = model_.find(key);
        return it != model_.end() ? it->second : "none";
    }

    Map& map_;
    std::map<int, std::string> model_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(locked_map)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_operation_answers_as_a_sequential_map_would, Map, maps) {
    Map map;
    std::size_t const buckets = map.bucket_count();
    compared<Map> both(map);
    auto random = cds_test::random_stream();
    for (int n = 0; n != 6000; ++n) {
        auto const r = random();
        // few keys at first, then many, so that the table grows; their stride is 4096
        int const key = static_cast<int>(r % (n < 2000 ? 30 : 3000)) << 12;
        switch (r >> 32 & 15) {
        case 0: both.insert_or_assign(key, std::to_string(n)); break;
        case 1: both.update(key, false); break;
        case 2: both.update(key, true); break;
        case 3: both.erase(key, false); break;
        case 4: both.erase(key, true); break;
        case 5: both.erase_by_predicate(key); break;
        case 6:
        case 7: both.look(key); break;
        default: both.insert(key, r >> 40 & 3);
        }
        both.sizes();
        if (n == 1000)
            both.clear();
    }
    BOOST_CHECK(map.bucket_count() > buckets);
    for (int key = 0; key != 3000; ++key)
        both.look(key << 12);
    BOOST_CHECK(map.ensure(-1, [](bool made, auto&) { BOOST_CHECK(made); }) == answer(true, true));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_key_may_be_a_pair, Map, maps_by_point) {
    Map map;
    for (int i = 0; i < 100; ++i)
        BOOST_REQUIRE(map.insert(point(i / 10, i % 10), i));
    for (int i = 0; i < 100; ++i)
        BOOST_CHECK(map.get_or(point(i / 10, i % 10), -1) == i);
    BOOST_CHECK(!map.contains(point(3, 10)));
    BOOST_CHECK(map.erase(point(3, 3)));
    BOOST_CHECK(map.size() == 99u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(mapped_values_may_be_move_only, Map, pointer_maps) {
    Map map;
    for (int i = 0; i < 200; ++i)
        BOOST_REQUIRE(map.emplace(i, std::make_unique<int>(i)));
    BOOST_CHECK(!map.emplace(7, std::make_unique<int>(0)));
    BOOST_CHECK(!map.insert_or_assign(8, std::make_unique<int>(80)));
    int sum = 0;
    for (int i = 0; i < 200; ++i)
        map.find(i, [&sum](auto& pair) { sum += *pair.second; });
    BOOST_CHECK(sum == 199 * 100 + 72);
}

BOOST_AUTO_TEST_SUITE_END()
