// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// libcds's memory barriers by their names. The header comes first: it needs no other.

#include <cds/gc/hp_membar.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <type_traits>

namespace {

namespace hp = cds::gc::hp;

static_assert(std::is_same_v<hp::details::default_membar, hp::default_membar>);
static_assert(std::is_same_v<hp::details::asymmetric_membar, hp::asymmetric_membar>);
static_assert(std::is_same_v<hp::default_membar, hp::seq_qst_membar>);
static_assert(std::is_same_v<hp::shared_var_membar, hp::seq_qst_membar>);
static_assert(std::is_same_v<hp::asymmetric_global_membar, hp::asymmetric_membar>);

template <class F>
std::size_t heavy_fences_of(F f) {
    std::size_t const before = cds::gc::core::count_fences().heavy;
    f();
    return cds::gc::core::count_fences().heavy - before;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_hp_membar)

BOOST_AUTO_TEST_CASE(only_the_slow_path_of_the_asymmetric_pair_is_the_heavy_fence) {
    hp::asymmetric_membar::init();
    hp::seq_qst_membar::init();
    BOOST_TEST(heavy_fences_of(&hp::asymmetric_membar::sync_fast_path) == 0u);
    BOOST_TEST(heavy_fences_of(&hp::asymmetric_membar::sync_slow_path) == 1u);
    BOOST_TEST(heavy_fences_of(&hp::seq_qst_membar::sync_fast_path) == 0u);
    BOOST_TEST(heavy_fences_of(&hp::seq_qst_membar::sync_slow_path) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
