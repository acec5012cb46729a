// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The policies themselves: names, limits, statistics, and what misuse leads to.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <cds/gc/default_gc.h>
#include <cds/gc/nogc.h>
#include <cds/structures/reclaim.h>

#include <boost/test/unit_test.hpp>

#include <signal.h>
#include <sys/time.h>

#include <atomic>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::DHP;
using cds::gc::HP;

// Both spellings of what moved between libcds 2.3.3 and its successor name one thing.
static_assert(std::is_same_v<cds::gc::hp::stat, cds::gc::hp::details::stat>);
static_assert(std::is_same_v<cds::gc::hp::not_enough_hazard_ptr,
                             cds::gc::hp::details::not_enough_hazard_ptr>);
static_assert(std::is_same_v<cds::gc::hp::not_initialized, cds::gc::hp::details::not_initialized>);
static_assert(std::is_same_v<cds::gc::hp::scan_type, cds::gc::hp::details::scan_type>);
static_assert(std::is_same_v<cds::gc::hp::thread_data, cds::gc::hp::details::thread_data>);
static_assert(cds::gc::hp::classic == cds::gc::hp::details::classic);
static_assert(cds::gc::hp::inplace == cds::gc::hp::details::inplace);
static_assert(std::is_same_v<cds::gc::hp::GarbageCollector, cds::gc::hp::smr>);
static_assert(std::is_same_v<cds::gc::dhp::GarbageCollector, cds::gc::dhp::smr>);
static_assert(std::is_base_of_v<cds::gc::custom_HP<cds::gc::hp::details::DefaultTLSManager>, HP>);
static_assert(std::is_same_v<cds::gc::hp::custom_smr<cds::gc::hp::details::DefaultTLSManager>,
                             cds::gc::hp::smr>);
static_assert(std::is_same_v<HP::tls_manager, cds::gc::hp::details::DefaultTLSManager>);
static_assert(std::is_same_v<cds::gc::default_gc, HP>);
static_assert(std::is_same_v<HP::guarded_pointer, void*>);
static_assert(std::is_same_v<DHP::guarded_pointer, void*>);
static_assert(std::is_same_v<DHP::atomic_ref<int>, atomics::atomic<int*>>);
static_assert(std::is_same_v<HP::atomic_type<int>, atomics::atomic<int>>);
static_assert(std::is_same_v<HP::stat, cds::gc::hp::stat>);
static_assert(std::is_same_v<DHP::stat, cds::gc::dhp::stat>);
static_assert(
    std::is_same_v<HP::not_enough_hazard_ptr_exception, cds::gc::hp::not_enough_hazard_ptr>);
static_assert(std::is_base_of_v<std::length_error, cds::gc::hp::not_enough_hazard_ptr>);
static_assert(std::is_base_of_v<std::runtime_error, cds::gc::hp::not_initialized>);
static_assert(std::is_base_of_v<std::runtime_error, cds::gc::dhp::not_initialized>);
static_assert(std::is_default_constructible_v<cds::gc::hp::not_enough_hazard_ptr>);
static_assert(std::is_default_constructible_v<cds::gc::dhp::not_initialized>);
static_assert(DHP::check_available_guards(1u << 20));
static_assert(std::is_convertible_v<int, HP>, "HP's constructor is not explicit");
static_assert(!std::is_convertible_v<int, DHP>, "DHP's constructor is");

static_assert(cds::gc::hazard_policy<HP> && cds::gc::hazard_policy<DHP>);
static_assert(!cds::gc::hazard_policy<cds::gc::nogc>);
static_assert(cds::intrusive::details::reclaims<cds::gc::nogc>);
static_assert(cds::intrusive::details::reclaims<DHP> && !cds::intrusive::details::reclaims<int>);

// A policy that somebody else's thread-local storage serves.
using strange_HP = cds::gc::custom_HP<cds::gc::hp::details::StrangeTLSManager>;
using strange_smr = cds::gc::hp::custom_smr<cds::gc::hp::details::StrangeTLSManager>;

