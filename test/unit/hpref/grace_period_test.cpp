// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Which grace period serves which caller of synchronize().

#include <cds/gc/hpref.h>

#include <boost/test/unit_test.hpp>

namespace {
using cds::gc::core::grace_periods;
}

BOOST_AUTO_TEST_SUITE(hpref_grace_periods)

BOOST_AUTO_TEST_CASE(a_call_at_rest_is_served_by_the_period_that_begins_next) {
    grace_periods periods;
    auto const mine = periods.needed();
    BOOST_TEST(!periods.has_reached(mine));
    BOOST_TEST(periods.try_begin(mine));
    BOOST_TEST(!periods.has_reached(mine));
    periods.end();
    BOOST_TEST(periods.has_reached(mine));
    BOOST_TEST(!periods.has_reached(periods.needed()));
}

BOOST_AUTO_TEST_CASE(one_caller_leads_and_serves_all_that_called_before) {
    grace_periods periods;
    auto const first = periods.needed();
    auto const second = periods.needed();
    BOOST_TEST(periods.try_begin(first));
    BOOST_TEST(!periods.try_begin(second)); // there is a leader
    periods.end();
    BOOST_TEST((periods.has_reached(first) && periods.has_reached(second)));
    BOOST_TEST(!periods.try_begin(second)); // who is served begins nothing
}

BOOST_AUTO_TEST_CASE(calls_during_a_period_share_the_next_one) {
    grace_periods periods;
    auto const first = periods.needed();
    BOOST_TEST(periods.try_begin(first));
    auto const second = periods.needed();
    auto const third = periods.needed();
    periods.end();
    BOOST_TEST((periods.has_reached(first) && !periods.has_reached(second)));
    BOOST_TEST(periods.try_begin(third));
    auto const fourth = periods.needed();
    periods.end();
    BOOST_TEST((periods.has_reached(second) && periods.has_reached(third)));
    BOOST_TEST(!periods.has_reached(fourth));
}

// The leader vanished; the survivor may have waited when a signal handler forked.
BOOST_AUTO_TEST_CASE(a_forked_child_runs_the_period_of_the_vanished_leader_itself) {
    grace_periods periods;
    auto const first = periods.needed();
    BOOST_TEST(periods.try_begin(first));
    auto const second = periods.needed();
    periods.forget();
    BOOST_TEST(!periods.has_reached(first));
    BOOST_TEST(periods.try_begin(second));
    periods.end();
    BOOST_TEST((periods.has_reached(first) && !periods.has_reached(second)));
    BOOST_TEST(periods.try_begin(second));
    periods.end();
    BOOST_TEST(periods.has_reached(second));
}

BOOST_AUTO_TEST_CASE(a_fork_without_a_leader_changes_nothing) {
    grace_periods periods;
    auto const mine = periods.needed();
    BOOST_TEST(periods.try_begin(mine));
    periods.end();
    periods.forget();
    BOOST_TEST(periods.has_reached(mine));
    BOOST_TEST(periods.try_begin(periods.needed()));
    periods.end();
}

// A leader that cannot wait serves nobody, itself included.
BOOST_AUTO_TEST_CASE(a_period_that_is_abandoned_was_none) {
    grace_periods periods;
    auto const first = periods.needed();
    BOOST_TEST(periods.try_begin(first));
    auto const second = periods.needed();
    periods.abandon();
    BOOST_TEST(!periods.has_reached(first));
    BOOST_TEST(periods.try_begin(first));
    periods.end();
    BOOST_TEST((periods.has_reached(first) && !periods.has_reached(second)));
    BOOST_TEST(periods.try_begin(second));
    periods.end();
    BOOST_TEST(periods.has_reached(second));
}

BOOST_AUTO_TEST_SUITE_END()
