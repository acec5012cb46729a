// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/algo/elimination_opt.h>
#include <cds/container/details/base.h>
#include <cds/opt/compare.h>
#include <cds/opt/options.h>
#include <cds/urcu/options.h>

#include <cstdint>
#include <string>

namespace opt = cds::opt;

namespace {

struct defaults {
    typedef int back_off;
    typedef opt::none less;
    static constexpr bool sort = true;
    enum { padding = opt::cache_line_padding };
};

template <class... Options>
struct make_traits {
    typedef typename opt::make_options<typename opt::find_type_traits<defaults, Options...>::type,
                                       Options...>::type type;
};

// The three ways in which a program overrides a value.
struct by_enum : defaults {
    enum { padding = 16 };
};
struct by_static_const : defaults {
    static const unsigned padding = 16;
};
struct by_constexpr : defaults {
    static constexpr unsigned const padding = 16;
};
struct by_option : make_traits<opt::padding<16>>::type {};

typedef boost::mpl::list<by_enum, by_static_const, by_constexpr, by_option> overrides;

enum colour { red, green };
template <colour Value>
struct paint {
    template <class Base>
    struct pack : Base {
        static constexpr colour const paint = Value;
    };
};

template <class A, class B>
constexpr bool same = std::is_same_v<A, B>;

} // namespace

CDS_DECLARE_FIND_OPTION_INTEGRAL_SPECIALIZATION(colour)

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(an_option_hides_the_default_and_leaves_the_rest) {
    typedef make_traits<opt::back_off<long>>::type traits;
    static_assert(same<traits::back_off, long>);
    static_assert(same<traits::less, opt::none>);
    BOOST_TEST(traits::sort);
}

BOOST_AUTO_TEST_CASE(the_last_of_equal_options_wins) {
    typedef make_traits<opt::back_off<long>, opt::sort<false>, opt::back_off<char>>::type traits;
    static_assert(same<traits::back_off, char>);
    BOOST_TEST(!traits::sort);
}

BOOST_AUTO_TEST_CASE(none_and_unknown_options_change_nothing) {
    typedef make_traits<opt::none, opt::random_engine<int>>::type traits;
    static_assert(same<traits::back_off, int>);
    static_assert(same<traits::random_engine, int>);
    BOOST_TEST(traits::sort);
}

BOOST_AUTO_TEST_CASE(type_traits_replaces_the_base_wherever_it_stands) {
    struct mine {
        typedef short back_off;
    };
    typedef make_traits<opt::sort<false>, opt::type_traits<mine>>::type traits;
    static_assert(same<traits::back_off, short>);
    BOOST_TEST(!traits::sort);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_may_be_overridden_in_every_form, Traits, overrides) {
    typedef opt::details::apply_padding<char, Traits::padding> padded;
    BOOST_TEST(sizeof(typename padded::type) == 16u);
    static_assert(same<typename Traits::back_off, int>);
}

BOOST_AUTO_TEST_CASE(value_shows_what_an_option_adds) {
    static_assert(same<opt::value<opt::tag<char>>::tag, char>);
    static_assert(
        same<opt::value<opt::rcu_check_deadlock<opt::v::rcu_throw_deadlock>>::rcu_check_deadlock,
             opt::v::rcu_throw_deadlock>);
    BOOST_TEST(unsigned(opt::value<opt::alignment<16>>::alignment) == 16u);
    BOOST_TEST(opt::value<opt::enable_elimination<true>>::enable_elimination);
}

BOOST_AUTO_TEST_CASE(find_option_finds_the_first_of_its_kind_or_keeps_the_default) {
    typedef opt::find_option<opt::tag<int>, opt::sort<true>, opt::tag<char>, opt::tag<long>>::type
        found;
    static_assert(same<found, opt::tag<char>>);
    static_assert(same<opt::find_option<opt::tag<int>, opt::gc<char>>::type, opt::tag<int>>);
    static_assert(same<opt::find_option<opt::tag<int>>::type, opt::tag<int>>);
}

BOOST_AUTO_TEST_CASE(find_option_tells_options_with_values_apart) {
    typedef opt::find_option<opt::padding<0>, opt::alignment<4>, opt::padding<8>>::type found;
    static_assert(same<found, opt::padding<8>>);
    static_assert(
        same<opt::find_option<opt::sort<true>, opt::sort<false>>::type, opt::sort<false>>);
    static_assert(
        same<opt::find_option<paint<red>, opt::sort<true>, paint<green>>::type, paint<green>>);
}

BOOST_AUTO_TEST_CASE(select_takes_the_value_that_stands_beside_the_tag) {
    static_assert(same<opt::select<char, int, long, char, short>::type, short>);
    static_assert(same<opt::select<float, int, long, char, short>::type, float>);
    static_assert(same<opt::select_default<opt::none, int>::type, int>);
    static_assert(same<opt::select_default<char, int>::type, char>);
    static_assert(same<opt::select_default<char, int, long>::type, long>);
}