std::size_t guards_until_refused() {
    std::vector<HP::Guard> guards;
    guards.reserve(100);
    try {
        while (guards.size() < 100)
            guards.emplace_back();
    } catch (HP::not_enough_hazard_ptr_exception const&) {
        return guards.size();
    }
    return 100;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_policy)

BOOST_AUTO_TEST_CASE(an_HP_object_sets_the_limits_and_its_end_takes_them_back) {
    BOOST_TEST(!HP::isUsed());
    BOOST_CHECK_THROW(HP::max_hazard_count(), cds::gc::hp::not_initialized);
    BOOST_CHECK_THROW(HP::max_thread_count(), cds::gc::hp::not_initialized);
    BOOST_CHECK_THROW(HP::retired_array_capacity(), cds::gc::hp::not_initialized);
    BOOST_CHECK_THROW(cds::gc::hp::smr::instance(), cds::gc::hp::not_initialized);
    {
        HP const life(5, 3, 1000, HP::scan_type::classic);
        BOOST_TEST(HP::isUsed());
        BOOST_TEST(cds::gc::hp::smr::isUsed());
        BOOST_TEST(HP::max_hazard_count() == 5u);
        BOOST_TEST(HP::max_thread_count() == 3u);
        BOOST_TEST(HP::retired_array_capacity() == 1000u);
        BOOST_TEST((HP::getScanType() == HP::scan_type::classic));
        cds::gc::hp::smr const& smr = cds::gc::hp::smr::instance();
        BOOST_TEST(smr.get_hazard_ptr_count() == 5u);
        BOOST_TEST(smr.get_max_thread_count() == 3u);
        BOOST_TEST(smr.get_max_retired_ptr_count() == 1000u);
        BOOST_TEST((smr.get_scan_type() == cds::gc::hp::classic));
        cds::gc::hp::smr::construct(7, 7); // one exists: no effect
        BOOST_TEST(HP::max_hazard_count() == 5u);
        BOOST_TEST(guards_until_refused() == 5u);
    }
    BOOST_TEST(!HP::isUsed());
}

BOOST_AUTO_TEST_CASE(HP_has_the_customary_defaults) {
    HP const life;
    BOOST_TEST(HP::max_hazard_count() == 8u);
    BOOST_TEST(HP::max_thread_count() == 100u);
    BOOST_TEST(HP::retired_array_capacity() == 2u * 8u * 100u);
    BOOST_TEST((HP::getScanType() == HP::scan_type::inplace));
}

BOOST_AUTO_TEST_CASE(a_retired_array_too_small_for_all_hazards_is_made_larger) {
    HP const life(4, 10, 39);
    BOOST_TEST(HP::retired_array_capacity() == 80u);
}

BOOST_AUTO_TEST_CASE(HP_refuses_guards_beyond_its_limit_and_recovers) {
    HP const life(8);
    BOOST_CHECK_NO_THROW(HP::check_available_guards(8));
    BOOST_CHECK_THROW(HP::check_available_guards(9), HP::not_enough_hazard_ptr_exception);
    BOOST_CHECK_THROW(cds::gc::hp::smr::check_hazard_ptr_count(9),
                      cds::gc::hp::not_enough_hazard_ptr);
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(guards_until_refused() == 8u);
    HP::GuardArray<6> six;
    BOOST_CHECK_THROW(HP::GuardArray<3>(), HP::not_enough_hazard_ptr_exception); // all or nothing
    HP::GuardArray<2> two;
    HP::Guard none(nullptr);
    BOOST_CHECK_THROW(none.link(), HP::not_enough_hazard_ptr_exception);
    BOOST_TEST(!none.is_linked());
    int subject = 0;
    BOOST_CHECK_THROW(HP::guarded_ptr<int> pointer(&subject), HP::not_enough_hazard_ptr_exception);
    std::size_t elsewhere = 0;
    run_thread([&] { elsewhere = guards_until_refused(); });
    BOOST_TEST(elsewhere == 8u); // the limit is each thread's own
}

