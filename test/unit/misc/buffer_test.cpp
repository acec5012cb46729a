// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/opt/buffer.h>
#include <cds/opt/value_cleaner.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>

namespace v = cds::opt::v;

namespace {

typedef boost::mpl::list<v::uninitialized_static_buffer<int, 8>,
                         v::initialized_static_buffer<int, 8>, v::uninitialized_dynamic_buffer<int>,
                         v::initialized_dynamic_buffer<int>>
    exp2_buffers;

typedef boost::mpl::list<v::uninitialized_static_buffer<int, 7, false>,
                         v::initialized_static_buffer<int, 7, false>,
                         v::uninitialized_dynamic_buffer<int, std::allocator<int>, false>,
                         v::initialized_dynamic_buffer<int, std::allocator<int>, false>>
    buffers_of_seven;

struct counted {
    static inline int alive = 0;
    int value = 7;
    counted() { ++alive; }
    ~counted() { --alive; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(buffers)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_power_of_two_is_indexed_by_a_mask, Buffer, exp2_buffers) {
    Buffer buffer(8);
    BOOST_TEST(buffer.capacity() == 8u);
    BOOST_TEST(Buffer::c_bExp2);
    BOOST_TEST(buffer.mod(std::size_t(19)) == 3u);
    BOOST_TEST(buffer.mod(std::uint32_t(8)) == 0u);
    static_assert(std::is_same_v<decltype(buffer.mod(std::uint32_t(1))), std::uint32_t>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(any_other_capacity_is_indexed_by_a_remainder, Buffer,
                              buffers_of_seven) {
    Buffer buffer(7);
    BOOST_TEST(buffer.capacity() == 7u);
    BOOST_TEST(buffer.mod(std::size_t(19)) == 5u);
    BOOST_TEST(buffer.mod(std::uint64_t(7)) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(elements_are_one_array_and_zeroize_clears_it, Buffer, exp2_buffers) {
    Buffer buffer(8);
    for (std::size_t i = 0; i < buffer.capacity(); ++i)
        ::new (static_cast<void*>(&buffer[i])) int(int(i) + 1);
    Buffer const& view = buffer;
    static_assert(std::is_same_v<decltype(view.buffer()), int const*>);
    BOOST_TEST(view.buffer() == buffer.buffer());
    BOOST_TEST(view[7] == 8);
    BOOST_TEST(view.buffer()[7] == 8);
    buffer.zeroize();
    BOOST_TEST(std::all_of(view.buffer(), view.buffer() + 8, [](int x) { return x == 0; }));
}

BOOST_AUTO_TEST_CASE(a_dynamic_capacity_is_rounded_up_to_a_power_of_two) {
    BOOST_TEST(v::uninitialized_dynamic_buffer<char>(10).capacity() == 16u);
    BOOST_TEST(v::initialized_dynamic_buffer<char>(2).capacity() == 2u);
}

BOOST_AUTO_TEST_CASE(initialized_buffers_construct_and_destroy_and_raw_ones_do_not) {
    {
        v::initialized_dynamic_buffer<counted> dynamic(4);
        v::initialized_static_buffer<counted, 2> fixed;
        BOOST_TEST(counted::alive == 6);
        BOOST_TEST(dynamic[3].value == 7);
        v::uninitialized_dynamic_buffer<counted> raw(4);
        v::uninitialized_static_buffer<counted, 4> raw_fixed;
        BOOST_TEST(raw.capacity() == raw_fixed.capacity());
        BOOST_TEST(counted::alive == 6);
    }
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE(rebind_changes_the_element_and_keeps_the_rest) {
    typedef v::uninitialized_static_buffer<char, 4>::rebind<long>::other fixed;
    static_assert(std::is_same_v<fixed, v::uninitialized_static_buffer<long, 4>>);
    typedef v::initialized_static_buffer<char, 4>::rebind<long, 8>::other wider;
    static_assert(std::is_same_v<wider, v::initialized_static_buffer<long, 8>>);
    typedef v::initialized_dynamic_buffer<void*>::rebind<long>::other dynamic;
    static_assert(std::is_same_v<dynamic::value_type, long>);
    static_assert(std::is_same_v<v::uninitialized_dynamic_buffer<void*>::rebind<long>::other,
                                 v::uninitialized_dynamic_buffer<long>>);
    BOOST_TEST(dynamic(4).capacity() == 4u);
    BOOST_TEST(fixed::c_nCapacity == 4u);
}

BOOST_AUTO_TEST_CASE(elements_keep_their_alignment) {
    struct alignas(64) line {
        char data[64];
    };
    v::uninitialized_static_buffer<line, 2> fixed;
    v::uninitialized_dynamic_buffer<line> dynamic(2);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(fixed.buffer()) % 64 == 0u);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(dynamic.buffer()) % 64 == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(value_cleaners)

BOOST_AUTO_TEST_CASE(only_the_destroying_ones_destroy) {
    alignas(counted) unsigned char place[sizeof(counted)];
    auto& object = *::new (static_cast<void*>(place)) counted;
    v::empty_cleaner()(object);
    BOOST_TEST(counted::alive == 1);
    v::destruct_cleaner()(object);
    BOOST_TEST(counted::alive == 0);
    v::auto_cleaner()(*::new (static_cast<void*>(place)) counted);
    BOOST_TEST(counted::alive == 0);
    int number = 5;
    v::auto_cleaner()(number);
    BOOST_TEST(number == 5);
}

BOOST_AUTO_TEST_SUITE_END()
