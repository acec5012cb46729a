// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain with a deadline, on whatever clock.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using std::chrono::system_clock;

// Hours since noon: coarse, and nowhere near the other clocks.
struct slow_clock {
    using duration = std::chrono::duration<int, std::ratio<3600>>;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<slow_clock>;
    [[maybe_unused]] static constexpr bool is_steady = true;
    static time_point now() noexcept { return time_point(duration(5)); }
};

// An object that another thread's guard keeps until this ends.
template <class GC>
class held_elsewhere {
public:
    held_elsewhere() {
        typename GC::Guard const own; // this thread must not inherit the other's record
        run_thread([this] {
            guard_.link();
            GC::template retire<count_disposal>(guard_.assign(book_.make()));
        });
    }
    ~held_elsewhere() {
        guard_.unlink();
        BOOST_TEST(GC::drain());
        BOOST_TEST(book_.each_disposed_once());
    }

private:
    ledger book_;
    typename GC::Guard guard_{nullptr};
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_drain_until)

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_until_is_true_when_all_is_disposed_in_time, GC,
                              gc_policies) {
    ledger book;
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain(steady_clock::now() + 1h));
    BOOST_TEST(book.each_disposed_once());
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain(system_clock::now() + 1h));
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_durations_of_any_unit_saturate, GC, gc_policies) {
    using seconds = std::chrono::duration<double>;
    ledger book;
    auto const drains = [&](auto timeout) {
        make_and_retire<GC>(book);
        BOOST_TEST(GC::drain(timeout));
    };
    drains(std::chrono::hours::max());
    drains(std::chrono::years::max());
    drains(seconds(std::numeric_limits<double>::infinity()));
    drains(std::chrono::hours::min()); // one attempt
    drains(seconds(-std::numeric_limits<double>::infinity()));
    drains(seconds(std::numeric_limits<double>::quiet_NaN()));
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(T22_the_end_of_time_is_no_deadline, GC, gc_policies) {
    ledger book;
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain(steady_clock::time_point::max()));
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain(slow_clock::time_point::max()));
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_until_a_moment_that_has_passed_makes_one_attempt, GC,
                              gc_policies) {
    ledger book;
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain(steady_clock::time_point::min()));
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain(slow_clock::now() - slow_clock::duration(1)));
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_until_is_false_when_the_moment_comes_first, GC,
                              gc_policies) {
    watchdog const limit("drain until a moment");
    held_elsewhere<GC> const object;
    BOOST_TEST(!GC::drain(steady_clock::now() + 20ms));
    BOOST_TEST(!GC::drain(system_clock::now() + 20ms));
    BOOST_TEST(!GC::drain(slow_clock::now()));
}

BOOST_AUTO_TEST_SUITE_END()