BOOST_AUTO_TEST_CASE(a_DHP_object_is_a_switch_and_nothing_more) {
    BOOST_TEST(!DHP::isUsed());
    BOOST_CHECK_THROW(cds::gc::dhp::smr::instance(), cds::gc::dhp::not_initialized);
    ledger book;
    {
        DHP const life(64);
        BOOST_TEST(DHP::isUsed());
        BOOST_TEST(!HP::isUsed());
        BOOST_CHECK_NO_THROW(cds::gc::dhp::smr::instance());
        make_and_retire<DHP>(book);
    }
    BOOST_TEST(!DHP::isUsed());
    BOOST_TEST(book.each_disposed_once());
    for (int i = 0; i < 3; ++i) {
        cds::gc::dhp::smr::Construct();
        cds::gc::dhp::smr::construct(4);
        BOOST_TEST(cds::gc::dhp::smr::isUsed());
        make_and_retire<DHP>(book);
        cds::gc::dhp::smr::Destruct(true);
        cds::gc::dhp::smr::destruct();
        BOOST_TEST(!cds::gc::dhp::smr::isUsed());
        BOOST_TEST(book.each_disposed_once());
    }
}

BOOST_AUTO_TEST_CASE(the_policies_have_separate_garbage) {
    ledger of_hp;
    ledger of_dhp;
    ledger of_tiny;
    tiny_DHP::force_dispose(); // a threshold of four: what earlier cases left may not reach it
    make_and_retire<HP>(of_hp);
    make_and_retire<DHP>(of_dhp);
    make_and_retire<tiny_DHP>(of_tiny);
    HP::force_dispose();
    BOOST_TEST(of_hp.disposed() == 1u);
    BOOST_TEST(of_dhp.disposed() == 0u);
    BOOST_TEST(of_tiny.disposed() == 0u);
    tiny_DHP::force_dispose();
    BOOST_TEST(of_dhp.disposed() == 0u);
    BOOST_TEST(of_tiny.disposed() == 1u);
    DHP::force_dispose();
    BOOST_TEST(of_dhp.disposed() == 1u);
}

