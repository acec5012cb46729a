// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The program's judgement of its own run: it must notice whatever is wrong.
#include "report.h"

#include "recount.h"
#include "scratch.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using wordindex::counts;
using wordindex::differences;
using lines = std::vector<std::string>;

counts const right{{"ant", 3}, {"bee", 1}};

/// Two documents, one of them counted twice, and a run that counted them well.
struct good_run {
    good_run() {
        dir.write("a", "ant bee Bee");
        dir.write("b", "COW ant");
        all = wordindex::list_documents({dir.path()});
        all[0].times_counted.add(2);
        all[1].times_counted.add(1);
        out.totals = {{"ant", 3}, {"bee", 4}, {"cow", 1}};
        out.at_end.retired = out.at_end.reclaimed = 7;
        out.at_end.peak_pending = out.largest_bound = 5;
        out.drained = true;
    }
    [[nodiscard]] bool passes() const { return wordindex::print_checks(all, out); }

    wordindex::scratch dir;
    wordindex::documents all;
    wordindex::outcome out;
};

BOOST_AUTO_TEST_SUITE(wordindex_report)

BOOST_AUTO_TEST_CASE(equal_counts_do_not_differ) { BOOST_TEST(differences(right, right).empty()); }

BOOST_AUTO_TEST_CASE(a_wrong_a_missing_and_a_foreign_word_are_named_in_order) {
    counts const got{{"ant", 2}, {"cow", 9}};
    lines const expected{"ant: 2 counted, 3 expected", "bee: 0 counted, 1 expected",
                         "cow: 9 counted, 0 expected"};
    BOOST_TEST(differences(got, right) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_document_is_recounted_as_often_as_it_was_counted) {
    good_run run;
    run.all[1].unreadable = true; // says nothing here: it was counted
    BOOST_TEST(differences(wordindex::recount(run.all), run.out.totals).empty());
}

BOOST_AUTO_TEST_CASE(a_good_run_passes) { BOOST_TEST(good_run().passes()); }

BOOST_AUTO_TEST_CASE(one_wrong_count_fails_the_run) {
    good_run run;
    ++run.out.totals["bee"];
    BOOST_TEST(!run.passes());
    run.out.totals["bee"] -= 2;
    BOOST_TEST(!run.passes());
    run.out.totals["bee"] += 1;
    BOOST_TEST(run.passes());
    run.out.totals.erase("cow");
    BOOST_TEST(!run.passes());
}

BOOST_AUTO_TEST_CASE(every_other_broken_promise_fails_the_run) {
    good_run run;
    auto const fails_with = [&run](auto& promise, auto broken) {
        auto const kept = std::exchange(promise, broken);
        bool const failed = !run.passes();
        promise = kept;
        return failed && run.passes();
    };
    BOOST_TEST(fails_with(run.out.faults, 1u));
    BOOST_TEST(fails_with(run.out.drained, false));
    BOOST_TEST(fails_with(run.out.at_end.pending, 1u));
    BOOST_TEST(fails_with(run.out.at_end.reclaimed, 8u));
    BOOST_TEST(fails_with(run.out.at_end.peak_pending, 6u));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
