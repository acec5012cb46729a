// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of a BronsonAVLTreeMap of the user's values.

#include "bronson_types.h"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <tuple>

namespace {

using namespace bronson_types;

struct value {
    explicit value(int n) : number(n) {}
    int number;
    int disposals = 0;
};
struct count_disposals {
    void operator()(value* p) const { ++p->disposals; }
};
struct traits : counting_traits {
    using disposer = count_disposals;
};
struct relaxed : traits {
    static constexpr bool relaxed_insert = true;
};
using maps = std::tuple<tree<HP, int, value*, traits>, tree<DHP, int, value*, relaxed>,
                        tree<tiny_DHP, int, value*, traits>>;

// A map and values for it, which outlive it.
template <class Map>
struct map_and_values {
    map_and_values() {
        for (int n = 0; n != 10; ++n)
            values.emplace_back(n);
    }
    ~map_and_values() {
        map.clear();
        Map::gc::force_dispose();
    }
    value* operator[](int n) { return &values[static_cast<std::size_t>(n)]; }
    int disposals(int n) {
        Map::gc::force_dispose();
        return (*this)[n]->disposals;
    }
    void insert_all() {
        for (int n = 0; n != 10; ++n)
            BOOST_TEST(map.insert(n, (*this)[n]));
    }
    std::deque<value> values;
    Map map;
};

} // namespace

BOOST_AUTO_TEST_SUITE(bronson_pointer_map)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_is_not_inserted_remains_the_callers, Map, maps) {
    map_and_values<Map> f;
    BOOST_TEST(f.map.insert(1, f[1]));
    BOOST_TEST(!f.map.insert(1, f[2]));
    BOOST_TEST((f.map.update(3, f[3], false) == answer(false, false)));
    BOOST_TEST(f.disposals(2) == 0);
    BOOST_TEST(f.disposals(3) == 0);
    BOOST_TEST(f.map.get(1)->number == 1);
    BOOST_TEST(f.map.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_erased_value_is_disposed_of_once, Map, maps) {
    map_and_values<Map> f;
    f.insert_all();
    BOOST_TEST(f.map.erase(4, [&](int const& key, value& v) {
        BOOST_TEST(key == 4);
        BOOST_TEST(&v == f[4]);
        BOOST_TEST(f.disposals(4) == 0);
    }));
    BOOST_TEST(f.disposals(4) == 1);
    {
        auto const taken = f.map.extract(5);
        BOOST_TEST(taken->number == 5);
        BOOST_TEST(f.disposals(5) == 0);
    }
    BOOST_TEST(f.disposals(5) == 1);
    f.map.clear();
    for (int n = 0; n != 10; ++n)
        BOOST_TEST(f.disposals(n) == 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_replaces_a_value_which_is_disposed_of, Map, maps) {
    map_and_values<Map> f;
    BOOST_TEST((f.map.update(1, f[1]) == answer(true, true)));
    {
        auto const held = f.map.get(1);
        BOOST_TEST((f.map.update(1, f[2]) == answer(true, false)));
        BOOST_TEST(f.disposals(1) == 0);
        BOOST_TEST(held->number == 1);
    }
    BOOST_TEST(f.disposals(1) == 1);
    BOOST_TEST((f.map.update(1, f[2], false) == answer(true, false))); // the same one stays
    BOOST_TEST(f.disposals(2) == 0);
    BOOST_TEST(f.map.find(1, [&](int const&, value& v) { BOOST_TEST(&v == f[2]); }));
    BOOST_TEST(f.map.size() == 1u);
    BOOST_TEST(f.map.statistics().m_nDisposedValue.get() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_routing_node_takes_a_value_by_update_if_it_may, Map, maps) {
    map_and_values<Map> f;
    for (int n : {2, 1, 3})
        BOOST_TEST(f.map.insert(n, f[n]));
    BOOST_TEST(f.map.erase(2));
    BOOST_TEST((f.map.update(2, f[4], false) == answer(false, false)));
    BOOST_TEST(!f.map.contains(2));
    BOOST_TEST((f.map.update(2, f[4]) == answer(true, true)));
    BOOST_TEST(f.map.get(2)->number == 4);
    BOOST_TEST(f.map.nodes() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_end_of_a_map_disposes_of_what_is_in_it, Map, maps) {
    std::deque<value> values;
    for (int n = 0; n != 50; ++n)
        values.emplace_back(n);
    {
        Map m;
        for (value& v : values)
            m.insert(v.number, &v);
        m.unsafe_clear();
        BOOST_TEST(m.empty());
        BOOST_TEST(m.size() == 0u);
        for (int n = 0; n != 40; ++n)
            m.insert(n, &values[static_cast<std::size_t>(n)]);
        m.erase(20);
    }
    Map::gc::force_dispose();
    for (value const& v : values)
        BOOST_TEST(v.disposals == (v.number < 40 ? 2 : 1));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_held_outlives_the_map, Map, maps) {
    std::deque<value> values;
    values.emplace_back(1);
    typename Map::guarded_ptr held;
    {
        Map m;
        m.insert(1, &values[0]);
        held = m.get(1);
    }
    Map::gc::force_dispose();
    BOOST_TEST(values[0].disposals == 0);
    held.release();
    Map::gc::force_dispose();
    BOOST_TEST(values[0].disposals == 1);
}

BOOST_AUTO_TEST_CASE(the_default_disposer_deletes) {
    cc::BronsonAVLTreeMap<DHP, int, value*> m;
    BOOST_TEST(m.insert(1, new value(1)));
    BOOST_TEST((m.update(1, new value(2)) == answer(true, false)));
    BOOST_TEST(m.extract_min()->number == 2);
    BOOST_TEST(m.insert(3, new value(3))); // a leak would be seen by AddressSanitizer
}

BOOST_AUTO_TEST_SUITE_END()