BOOST_AUTO_TEST_CASE(HP_on_strange_thread_local_storage_shares_the_singleton) {
    strange_smr::construct(6, 4);
    BOOST_TEST(HP::isUsed());
    BOOST_TEST(strange_HP::isUsed());
    BOOST_TEST(HP::max_hazard_count() == 6u);
    ledger book;
    run_threads(4, [&](std::size_t) {
        strange_smr::attach_thread();
        strange_smr::attach_thread(); // idempotent
        {
            strange_HP::Guard guard;
            strange_HP::GuardArray<2> more;
            counted* const p = guard.assign(book.make());
            more.assign(1, p);
            strange_HP::retire<count_disposal>(p);
            strange_HP::retire<count_disposal>(book.make());
            strange_HP::scan();
            if (p->disposals() != 0)
                throw std::logic_error("disposed under a guard");
        }
        strange_smr::detach_thread();
    });
    strange_HP::force_dispose();
    BOOST_TEST(book.each_disposed_once());
    strange_smr::destruct(true);
    BOOST_TEST(!HP::isUsed());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(statistics_tell_what_has_happened, GC, gc_policies) {
    typename GC::stat before = statistics_of<GC>();
    ledger book;
    typename GC::Guard guard;
    guard.assign(book.make());
    GC::template retire<count_disposal>(guard.template get<counted>());
    for (int i = 0; i < 999; ++i)
        make_and_retire<GC>(book);
    GC::force_dispose();
    typename GC::stat now = statistics_of<GC>();
    BOOST_TEST(now.retired_count - before.retired_count == 1000u);
    BOOST_TEST(now.free_count - before.free_count == 999u);
    BOOST_TEST(now.pending == 1u);
    BOOST_TEST(now.ready == 0u);
    BOOST_TEST(now.scan_count > before.scan_count);
    BOOST_TEST(now.slots_in_use == 1u);
    BOOST_TEST(now.scan_depth >= 1u);
    BOOST_TEST(now.threshold >= 1u);
    BOOST_TEST(now.scanners_peak >= 1u);
    BOOST_TEST(now.peak_pending >= 1u);
    BOOST_TEST(now.thread_rec_count >= 1u);
    BOOST_TEST(now.hp_block_count >= 1u);
    BOOST_TEST(now.retired_block_count >= 1u);
    BOOST_TEST(now.guard_allocated >= 1u);
    BOOST_TEST(now.heavy_fences > 0u);
    BOOST_TEST(now.fence_failures == before.fence_failures);
    guard.clear();
    GC::force_dispose();
    GC::statistics(now);
    BOOST_TEST(now.pending == 0u);
    BOOST_TEST(now.retired_count - before.retired_count == now.free_count - before.free_count);
    now.clear();
    BOOST_TEST(now.retired_count == 0u);
    BOOST_TEST(now.pending == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(statistics_may_be_asked_for_at_any_time, GC, gc_policies) {
    ledger book;
    std::atomic<std::size_t> implausible{0};
    background asker([&] {
        typename GC::stat const now = statistics_of<GC>();
        implausible.fetch_add(now.pending > 1000000 || now.threshold > 1000000);
    });
    run_threads(2, [&](std::size_t) {
        for (int i = 0; i < 20000; ++i)
            make_and_retire<GC>(book);
    });
    asker.stop();
    BOOST_TEST(implausible.load() == 0u);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(postmortem_statistics_keep_what_the_last_life_did) {
    ledger book;
    {
        DHP const dhp;
        HP const hp;
        make_and_retire<DHP>(book);
        make_and_retire<HP>(book);
    }
    BOOST_TEST(DHP::postmortem_statistics().retired_count >= 1u);
    BOOST_TEST(HP::postmortem_statistics().retired_count >= 1u);
    BOOST_TEST(HP::postmortem_statistics().free_count == HP::postmortem_statistics().retired_count);
    BOOST_TEST(DHP::postmortem_statistics().free_count ==
               DHP::postmortem_statistics().retired_count);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(nogc_does_nothing_at_all) {
    cds::gc::nogc::scan();
    cds::gc::nogc::force_dispose();
    BOOST_TEST(std::is_class_v<cds::gc::nogc>);
}

namespace {
template <class GC>
struct interrupted {
    inline static typename GC::Guard* guard = nullptr;
    inline static atomics::atomic<counted*>* source = nullptr;
    inline static std::atomic<std::size_t> count{0};
    inline static std::atomic<std::size_t> corpses{0};

    static void handle(int) {
        counted* const p = guard->protect(*source);
        if (p != nullptr && !p->alive())
            corpses.fetch_add(1, std::memory_order_relaxed);
        guard->clear();
        count.fetch_add(1, std::memory_order_relaxed);
    }
};
} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(a_signal_handler_may_protect_and_clear_with_a_guard_made_before, GC,
                              gc_policies) {
    using scene = interrupted<GC>;
    ledger book;
    typename GC::Guard in_handler;
    typename GC::Guard guard;
    atomics::atomic<counted*> source{book.make()};
    scene::guard = &in_handler;
    scene::source = &source;
    struct sigaction action = {};
    struct sigaction before = {};
    action.sa_handler = &scene::handle;
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, &before);
    itimerval const often{{0, 200}, {0, 200}};
    setitimer(ITIMER_REAL, &often, nullptr);
    std::size_t corpses = 0;
    for (time_box box(std::chrono::milliseconds(300)); !box.over() || scene::count.load() < 20;) {
        counted* const seen = guard.protect(source);
        corpses += !seen->alive();
        GC::template retire<count_disposal>(
            source.exchange(book.make(), atomics::memory_order_acq_rel));
        corpses += !seen->alive();
        guard.clear();
    }
    itimerval const never{};
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before, nullptr);
    BOOST_TEST(corpses == 0u);
    BOOST_TEST(scene::corpses.load() == 0u);
    GC::template retire<count_disposal>(source.exchange(nullptr, atomics::memory_order_acq_rel));
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
