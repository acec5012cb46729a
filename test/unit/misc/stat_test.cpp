// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/structures/stat.h>

namespace {

namespace sample {

#define CDS_TEST_SAMPLE_EVENTS(X)    \
    X(m_nFindSuccess, onFindSuccess) \
    X(m_EmptyDequeue, onDequeueEmpty)

CDS_DEFINE_STAT(event_counter, CDS_TEST_SAMPLE_EVENTS)
CDS_DEFINE_WRAPPED_STAT(CDS_TEST_SAMPLE_EVENTS)

#undef CDS_TEST_SAMPLE_EVENTS

} // namespace sample

typedef sample::stat<> counting;
typedef sample::stat<cds::atomicity::item_counter> counting_items;
typedef boost::mpl::list<counting, counting_items> stats;

} // namespace

BOOST_AUTO_TEST_SUITE(statistics_from_an_event_list)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_event_counts_in_its_own_counter, Stat, stats) {
    Stat s;
    s.onFindSuccess();
    s.onFindSuccess();
    s.onDequeueEmpty();
    BOOST_TEST(std::size_t(s.m_nFindSuccess) == 2u);
    BOOST_TEST(std::size_t(s.m_EmptyDequeue) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(statistics_add_up_and_reset, Stat, stats) {
    Stat a;
    Stat b;
    a.onFindSuccess();
    b.onFindSuccess();
    b.onDequeueEmpty();
    a += b;
    BOOST_TEST(std::size_t(a.m_nFindSuccess) == 2u);
    BOOST_TEST(std::size_t(a.m_EmptyDequeue) == 1u);
    a.reset();
    BOOST_TEST(std::size_t(a.m_nFindSuccess) == 0u);
    BOOST_TEST(std::size_t(b.m_nFindSuccess) == 1u);
}

BOOST_AUTO_TEST_CASE(the_counter_type_has_the_name_that_the_structure_gives_it) {
    static_assert(std::is_same_v<counting::event_counter, cds::atomicity::event_counter>);
    BOOST_TEST((std::is_same_v<counting_items::event_counter, cds::atomicity::item_counter>));
}

BOOST_AUTO_TEST_CASE(the_empty_one_takes_every_event_and_keeps_nothing) {
    sample::empty_stat const s;
    s.onFindSuccess();
    s.onDequeueEmpty();
    s.reset();
    s += sample::empty_stat();
    BOOST_TEST(std::is_empty_v<sample::empty_stat>);
}

BOOST_AUTO_TEST_CASE(the_wrapped_one_reports_to_another) {
    counting shared;
    sample::wrapped_stat<counting> one(shared);
    sample::wrapped_stat<> two(shared);
    one.onFindSuccess();
    two.onFindSuccess();
    BOOST_TEST(std::size_t(shared.m_nFindSuccess) == 2u);
    BOOST_TEST(&one.m_stat == &shared);
}

BOOST_AUTO_TEST_CASE(buckets_wrap_a_counting_statistics_and_keep_an_empty_one) {
    typedef sample::select_stat_wrapper<counting> counted;
    static_assert(std::is_same_v<counted::stat, counting>);
    static_assert(std::is_same_v<counted::wrapped_stat, sample::wrapped_stat<counting>>);
    static_assert(!counted::empty);
    typedef sample::select_stat_wrapper<sample::empty_stat> uncounted;
    static_assert(std::is_same_v<uncounted::wrapped_stat, sample::empty_stat>);
    static_assert(uncounted::empty);
    typedef sample::select_stat_wrapper<sample::wrapped_stat<counting>> wrapped;
    BOOST_TEST((std::is_same_v<wrapped::stat, counting>));
}

BOOST_AUTO_TEST_SUITE_END()
