// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Names of libcds's internals that programs mention, and of 2.3.3's threads.

#include <cds/threading/details/_common.h>
#include <cds/threading/model.h>
#include <cds/algo/elimination.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/init.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace {

namespace hp = cds::gc::hp;
namespace dhp = cds::gc::dhp;

template <class... T>
constexpr bool are_classes = (std::is_class_v<T> && ...);

static_assert(are_classes<hp::details::thread_hp_storage, hp::details::retired_array,
                          hp::details::basic_smr, hp::details::thread_data>);
static_assert(std::is_same_v<hp::thread_hp_storage, hp::details::thread_hp_storage>);
static_assert(std::is_same_v<hp::retired_array, hp::details::retired_array>);
static_assert(are_classes<dhp::hp_allocator, dhp::retired_allocator, dhp::thread_hp_storage,
                          dhp::retired_array, dhp::guard_block, dhp::thread_data>);
static_assert(dhp::retired_block::c_capacity == 256);

struct push : cds::algo::elimination::operation_desc {};

struct domain_without_blocks : cds::gc::own_domain<domain_without_blocks> {};

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_names)

BOOST_AUTO_TEST_CASE(the_record_of_an_attached_thread_is_where_elimination_looks) {
    cds::threading::Manager::attachThread();
    cds::threading::ThreadData const& mine = *cds::threading::Manager::thread_data();
    BOOST_TEST(&cds::threading::elimination_record() == &mine.m_EliminationRec);
    push op;
    cds::algo::elimination::init_record(op);
    BOOST_TEST(mine.m_EliminationRec.pOp == &op);
    cds::algo::elimination::clear_record();
    BOOST_TEST(cds::threading::elimination_record().is_free());
    cds::threading::Manager::detachThread();
}

BOOST_AUTO_TEST_CASE(getGC_finds_what_a_policy_keeps_for_the_thread) {
    dhp::thread_data* const dynamic = cds::threading::getGC<cds::gc::DHP>();
    hp::thread_data* const limited = cds::threading::getGC<cds::gc::HP>();
    BOOST_TEST(dynamic == dhp::smr::tls());
    BOOST_TEST(limited == hp::smr::tls());
    BOOST_TEST(dynamic != limited);
}

BOOST_AUTO_TEST_CASE(getGC_reserves_nothing) {
    using fresh = cds::gc::generic_DHP<domain_without_blocks>;
    BOOST_TEST(cds::threading::getGC<fresh>() != nullptr);
    BOOST_TEST(fresh::statistics().threads == 1u);
    BOOST_TEST(fresh::statistics().retired_extend_count == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
