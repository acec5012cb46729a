// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What hash tables of lists have beside the interface of sets: buckets.

#include "intrusive_set_types.h"

#include <cds/gc/dhp.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <new>
#include <set>

namespace {

namespace families = cds_test::families;
using bucket_families = families::with_hash_tables<families::sets>;

template <class Family>
struct fragile_table {
    using allocator_type = cds_test::fragile_allocator<int>;
    struct list_traits : Family::owning_traits {
        using less = std::less<long>;
        using allocator = allocator_type;
    };
    struct table_traits : Family::hash::set_traits {
        using allocator = allocator_type;
    };
    using list = typename Family::template set<cds::gc::DHP, long, list_traits>;
    using type = typename Family::hash::template set<cds::gc::DHP, list, table_traits>;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hash_table)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_knows_its_bucket_and_can_be_kept_in_it, Set,
                              cds_test::intrusive_hash_sets) {
    cds_test::set_and_items<Set> f(12);
    f.insert_all();
    auto const buckets = static_cast<int>(f.set.bucket_count());
    BOOST_TEST_REQUIRE(buckets == 4);
    std::map<void const*, std::set<int>> keys_in;
    for (auto it = f.set.begin(); it != f.set.end(); ++it)
        keys_in[it.bucket()].insert(it->key);
    BOOST_TEST(keys_in.size() == 4u);
    for (auto it = f.set.begin(); it != f.set.end(); ++it) {
        auto inner = it.underlying_iterator();
        BOOST_TEST((inner == it && inner.bucket() == it.bucket()));
        auto const& keys = keys_in[it.bucket()];
        for (auto key = keys.find(it->key); key != keys.end(); ++key, ++inner)
            BOOST_TEST_REQUIRE((inner != f.set.end() && inner->key == *key));
        BOOST_TEST((inner == f.set.end()));
    }
    auto const end = f.set.cend();
    BOOST_TEST((end.underlying_iterator() == end));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_memory_for_buckets_there_is_no_hash_set, Family,
                              bucket_families) {
    using cds_test::fragile_memory;
    using table = typename fragile_table<Family>::type;
    {
        fragile_memory::fuse.set(0);
        BOOST_CHECK_THROW(table(8, 1), std::bad_alloc);
        table whole(8, 1);
        BOOST_TEST(whole.insert(1L));
        BOOST_TEST(fragile_memory::outstanding == whole.bucket_count() + 1);
    }
    cds::gc::DHP::force_dispose();
    BOOST_TEST(fragile_memory::outstanding == 0u);
    fragile_memory::fuse.disarm();
}

BOOST_AUTO_TEST_SUITE_END()
