// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/algo/backoff_strategy.h>

namespace backoff = cds::backoff;

namespace {

typedef boost::mpl::list<backoff::empty, backoff::yield, backoff::pause, backoff::hint,
                         backoff::Default, backoff::delay_of<2>,
                         backoff::exponential<backoff::exponential_runtime_traits>,
                         backoff::delay<backoff::delay_runtime_traits>,
                         backoff::make_exponential_t<backoff::pause, backoff::empty>>
    strategies;

// Strategies that tell how often they ran.
template <int Id>
struct counting {
    static inline int calls = 0;
    template <class Predicate>
    bool operator()(Predicate pred) {
        ++calls;
        return pred();
    }
    void operator()() { ++calls; }
    static void reset() {}
};

struct tiny {
    typedef counting<0> fast_path_backoff;
    typedef counting<1> slow_path_backoff;
    enum { lower_bound = 2, upper_bound = 4 };
};

} // namespace

BOOST_AUTO_TEST_SUITE(back_off)

BOOST_AUTO_TEST_CASE_TEMPLATE(waits_waits_for_a_predicate_and_starts_over, Strategy, strategies) {
    static_assert(cds::concepts::back_off<Strategy>);
    Strategy wait;
    wait();
    BOOST_TEST(wait([] { return true; }));
    BOOST_TEST(!wait([] { return false; }));
    wait.reset();
    wait();
}

BOOST_AUTO_TEST_CASE(what_cannot_wait_is_no_strategy) {
    struct silent {};
    struct no_reset {
        void operator()() {}
        bool operator()(bool (*)()) { return true; }
    };
    static_assert(!cds::concepts::back_off<silent>);
    static_assert(!cds::concepts::back_off<no_reset>);
    BOOST_TEST(!cds::concepts::back_off<int>);
}

BOOST_AUTO_TEST_CASE(exponential_doubles_its_spins_and_then_takes_the_slow_path) {
    backoff::exponential<tiny> wait;
    auto const spins_of_one_wait = [&] {
        int const before = counting<0>::calls;
        wait();
        return counting<0>::calls - before;
    };
    BOOST_TEST(spins_of_one_wait() == 2);
    BOOST_TEST(spins_of_one_wait() == 4);
    BOOST_TEST(counting<1>::calls == 0);
    BOOST_TEST(spins_of_one_wait() == 0);
    BOOST_TEST(counting<1>::calls == 1);
    wait.reset();
    BOOST_TEST(spins_of_one_wait() == 2);
}

BOOST_AUTO_TEST_CASE(exponential_stops_spinning_when_the_predicate_becomes_true) {
    backoff::exponential<> wait;
    int asked = 0;
    BOOST_TEST(wait([&] { return ++asked == 3; }));
    BOOST_TEST(asked <= 4);
}

BOOST_AUTO_TEST_CASE(runtime_bounds_can_be_changed) {
    typedef backoff::exponential_runtime_traits bounds;
    BOOST_TEST(bounds::lower_bound == 16u);
    BOOST_TEST(bounds::upper_bound == 16u * 1024);
    bounds::lower_bound = 1;
    backoff::exponential<bounds> wait;
    int asked = 0;
    BOOST_TEST(!wait([&] {
        ++asked;
        return false;
    }));
    bounds::lower_bound = 16;
    BOOST_TEST(asked == 2); // one spin of a hint, which looks before and after it
    BOOST_TEST(backoff::delay_runtime_traits::timeout == 5u);
}

BOOST_AUTO_TEST_CASE(delays_of_every_length_end) {
    for (unsigned const length : {0u, 1u, 2u, 3u, 5u}) {
        int looks = 0;
        BOOST_TEST(!backoff::delay<>(length)([&looks] { return ++looks > 100; }));
        BOOST_TEST(looks == static_cast<int>((length + 1) / 2 + 1));
    }
}

BOOST_AUTO_TEST_CASE(delay_looks_at_the_predicate_while_it_sleeps) {
    backoff::delay<> wait(6);
    int asked = 0;
    BOOST_TEST(!wait([&] {
        ++asked;
        return false;
    }));
    BOOST_TEST(asked == 4);
    BOOST_TEST(wait([&] { return ++asked == 6; }));
}

BOOST_AUTO_TEST_SUITE_END()
