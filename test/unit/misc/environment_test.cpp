// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>

#include <cds/container/details/guarded_ptr_cast.h>
#include <cds/details/binary_functor_wrapper.h>
#include <cds/details/bounded_container.h>
#include <cds/details/make_const_type.h>
#include <cds/details/throw_exception.h>
#include <cds/os/timer.h>
#include <cds/urcu/options.h>
#include <cds/user_setup/allocator.h>
#include <cds/user_setup/threading.h>

#include <cstring>
#include <string>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(the_version_is_3_0_0_in_every_spelling) {
    BOOST_TEST(CDS_VERSION == 0x030000);
    BOOST_TEST(CDS_VERSION_MAJOR == 3);
    BOOST_TEST(CDS_VERSION_MINOR == 0);
    BOOST_TEST(CDS_VERSION_PATCH == 0);
    BOOST_TEST(std::strcmp(CDS_VERSION_STRING, "3.0.0") == 0);
}

BOOST_AUTO_TEST_CASE(the_platform_is_described) {
    BOOST_TEST(CDS_BUILD_BITS == int(sizeof(void*)) * 8);
    BOOST_TEST(CDS_COMPILER != CDS_COMPILER_UNKNOWN);
    BOOST_TEST(CDS_COMPILER_VERSION > 0);
    BOOST_TEST(std::strlen(CDS_COMPILER__NAME) > std::strlen(CDS_COMPILER__NICK));
    BOOST_TEST(CDS_OS_INTERFACE != CDS_OSI_UNKNOWN);
    unsigned const one = 1;
#if defined(CDS_ARCH_LITTLE_ENDIAN)
    BOOST_TEST(*reinterpret_cast<unsigned char const*>(&one) == 1);
#else
    BOOST_TEST(*reinterpret_cast<unsigned char const*>(&one) == 0);
#endif
}

BOOST_AUTO_TEST_CASE(verify_evaluates_its_expression_in_every_build) {
    int evaluated = 0;
    CDS_VERIFY(++evaluated == 1);
    CDS_VERIFY_FALSE(++evaluated == 1);
    CDS_VERIFY_EQ(++evaluated, 3);
    cds_assert(evaluated == 3);
    BOOST_TEST(evaluated == 3);
}

BOOST_AUTO_TEST_CASE(exceptions_leave_through_one_door_with_their_type) {
    BOOST_CHECK_THROW(CDS_THROW_EXCEPTION(std::length_error("too long")), std::length_error);
    std::logic_error const error("kept");
    BOOST_CHECK_EXCEPTION(CDS_THROW_EXCEPTION(error), std::logic_error,
                          [](auto const& e) { return std::string(e.what()) == "kept"; });
    BOOST_TEST(std::string(cds::urcu::rcu_deadlock().what()) == "cds: RCU deadlock detected");
}

BOOST_AUTO_TEST_CASE(a_wrapped_functor_looks_into_items_and_takes_keys_as_they_are) {
    struct item {
        int key;
    };
    struct key_of {
        int operator()(item const& i) const { return i.key; }
    };
    struct difference {
        int operator()(int a, int b) const { return a - b; }
    };
    cds::details::compare_wrapper<item, difference, key_of> cmp;
    BOOST_TEST(cmp(item{3}, item{1}) == 2);
    BOOST_TEST(cmp(item{3}, 1) == 2);
    BOOST_TEST(cmp(3, item{1}) == 2);
    BOOST_TEST(cmp(3, 1) == 2);
    cds::details::predicate_wrapper<item, std::less<int>, key_of> less;
    BOOST_TEST(less(item{1}, 3));
}

BOOST_AUTO_TEST_CASE(small_type_helpers_name_the_right_types) {
    typedef cds::details::make_const_type<int, true> constant;
    static_assert(std::is_same_v<constant::pointer, int const*>);
    static_assert(std::is_same_v<cds::details::make_const_type<int, false>::reference, int&>);
    static_assert(std::is_empty_v<cds::bounded_container>);
    static_assert(std::is_same_v<CDS_DEFAULT_ALLOCATOR, std::allocator<int>>);
    struct node {
        int m_Value = 1;
        int m_Data = 2;
    } n;
    BOOST_TEST((cds::container::details::guarded_ptr_cast_set<node, int>()(&n) == &n.m_Value));
    BOOST_TEST((cds::container::details::guarded_ptr_cast_map<node, int>()(&n) == &n.m_Data));
}

BOOST_AUTO_TEST_CASE(a_timer_counts_seconds_as_well_as_nanoseconds) {
    cds::OS::Timer::native_timer_type const start{10, 999'999'999};
    cds::OS::Timer::native_timer_type const end{12, 1};
    BOOST_TEST(cds::OS::Timer::native_duration(start, end) == 1'000'000'002);
    BOOST_TEST(cds::OS::Timer::duration(1'500'000'000) == 1.5);
    BOOST_TEST(cds::OS::Timer::random_seed() != 0u);
}

BOOST_AUTO_TEST_SUITE_END()
