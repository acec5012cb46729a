// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/algo/bit_reversal.h>
#include <cds/algo/bitop.h>
#include <cds/algo/int_algo.h>
#include <cds/details/bit_reverse_counter.h>
#include <cds/details/size_t_cast.h>

#include <cds_test/seed.h>

#include <random>
#include <vector>

namespace bitop = cds::bitop;
namespace beans = cds::beans;
namespace reversal = cds::algo::bit_reversal;

namespace {

typedef boost::mpl::list<std::int32_t, std::uint32_t, std::int64_t, std::uint64_t> words;
typedef boost::mpl::list<reversal::swar, reversal::lookup, reversal::muldiv> reversals;

} // namespace

BOOST_AUTO_TEST_SUITE(bit_operations)

BOOST_AUTO_TEST_CASE_TEMPLATE(single_bits_are_found_at_both_ends, T, words) {
    int const width = int(sizeof(T)) * 8;
    BOOST_TEST(bitop::LSB(T(0)) == 0);
    BOOST_TEST(bitop::MSB(T(0)) == 0);
    for (int bit = 0; bit < width; ++bit) {
        T const x = static_cast<T>(std::uint64_t(1) << bit);
        BOOST_TEST(bitop::LSB(x) == bit + 1);
        BOOST_TEST(bitop::MSB(x) == bit + 1);
        BOOST_TEST(bitop::LSBnz(x) == bit);
        BOOST_TEST(bitop::MSBnz(x) == bit);
        BOOST_TEST(bitop::SBC(x) == 1);
        BOOST_TEST(bitop::ZBC(x) == width - 1);
        BOOST_TEST(bitop::MSB(bitop::RBO(x)) == width - bit);
    }
    BOOST_TEST(bitop::SBC(T(-1)) == width);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(complement_flips_one_bit_and_says_what_it_was, T, words) {
    T x = 5;
    BOOST_TEST(bitop::complement(x, 0));
    BOOST_TEST(x == T(4));
    BOOST_TEST(!bitop::complement(x, 1));
    BOOST_TEST(x == T(6));
    int const top = int(sizeof(T)) * 8 - 1;
    BOOST_TEST(!bitop::complement(x, top));
    BOOST_TEST(bitop::MSBnz(x) == top);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_xor_shift_sequence_starts_from_zero_and_goes_on, T, words) {
    T const first = bitop::RandXorShift(T(0));
    T const second = bitop::RandXorShift(first);
    BOOST_TEST(first != T(0));
    BOOST_TEST(second != first);
}

BOOST_AUTO_TEST_CASE(the_names_by_width_agree) {
    namespace platform = bitop::platform;
    BOOST_TEST(platform::msb32(0x80000000u) == 32);
    BOOST_TEST(platform::msb64nz(1) == 0);
    BOOST_TEST(platform::lsb64(std::uint64_t(1) << 40) == 41);
    BOOST_TEST(platform::zbc32(7) == 29);
    BOOST_TEST(platform::rbo32(1) == 0x80000000u);
    BOOST_TEST(platform::isPow2_64(std::uint64_t(1) << 63));
    BOOST_TEST(!platform::isPow2_32(0));
    std::uint32_t x = 1;
    BOOST_TEST(platform::complement32(&x, 0));
    BOOST_TEST(x == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(integer_algorithms)

BOOST_AUTO_TEST_CASE(zero_and_one_are_defined) {
    BOOST_TEST(beans::log2floor(0) == 0u);
    BOOST_TEST(beans::log2ceil(0) == 0u);
    BOOST_TEST(beans::floor2(0) == 1u);
    BOOST_TEST(beans::ceil2(0) == 1u);
    BOOST_TEST(beans::ceil2(1) == 1u);
    BOOST_TEST(!beans::is_power2(0));
    BOOST_TEST(beans::is_power2(1));
    BOOST_TEST(beans::log2(0) == 0u);
}

BOOST_AUTO_TEST_CASE(powers_of_two_bracket_every_number) {
    for (std::size_t n = 2; n < 5000; ++n) {
        BOOST_TEST(beans::floor2(n) <= n);
        BOOST_TEST(beans::ceil2(n) >= n);
        BOOST_TEST(beans::floor2(n) * 2 > n);
        BOOST_TEST(beans::ceil2(n) / 2 < n);
        BOOST_TEST((std::size_t(1) << beans::log2floor(n)) == beans::floor2(n));
        BOOST_TEST((std::size_t(1) << beans::log2ceil(n)) == beans::ceil2(n));
        BOOST_TEST(beans::is_power2(n) == (beans::floor2(n) == n));
        BOOST_TEST(beans::log2(n) == (beans::is_power2(n) ? beans::log2floor(n) : 0));
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(bit_reversals)

BOOST_AUTO_TEST_CASE_TEMPLATE(all_methods_agree_and_undo_themselves, Reverse, reversals) {
    std::mt19937_64 random(cds_test::seed());
    Reverse reverse;
    BOOST_TEST(reverse(std::uint32_t(1)) == 0x80000000u);
    BOOST_TEST(reverse(std::uint64_t(2)) == std::uint64_t(1) << 62);
    for (int i = 0; i < 1000; ++i) {
        std::uint64_t const wide = random();
        auto const narrow = static_cast<std::uint32_t>(wide);
        BOOST_TEST(reverse(wide) == bitop::RBO(wide));
        BOOST_TEST(reverse(narrow) == bitop::RBO(narrow));
        BOOST_TEST(reverse(reverse(wide)) == wide);
    }
}

BOOST_AUTO_TEST_CASE(every_byte_is_reversed_by_multiplication) {
    for (unsigned byte = 0; byte < 256; ++byte)
        BOOST_TEST(reversal::muldiv::muldiv32_byte(static_cast<std::uint8_t>(byte)) ==
                   bitop::RBO(byte) >> 24);
}

BOOST_AUTO_TEST_CASE(the_bit_reverse_counter_fills_a_level_in_scattered_order_and_back) {
    bitop::bit_reverse_counter<> counter;
    BOOST_TEST(counter.high_bit() == -1);
    std::vector<std::size_t> const expected{1, 2, 3, 4, 6, 5, 7, 8, 12, 10, 14, 9, 13, 11, 15};
    std::vector<std::size_t> up;
    for (std::size_t i = 0; i < expected.size(); ++i)
        up.push_back(counter.inc());
    BOOST_TEST(up == expected);
    BOOST_TEST(counter.value() == 15u);
    BOOST_TEST(counter.high_bit() == 3);
    std::vector<std::size_t> down;
    while (counter.value() != 0)
        down.insert(down.begin(), counter.dec());
    BOOST_TEST(down == expected);
    BOOST_TEST(counter.reversed_value() == 0u);
    BOOST_TEST(counter.high_bit() == -1);
}

BOOST_AUTO_TEST_CASE(a_size_is_cast_to_the_unsigned_integer_of_its_width) {
    static_assert(sizeof(cds::details::size_t_cast(1)) == sizeof(std::size_t));
    BOOST_TEST(cds::details::size_t_cast(7) == 7u);
}

BOOST_AUTO_TEST_SUITE_END()