BOOST_AUTO_TEST_CASE(a_key_accessor_is_replaced_only_where_it_is_the_one_named) {
    struct with_none {
        typedef opt::none key_accessor;
    };
    struct with_int {
        typedef int key_accessor;
    };
    static_assert(same<opt::replace_key_accessor<with_none, char>::type::key_accessor, char>);
    static_assert(same<opt::replace_key_accessor<with_int, char>::type::key_accessor, int>);
}

BOOST_AUTO_TEST_CASE(intrusive_and_container_namespaces_show_the_same_options) {
    static_assert(same<cds::intrusive::opt::tag<int>, opt::tag<int>>);
    static_assert(same<cds::container::opt::less<int>, opt::less<int>>);
    static_assert(
        same<cds::container::opt::v::empty_disposer, cds::intrusive::opt::v::empty_disposer>);
    namespace io = cds::intrusive::opt;
    typedef io::value<io::link_checker<io::always_check_link>> checked;
    BOOST_TEST(checked::link_checker == io::always_check_link);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(padding)

BOOST_AUTO_TEST_CASE(fills_small_data_up_and_large_data_to_a_multiple) {
    using opt::details::apply_padding;
    BOOST_TEST(sizeof(apply_padding<char, opt::no_special_padding>::type) == 1u);
    BOOST_TEST(sizeof(apply_padding<char, opt::cache_line_padding>::type) == 64u);
    BOOST_TEST(sizeof(apply_padding<char[64], opt::cache_line_padding>::type) == 64u);
    BOOST_TEST(sizeof(apply_padding<char[65], opt::cache_line_padding>::type) == 128u);
    BOOST_TEST(sizeof(apply_padding<char[20], 16>::type) == 32u);
    BOOST_TEST(sizeof(apply_padding<int, 64>::padding_type) == 60u);
}

BOOST_AUTO_TEST_CASE(leaves_large_data_alone_when_told_so) {
    constexpr unsigned flags = opt::cache_line_padding | opt::padding_tiny_data_only;
    using opt::details::apply_padding;
    BOOST_TEST(sizeof(apply_padding<char[65], flags>::type) == 65u);
    BOOST_TEST(sizeof(apply_padding<char, flags>::type) == 64u);
    BOOST_TEST(opt::actual_padding<flags>::value == cds::c_nCacheLineSize);
    BOOST_TEST(opt::actual_padding < 32 | opt::padding_tiny_data_only > ::value == 32u);
}

BOOST_AUTO_TEST_CASE(alignment_is_the_one_asked_for_and_the_value_stays_usable) {
    using opt::details::alignment_setter;
    static_assert(same<alignment_setter<int, opt::no_special_alignment>::type, int>);
    static_assert(alignof(alignment_setter<int, opt::cache_line_alignment>::type) == 64);
    static_assert(alignof(alignment_setter<double, 1>::type) == 64);
    static_assert(alignof(alignment_setter<std::string, 128>::type) == 128);
    alignment_setter<int, 32>::type number = 3;
    ++number;
    BOOST_TEST(int(number) == 4);
    alignment_setter<std::string, 32>::type text(3, 'x');
    BOOST_TEST(text == "xxx");
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(&text) % 32 == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(policies)

BOOST_AUTO_TEST_CASE(a_sequential_counter_counts_and_returns_the_old_value) {
    opt::v::sequential_item_counter c;
    BOOST_TEST(c.inc() == 0u);
    BOOST_TEST(c++ == 1u);
    BOOST_TEST(++c == 3u);
    BOOST_TEST(c.dec() == 3u);
    BOOST_TEST(c-- == 2u);
    BOOST_TEST(--c == 0u);
    ++c;
    c.reset();
    BOOST_TEST(c.value() == 0u);
}

BOOST_AUTO_TEST_CASE(memory_models_map_the_orders) {
    BOOST_TEST((opt::v::relaxed_ordering::memory_order_acquire == atomics::memory_order_acquire));
    BOOST_TEST((opt::v::relaxed_ordering::memory_order_relaxed == atomics::memory_order_relaxed));
    BOOST_TEST(
        (opt::v::sequential_consistent::memory_order_relaxed == atomics::memory_order_seq_cst));
    BOOST_TEST(
        (opt::v::total_relaxed_ordering::memory_order_seq_cst == atomics::memory_order_relaxed));
}

BOOST_AUTO_TEST_CASE(swap_and_move_policies_do_what_they_say) {
    std::string a = "a";
    std::string b = "b";
    opt::v::default_swap_policy()(a, b);
    BOOST_TEST(a == "b");
    opt::v::assignment_move_policy()(a, std::string("c"));
    BOOST_TEST(a == "c");
}

BOOST_AUTO_TEST_CASE(the_random_engine_reaches_every_remainder) {
    opt::v::c_rand random;
    static_assert(same<opt::v::c_rand::result_type, unsigned>);
    unsigned seen = 0;
    for (int i = 0; i < 200; ++i)
        seen |= 1u << (random() % 8);
    BOOST_TEST(seen == 255u);
}

BOOST_AUTO_TEST_SUITE_END()
