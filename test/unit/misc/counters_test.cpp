// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/algo/atomic.h>
#include <cds_test/threads.h>

#include <cstddef>

namespace atomicity = cds::atomicity;

namespace {

typedef boost::mpl::list<atomicity::item_counter, atomicity::cache_friendly_item_counter>
    item_counters;

template <class F>
void in_four_threads(F f) {
    cds_test::run_threads(4, [&f](std::size_t) { f(); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(counters)

BOOST_AUTO_TEST_CASE(an_event_counter_counts_both_ways) {
    atomicity::event_counter c;
    BOOST_TEST(c.get() == 0u);
    BOOST_TEST(++c == 1u);
    BOOST_TEST(c++ == 1u);
    BOOST_TEST((c += 5) == 7u);
    BOOST_TEST((c -= 2) == 5u);
    BOOST_TEST(--c == 4u);
    BOOST_TEST(c-- == 4u);
    BOOST_TEST(std::size_t(c) == 3u);
    BOOST_TEST((c = 9) == 9u);
    c.reset();
    BOOST_TEST(c.get() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(inc_and_dec_return_the_previous_value, Counter, item_counters) {
    Counter c;
    BOOST_TEST(c.value() == 0u);
    BOOST_TEST(c.inc() == 0u);
    BOOST_TEST(c.inc(4, atomics::memory_order_acq_rel) == 1u);
    BOOST_TEST(c.dec(atomics::memory_order_release) == 5u);
    BOOST_TEST(c.dec(2) == 4u);
    BOOST_TEST(std::size_t(c) == 2u);
    BOOST_TEST(c.getAtomic().load(atomics::memory_order_relaxed) == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(operators_return_what_those_of_integers_do, Counter, item_counters) {
    Counter c;
    BOOST_TEST(++c == 1u);
    BOOST_TEST(c++ == 1u);
    BOOST_TEST((c += 3) == 5u);
    BOOST_TEST((c -= 1) == 4u);
    BOOST_TEST(--c == 3u);
    BOOST_TEST(c-- == 3u);
    c.reset();
    BOOST_TEST(c.value(atomics::memory_order_acquire) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_increment_of_any_thread_is_lost, Counter, item_counters) {
    Counter c;
    in_four_threads([&c] {
        for (int i = 0; i < 10000; ++i) {
            ++c;
            ++c;
            --c;
        }
    });
    BOOST_TEST(c.value() == 40000u);
}

BOOST_AUTO_TEST_CASE(the_cache_friendly_counter_keeps_neighbours_a_line_away) {
    struct crowd {
        char before;
        atomicity::cache_friendly_item_counter counter;
        char after;
    } const c{};
    auto const address = [](void const volatile* p) { return reinterpret_cast<std::uintptr_t>(p); };
    std::uintptr_t const counter = address(&c.counter.getAtomic());
    BOOST_TEST(counter - address(&c.before) > cds::c_nCacheLineSize);
    BOOST_TEST(address(&c.after) - counter > cds::c_nCacheLineSize);
}

BOOST_AUTO_TEST_CASE(the_empty_counter_stays_at_zero) {
    atomicity::empty_item_counter c;
    BOOST_TEST(++c == 0u);
    BOOST_TEST(c++ == 0u);
    BOOST_TEST(c.inc(5) == 0u);
    BOOST_TEST((c += 5) == 0u);
    BOOST_TEST(--c == 0u);
    BOOST_TEST(atomicity::empty_item_counter::value() == 0u);
    c.reset();
    BOOST_TEST(std::size_t(c) == 0u);
}

BOOST_AUTO_TEST_CASE(the_alias_offers_the_standard_interface) {
    atomics::atomic<int> number{1};
    BOOST_TEST(number.fetch_add(2, atomics::memory_order_relaxed) == 1);
    BOOST_TEST(number.load(atomics::memory_order_acquire) == 3);
    atomics::atomic<int*> pointer{nullptr};
    int target = 0;
    int* expected = nullptr;
    BOOST_TEST(pointer.compare_exchange_strong(expected, &target, atomics::memory_order_release,
                                               atomics::memory_order_relaxed));
    atomics::atomic_flag flag;
    BOOST_TEST(!flag.test_and_set(atomics::memory_order_acquire));
    flag.clear(atomics::memory_order_release);
    atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
}

BOOST_AUTO_TEST_SUITE_END()
