// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Headers of liburcu before ours, and again behind them: both libraries have macros that begin with
// CDS_, and CDS_DEPRECATED is one of both.

#include <urcu.h>
#include <urcu/wfcqueue.h>

#include "../hpref_types.h"

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/intrusive/michael_list_dhp.h>

#include <urcu/rculfqueue.h>
#include <urcu/rculist.h>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(hpref_urcu)

BOOST_AUTO_TEST_CASE(both_libraries_live_in_one_file_whichever_comes_first) {
    struct node {
        cds_list_head link;
    } one{};
    CDS_LIST_HEAD(all);
    cds_list_add(&one.link, &all);
    BOOST_TEST(!cds_list_empty(&all));

    cds::container::MichaelList<cds::gc::DHP, int> list;
    BOOST_TEST(list.insert(7));
    BOOST_TEST(list.contains(7));

    cds_test::ledger book;
    cds_test::thing object(book);
    cds_test::source from{&object};
    BOOST_TEST(cds::gc::hpref::get(from)->alive());
    object.drop_reference();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
