// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Before, after and without: attach, detach, thread exit, the ends of policies and of the program.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/pile.h>
#include <cds_test/threads.h>

#include <cds/init.h>
#include <cds/threading/model.h>

#include <boost/test/unit_test.hpp>

#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;

template <class GC>
using smr_of =
    std::conditional_t<std::is_same_v<GC, cds::gc::HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;

struct small_tag : cds::gc::own_domain<small_tag> {
    static constexpr cds::gc::domain_options options{.block_capacity = 2, .overdue_ms = ~0u};
};

// Uses guard, retire and a container in its destructor, at the thread's last moments.
template <class GC>
struct last_words {
    ledger* book = nullptr;

    last_words() = default;
    ~last_words() {
        if (book == nullptr)
            return;
        typename GC::Guard guard;
        counted* const p = guard.assign(book->make());
        GC::template retire<count_disposal>(p);
        GC::force_dispose();
        p->value = p->alive() ? 1 : 0;
        pile<GC> heap;
        for (std::size_t i = 0; i < 10; ++i)
            heap.push(i);
    }
};

// Disposed by whoever; needs everything that the library offers to do it.
template <class GC>
struct busy_disposal {
    void operator()(counted* p) const {
        typename GC::Guard guard;
        guard.assign(p);
        pile<GC> heap;
        std::size_t top = 0;
        heap.push(p->index());
        if (heap.pop(top) && top == p->index())
            p->dispose();
    }
};

// Constructed before all other objects with a destructor, destroyed after all of them.
[[gnu::init_priority(101)]] pile<cds::gc::DHP> first_and_last;

bool told_to_be_a_child() { return std::getenv("CDS_TEST_CHILD") != nullptr; }

