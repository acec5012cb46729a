// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// One object in several queues, stacks and lists at once, by as many hooks.

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/treiber_stack.h>
#include <cds_test/linked_items.h>

#include <boost/intrusive/list.hpp>
#include <boost/test/unit_test.hpp>

namespace {

using namespace cds_test;
namespace ms = cds::intrusive::msqueue;
namespace ts = cds::intrusive::treiber_stack;
using cds::gc::DHP;
using cds::gc::HP;
using cds::opt::gc;

} // namespace

BOOST_AUTO_TEST_SUITE(many_hooks)

BOOST_AUTO_TEST_CASE(one_object_is_in_two_queues_two_stacks_and_a_boost_list_at_once) {
    struct first_tag;
    struct second_tag;
    struct item : record,
                  ms::node<DHP, first_tag>,
                  ms::node<DHP, second_tag>,
                  ts::node<HP>,
                  ts::node<HP, second_tag>,
                  boost::intrusive::list_base_hook<> {
        using record::record;
    };
    struct first_queue : ms::traits {
        using hook = ms::base_hook<gc<DHP>, cds::opt::tag<first_tag>>;
    };
    struct second_queue : ms::traits {
        using hook = ms::base_hook<gc<DHP>, cds::opt::tag<second_tag>>;
    };
    struct second_stack : ts::traits {
        using hook = ts::base_hook<gc<HP>, cds::opt::tag<second_tag>>;
    };
    pool<DHP, item> items(10);
    boost::intrusive::list<item> list;
    cds::intrusive::MSQueue<DHP, item, first_queue> forward;
    cds::intrusive::MSQueue<DHP, item, second_queue> backward;
    cds::intrusive::TreiberStack<HP, item> stack;
    cds::intrusive::TreiberStack<HP, item, second_stack> reverse;
    for (item& each : items) {
        list.push_back(each);
        forward.enqueue(each);
        stack.push(each);
    }
    for (auto i = list.rbegin(); i != list.rend(); ++i) {
        backward.enqueue(*i);
        reverse.push(*i);
    }
    for (auto last = list.rbegin(); item & first_item : list) {
        BOOST_TEST(forward.dequeue() == &first_item);
        BOOST_TEST(backward.dequeue() == &*last);
        BOOST_TEST(stack.pop() == &*last);
        BOOST_TEST(reverse.pop() == &first_item);
        ++last;
    }
    list.clear();
}

BOOST_AUTO_TEST_SUITE_END()
