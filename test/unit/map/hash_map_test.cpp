// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What hash maps have beside the interface of maps: buckets.

#include <cds_test/families/all_sets.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

namespace {

namespace families = cds_test::families;

template <class Family>
struct hash_maps_of {
    struct traits : Family::owning_traits {
        using less = std::less<>;
    };
    template <class GC>
    struct hash
        : families::sized<typename Family::hash::template map<
                              GC, typename Family::template map<GC, int, std::string, traits>,
                              typename Family::hash::map_traits>,
                          6, 2> {};
    using all = families::hash_tables<Family, hash<cds::gc::HP>, hash<cds::gc::DHP>,
                                      hash<cds_test::tiny_DHP>>;
};
using hash_maps = cds_test::for_each_of<hash_maps_of, families::sets>;

} // namespace

BOOST_AUTO_TEST_SUITE(hash_map)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_knows_its_bucket_and_can_be_kept_in_it, Map, hash_maps) {
    Map m;
    for (int key = 0; key < 20; ++key)
        m.insert(key);
    std::size_t met = 0;
    void const* bucket = nullptr;
    for (auto it = m.begin(); it != m.end(); ++it)
        if (bucket != it.bucket()) { // the first of the next bucket
            bucket = it.bucket();
            for (auto inner = it.underlying_iterator(); inner != m.end(); ++inner, ++met)
                BOOST_TEST(inner.bucket() == bucket);
        }
    BOOST_TEST(met == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
