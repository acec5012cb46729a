// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// cds::Initialize, cds::Terminate, cds::threading::Manager and the attachment of threads.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <cds/init.h>
#include <cds/threading/model.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <stdexcept>
#include <tuple>
#include <type_traits>

namespace {

using namespace cds_test;
using manager = cds::threading::Manager;

template <class GC>
using smr_of =
    std::conditional_t<std::is_same_v<GC, cds::gc::HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;

void require(bool condition) {
    if (!condition)
        throw std::logic_error("an expectation failed in a thread");
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_manager)

BOOST_AUTO_TEST_CASE(initialize_and_terminate_nest) {
    for (int life = 0; life < 3; ++life) {
        cds::Initialize();
        cds::Initialize(0);
        cds::Terminate();
        BOOST_TEST(cds::threading::ThreadData::s_nProcCount >= 1u);
        run_thread([] {
            manager::attachThread();
            require(manager::isThreadAttached());
            manager::detachThread();
        });
        cds::Terminate();
    }
}

BOOST_AUTO_TEST_CASE(a_manager_needs_no_beginning_and_no_end) {
    run_thread([] {
        manager::attachThread();
        manager::init();
        require(manager::isThreadAttached());
        manager::fini();
        require(manager::isThreadAttached());
        manager::detachThread();
        manager::fini();
        require(!manager::isThreadAttached());
    });
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(attachments_nest_and_the_last_detachment_ends_them) {
    bool attached_in_the_end = true;
    run_thread([&] {
        require(!manager::isThreadAttached());
        manager::attachThread();
        manager::attachThread();
        manager::attachThread();
        require(manager::isThreadAttached());
        manager::detachThread();
        manager::detachThread();
        require(manager::isThreadAttached());
        manager::detachThread();
        require(!manager::isThreadAttached());
        manager::attachThread(); // and again
        require(manager::isThreadAttached());
        manager::detachThread();
        attached_in_the_end = manager::isThreadAttached();
    });
    BOOST_TEST(!attached_in_the_end);
}

BOOST_AUTO_TEST_CASE(thread_data_belongs_to_the_thread) {
    cds::Initialize();
    run_threads(3, [](std::size_t) {
        manager::attachThread();
        cds::threading::ThreadData* const mine = manager::thread_data();
        require(mine != nullptr);
        require(mine == manager::thread_data());
        require(manager::fake_current_processor() == mine->fake_current_processor());
        require(mine->fake_current_processor() < cds::threading::ThreadData::s_nProcCount);
        manager::detachThread();
    });
    cds::Terminate();
    BOOST_TEST(cds::threading::ThreadData::s_nLastUsedProcNo.load() >= 3u);
}

BOOST_AUTO_TEST_CASE(a_thread_may_end_attached) {
    ledger book;
    run_threads(4, [&](std::size_t) {
        manager::attachThread();
        make_and_retire<cds::gc::DHP>(book);
        make_and_retire<cds::gc::HP>(book);
    });
    cds::gc::DHP::force_dispose();
    cds::gc::HP::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_policy_made_after_the_attachment_serves_the_thread_too, GC,
                              default_policies) {
    ledger book;
    run_thread([&] {
        manager::attachThread();
        {
            GC const late{};
            typename GC::Guard guard;
            GC::template retire<count_disposal>(guard.assign(book.make()));
            GC::scan();
            require(book.disposed() == 0);
        }
        {
            GC const another{};
            make_and_retire<GC>(book);
        }
        manager::detachThread();
    });
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(attachment_to_one_policy_is_idempotent_and_optional, GC,
                              default_policies) {
    ledger book;
    run_thread([&] {
        using smr = smr_of<GC>;
        smr::detach_thread(); // not attached: no-op
        smr::attach_thread();
        smr::attach_thread();
        make_and_retire<GC>(book);
        smr::detach_thread();
        make_and_retire<GC>(book); // attaches by itself
        smr::attach_thread();
        smr::detach_thread();
    });
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_thread_data_of_an_attached_thread_is_at_hand, GC,
                              default_policies) {
    GC const life{};
    run_thread([] {
        smr_of<GC>::attach_thread();
        auto* const data = smr_of<GC>::tls();
        require(data != nullptr);
        require(smr_of<GC>::tls() == data);
        smr_of<GC>::detach_thread();
    });
    typename GC::stat now;
    smr_of<GC>::instance().statistics(now);
    BOOST_TEST(now.thread_rec_count == statistics_of<GC>().thread_rec_count);
}

BOOST_AUTO_TEST_SUITE_END()
