// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/algo/split_bitstring.h>

#include <cds_test/seed.h>

#include <cstring>
#include <random>

namespace algo = cds::algo;

namespace {

typedef boost::mpl::list<algo::split_bitstring<std::uint64_t, 8, std::uint64_t>,
                         algo::byte_splitter<std::uint64_t, 8, std::uint64_t>,
                         algo::number_splitter<std::uint64_t>>
    splitters;

constexpr std::uint64_t sample = 0xfedcba9876543210u;

} // namespace

// The expected pieces are those of a little-endian machine.
#if defined(CDS_ARCH_LITTLE_ENDIAN)

BOOST_AUTO_TEST_SUITE(splitters_of_bit_strings)

BOOST_AUTO_TEST_CASE_TEMPLATE(pieces_come_from_the_low_end, Splitter, splitters) {
    Splitter splitter(sample);
    BOOST_TEST(splitter.rest_count() == 64u);
    BOOST_TEST(splitter.cut(8) == 0x10u);
    BOOST_TEST(splitter.cut(16) == 0x5432u);
    BOOST_TEST(splitter.bit_offset() == 24u);
    BOOST_TEST(splitter.cut(40) == 0xfedcba9876u);
    BOOST_TEST(splitter.eos());
    BOOST_TEST(!splitter);
    splitter.reset();
    BOOST_TEST(splitter.cut(8) == 0x10u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(safe_cut_gives_what_is_left_and_reaches_the_end, Splitter,
                              splitters) {
    Splitter splitter(sample, 32);
    BOOST_TEST(splitter.safe_cut(24) == 0xdcba98u);
    BOOST_TEST(bool(splitter));
    BOOST_TEST(splitter.safe_cut(24) == 0xfeu);
    BOOST_TEST(splitter.eos());
    BOOST_TEST(splitter.safe_cut(24) == 0u);
}

BOOST_AUTO_TEST_CASE(pieces_of_any_length_put_together_are_the_number) {
    std::mt19937_64 random(cds_test::seed());
    for (int round = 0; round < 200; ++round) {
        std::uint64_t const number = random();
        algo::split_bitstring<std::uint64_t, 0, std::uint64_t> by_bits(number);
        algo::number_splitter<std::uint64_t> by_number(number);
        std::uint64_t joined = 0;
        while (by_bits) {
            auto const at = by_bits.bit_offset();
            auto const bits = static_cast<unsigned>(1 + random() % 63);
            std::uint64_t const piece = by_bits.safe_cut(bits);
            BOOST_TEST(piece == by_number.safe_cut(bits));
            joined |= piece << at;
        }
        BOOST_TEST(joined == number);
        BOOST_TEST(by_number.eos());
    }
}

BOOST_AUTO_TEST_CASE(a_number_cuts_pieces_of_31_bits_and_more) {
    algo::number_splitter<std::uint64_t> splitter(~std::uint64_t(0));
    BOOST_TEST(splitter.cut(31) == 0x7fffffffu);
    BOOST_TEST(splitter.cut(33) == 0x1ffffffffu);
    algo::number_splitter<int> negative(-1);
    BOOST_TEST(negative.cut(4) == 15);
    BOOST_TEST(negative.source() == -1);
}

BOOST_AUTO_TEST_CASE(objects_are_cut_where_they_lie) {
    struct key {
        unsigned char bytes[3];
    } const k{{0x12, 0x34, 0x56}};
    algo::split_bitstring<key, 3> splitter(k);
    BOOST_TEST(splitter.source() == &k);
    BOOST_TEST(splitter.rest_count() == 24u);
    BOOST_TEST(splitter.cut(4) == 2u);
    BOOST_TEST(splitter.cut(12) == 0x341u);
    BOOST_TEST(splitter.safe_cut(32) == 0x56u);
}

BOOST_AUTO_TEST_CASE(each_splitter_says_which_pieces_it_can_cut) {
    static_assert(algo::split_bitstring<int>::is_correct(5));
    static_assert(algo::byte_splitter<int>::is_correct(16) &&
                  !algo::byte_splitter<int>::is_correct(5));
    static_assert(algo::number_splitter<int>::is_correct(31) &&
                  !algo::number_splitter<int>::is_correct(32));
    BOOST_TEST((
        std::is_same_v<algo::select_splitter<int, sizeof(int)>::type, algo::number_splitter<int>>));
    BOOST_TEST(
        (std::is_same_v<algo::select_splitter<long, 2>::type, algo::split_bitstring<long, 2>>));
}

BOOST_AUTO_TEST_SUITE_END()

#endif
