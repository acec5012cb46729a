// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_KEY_STRESS_H
#define CDSLIB_TEST_KEY_STRESS_H

#include <cds_test/key_traffic.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>

// What every list, set or map of parcels promises to threads: the bodies of stress cases.
namespace cds_test {

/// Whatever is made while it lives is destroyed by then, each once.
template <class GC>
class census {
public:
    census() = default;
    census(census const&) = delete;
    census& operator=(census const&) = delete;
    ~census() {
        BOOST_TEST(GC::drain(std::chrono::seconds(60)));
        BOOST_TEST(parcel::made > made_);
        BOOST_TEST(parcel::made - made_ == parcel::destroyed - destroyed_);
        BOOST_TEST(parcel::killed_twice == 0u);
    }

private:
    std::size_t const made_ = parcel::made;
    std::size_t const destroyed_ = parcel::destroyed;
};

/// What went in, less what came out, is there; nobody saw a corpse; everything dies once.
template <class Set>
void every_key_is_accounted_for(std::size_t keys, long steps) {
    watchdog const guard("a free for all");
    census<typename Set::gc> const count;
    outcome const result = free_for_all<Set>(8, keys, steps);
    BOOST_TEST(result.corpses == 0u);
    BOOST_TEST(result.imbalance == 0u);
    BOOST_TEST(result.met == result.there);
    BOOST_TEST(result.counted == result.there);
}

/// A thread that shares the structure, but no key, with others finds what it left.
template <class Set>
void keys_of_ones_own_are_as_one_left_them(std::size_t each, long steps) {
    watchdog const guard("tenants");
    census<typename Set::gc> const count;
    BOOST_TEST(surprises_of_tenants<Set>(4, each, steps) == 0u);
}

/// What a guarded_ptr holds is whole, also when the thread that got it is gone.
template <class Set>
void guarded_items_outlive_their_threads(std::size_t keys, long generations) {
    watchdog const guard("generations");
    census<typename Set::gc> const count;
    BOOST_TEST(corpses_in_a_legacy<Set>(4, keys, generations) == 0u);
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_KEY_STRESS_H