child_end in_child_process(char const* test) {
    return in_fresh_process(test, [] { setenv("CDS_TEST_CHILD", "1", 1); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_lifetime)

// T14
BOOST_AUTO_TEST_CASE_TEMPLATE(T14_a_thread_that_never_attached_may_do_everything, GC, gc_policies) {
    ledger book;
    std::size_t kept = 0;
    run_thread([&] {
        typename GC::Guard guard;
        counted* const p = guard.assign(book.make());
        GC::template retire<count_disposal>(p);
        GC::force_dispose();
        kept = p->alive();
        pile<GC> heap;
        heap.push(1);
    });
    std::async(std::launch::async, [&] { make_and_retire<GC>(book); }).get();
    BOOST_TEST(kept == 1u);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T14
BOOST_AUTO_TEST_CASE_TEMPLATE(T14_a_guard_outlives_the_detachment_of_its_thread, GC,
                              default_policies) {
    ledger book;
    run_thread([&] {
        smr_of<GC>::attach_thread();
        typename GC::Guard guard;
        counted* const p = guard.assign(book.make());
        GC::template retire<count_disposal>(p);
        smr_of<GC>::detach_thread();
        GC::force_dispose();
        if (p->disposals() != 0)
            throw std::logic_error("disposed under a guard");
        smr_of<GC>::detach_thread(); // once more: harmless
        guard.clear();
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T14
BOOST_AUTO_TEST_CASE_TEMPLATE(T14_a_guard_outlives_its_thread_and_is_released_by_another, GC,
                              gc_policies) {
    ledger book;
    std::unique_ptr<typename GC::Guard> guard;
    typename GC::template guarded_ptr<counted> pointer;
    run_thread([&] {
        guard = std::make_unique<typename GC::Guard>();
        GC::template retire<count_disposal>(guard->assign(book.make()));
        pointer = typename GC::template guarded_ptr<counted>(book.make());
        GC::template retire<count_disposal>(&*pointer);
    });
    for (int i = 0; i < 20; ++i) // the record gets new owners
        run_thread([&] { make_and_retire<GC>(book); });
    GC::force_dispose();
    BOOST_TEST(guard->template get<counted>()->disposals() == 0u);
    BOOST_TEST(pointer->disposals() == 0u);
    run_thread([&] { guard.reset(); });
    GC::force_dispose();
    BOOST_TEST(pointer->disposals() == 0u);
    pointer.release();
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T14
BOOST_AUTO_TEST_CASE_TEMPLATE(T14_slots_that_wander_between_threads_are_neither_lost_nor_doubled,
                              GC, gc_policies) {
    ledger book;
    std::size_t const blocks_before = statistics_of<GC>().hp_block_count;
    for (int round = 0; round < 200; ++round) {
        std::optional<typename GC::Guard> a;
        std::optional<typename GC::Guard> b;
        run_thread([&] { a.emplace(); });
        b.emplace();
        GC::template retire<count_disposal>(a->assign(book.make()));
        GC::template retire<count_disposal>(b->assign(book.make()));
        GC::force_dispose();
        BOOST_TEST(a->template get<counted>()->alive());
        BOOST_TEST(b->template get<counted>()->alive());
        run_thread([&] { b.reset(); });
        a.reset();
    }
    BOOST_TEST(statistics_of<GC>().hp_block_count <= blocks_before + 16);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T14
BOOST_AUTO_TEST_CASE_TEMPLATE(T14_thread_local_destructors_may_use_the_library_in_both_orders, GC,
                              gc_policies) {
    ledger book;
    run_thread([&] { // ours is made after theirs, so it is destroyed before theirs
        static thread_local last_words<GC> early;
        early.book = &book;
        make_and_retire<GC>(book);
    });
    run_thread([&] { // ours is made before theirs
        make_and_retire<GC>(book);
        static thread_local last_words<GC> late;
        late.book = &book;
    });
    run_thread([&] { // ours is never made before the destructor asks for it
        static thread_local last_words<GC> only;
        only.book = &book;
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.made() == 5u);
    BOOST_TEST(book.each_disposed_once());
}

// T14
BOOST_AUTO_TEST_CASE_TEMPLATE(T14_a_thread_local_guard_protects_until_the_thread_is_gone, GC,
                              gc_policies) {
    ledger book;
    run_thread([&] {
        static thread_local std::optional<typename GC::Guard> keeper;
        make_and_retire<GC>(book);
        keeper.emplace();
        GC::template retire<count_disposal>(keeper->assign(book.make()));
        GC::force_dispose();
        if (book.disposed() != 1)
            throw std::logic_error("the guarded object must stay and the other one go");
    });
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T15
BOOST_AUTO_TEST_CASE_TEMPLATE(T15_disposers_may_use_guards_and_containers_at_thread_exit, GC,
                              gc_policies) {
    ledger book;
    run_threads(4, [&](std::size_t) {
        for (int i = 0; i < 300; ++i)
            GC::template retire<busy_disposal<GC>>(book.make());
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.made() == 1200u);
    BOOST_TEST(book.each_disposed_once());
}

// T15
BOOST_AUTO_TEST_CASE_TEMPLATE(T15_disposers_may_use_guards_and_containers_while_detaching, GC,
                              default_policies) {
    ledger book;
    run_thread([&] {
        cds::threading::Manager::attachThread();
        smr_of<GC>::attach_thread();
        for (int i = 0; i < 300; ++i)
            GC::template retire<busy_disposal<GC>>(book.make());
        smr_of<GC>::detach_thread();
        cds::threading::Manager::detachThread();
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T15: what was proven free for a thread and waits, its exit disposes of, while it has its record.
BOOST_AUTO_TEST_CASE(T15_a_thread_has_its_record_when_its_last_disposers_run) {
    using GC = cds::gc::generic_DHP<small_tag>;
    using binding = GC::binding;
    static std::size_t in_exit = 0;
    struct look_at_the_record {
        void operator()(char*) const {
            in_exit += binding::state().record != &cds::gc::core::unattached_record ? 1 : 0;
        }
    };
    static char object = 0;
    run_thread([] {
        for (int i = 0; i != 3; ++i) // two of them fill a block, which is listed
            GC::retire<look_at_the_record>(&object);
        binding::domain().collect(*binding::state().record, cds::gc::core::scan_listed);
    });
    BOOST_TEST(in_exit == 2u);
    GC::force_dispose();
}

// T15
BOOST_AUTO_TEST_CASE_TEMPLATE(T15_disposers_may_use_guards_and_containers_at_the_end_of_the_policy,
                              GC, default_policies) {
    ledger book;
    for (int life = 0; life < 3; ++life) {
        cds::Initialize();
        {
            [[maybe_unused]] GC const gc{};
            for (int i = 0; i < 300; ++i)
                GC::template retire<busy_disposal<GC>>(book.make());
        }
        BOOST_TEST(book.each_disposed_once());
        cds::Terminate();
    }
}

// T16
BOOST_AUTO_TEST_CASE_TEMPLATE(T16_guards_and_retire_work_before_without_and_after_the_policy_object,
                              GC, default_policies) {
    ledger book;
    pile<GC> heap;
    std::optional<typename GC::Guard> guard;
    guard.emplace();
    counted* const p = guard->assign(book.make());
    heap.push(1);
    {
        [[maybe_unused]] GC const gc{};
        BOOST_TEST(GC::isUsed());
        GC::template retire<count_disposal>(p);
        make_and_retire<GC>(book);
        heap.push(2);
    }
    BOOST_TEST(!GC::isUsed());
    BOOST_TEST(p->disposals() == 0u); // guarded objects follow when the guard goes
    BOOST_TEST(book.disposed() == 1u);
    make_and_retire<GC>(book);
    heap.push(3);
    std::size_t top = 0;
    BOOST_TEST(heap.pop(top));
    BOOST_TEST(top == 3u);
    guard.reset();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T16
BOOST_AUTO_TEST_CASE(T16_static_containers_and_guards_end_well_after_terminate) {
    BOOST_TEST(in_child_process("gc_lifetime/as_a_child_leave_statics_behind").good());
}

// T16
BOOST_AUTO_TEST_CASE(T16_a_program_may_end_with_garbage_guards_and_attached_threads) {
    BOOST_TEST(in_child_process("gc_lifetime/as_a_child_leave_a_mess").good());
}

// The following run only in the child processes that the two above start.
BOOST_AUTO_TEST_CASE(as_a_child_leave_statics_behind) {
    if (!told_to_be_a_child())
        return;
    static ledger book;
    static pile<cds::gc::DHP> dynamic_heap; // destroyed after main, pops and retires there
    static pile<cds::gc::HP> heap;
    static cds::gc::DHP::Guard guard;
    static cds::gc::HP::GuardArray<3> guards;
    cds::Initialize();
    {
        cds::gc::HP const hp;
        cds::gc::DHP const dhp;
        cds::threading::Manager::attachThread();
        for (std::size_t i = 0; i < 1000; ++i) {
            dynamic_heap.push(i);
            heap.push(i);
            first_and_last.push(i);
        }
        cds::gc::DHP::retire<count_disposal>(guard.assign(book.make()));
        cds::gc::HP::retire<count_disposal>(guards.assign(1, book.make()));
        cds::threading::Manager::detachThread();
    }
    cds::Terminate();
    make_and_retire<cds::gc::DHP>(book);
    make_and_retire<cds::gc::HP>(book);
    BOOST_TEST(book.disposed_twice() == 0u);
}

BOOST_AUTO_TEST_CASE(as_a_child_leave_a_mess) {
    if (!told_to_be_a_child())
        return;
    static ledger book;
    std::thread([] { // never detaches, and the program ends under it
        cds::threading::Manager::attachThread();
        cds::gc::DHP::Guard guard;
        cds::gc::DHP::retire<count_disposal>(guard.assign(book.make()));
        for (;;)
            std::this_thread::sleep_for(std::chrono::hours(1));
    })
        .detach();
    while (book.made() == 0)
        std::this_thread::yield();
    cds::Initialize();
    static cds::gc::DHP const policy;
    for (int i = 0; i < 100; ++i)
        make_and_retire<cds::gc::DHP>(book);
    cds::Terminate();
    BOOST_TEST(book.disposed_twice() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
