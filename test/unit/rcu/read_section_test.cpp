// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Read sections: what waits for them, what does not, and what one may do inside.

#include "rcu_types.h"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <thread>
#include <vector>

using namespace rcu_test;

BOOST_AUTO_TEST_SUITE(rcu_read_sections)

BOOST_AUTO_TEST_CASE_TEMPLATE(they_nest, RCU, all) {
    BOOST_TEST(!RCU::is_locked());
    {
        typename RCU::scoped_lock const outer;
        BOOST_TEST(RCU::is_locked());
        {
            typename RCU::scoped_lock const inner;
            BOOST_TEST(RCU::is_locked());
        }
        BOOST_TEST(RCU::is_locked());
    }
    BOOST_TEST(!RCU::is_locked());
    RCU::access_lock();
    BOOST_TEST(RCU::is_locked());
    RCU::access_unlock();
    BOOST_TEST(!RCU::is_locked());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(synchronize_waits_for_one_in_either_phase, RCU, all) {
    watchdog const limit("synchronize");
    for (int phase = 0; phase != 4; ++phase) {
        reader<RCU> inside;
        BOOST_TEST(waits_for([] { RCU::synchronize(); }, [&] { inside.leave(); }));
    }
    RCU::synchronize(); // nobody is inside
}

// The inner section ends, the outer one does not.
BOOST_AUTO_TEST_CASE_TEMPLATE(synchronize_waits_for_the_outermost_one, RCU, all) {
    watchdog const limit("synchronize");
    std::atomic<int> step{0};
    std::thread nested([&] {
        typename RCU::scoped_lock const outer;
        { typename RCU::scoped_lock const inner; }
        for (step = 1; step != 2;)
            std::this_thread::yield();
    });
    while (step != 1)
        std::this_thread::yield();
    BOOST_TEST(waits_for([] { RCU::synchronize(); }, [&] { step = 2; }));
    nested.join();
}

// By hand, what a reader does that is delayed between reading the phase and marking itself: its
// mark is that of before the last flip.
BOOST_AUTO_TEST_CASE_TEMPLATE(synchronize_waits_for_a_late_reader, RCU, all) {
    watchdog const limit("synchronize");
    auto& domain = RCU::binding::domain();
    for (int phase = 0; phase != 2; ++phase) {
        std::atomic<int> step{0};
        std::thread late([&] {
            { typename RCU::scoped_lock const attaches; }
            auto* const slot = domain.own_line(*RCU::binding::state().record);
            void const* const mark = domain.read_mark();
            for (step = 1; step != 2;)
                std::this_thread::yield();
            slot->publish(mark);
            for (step = 3; step != 4;)
                std::this_thread::yield();
            slot->clear();
        });
        while (step != 1)
            std::this_thread::yield();
        RCU::synchronize();
        for (step = 2; step != 3;)
            std::this_thread::yield();
        BOOST_TEST(waits_for([] { RCU::synchronize(); }, [&] { step = 4; }));
        late.join();
    }
}

// Readers come again and again; no wait is for those that came later.
BOOST_AUTO_TEST_CASE_TEMPLATE(synchronize_ends_although_readers_never_pause, RCU, all) {
    watchdog const limit("synchronize");
    std::vector<std::unique_ptr<background>> readers;
    for (int i = 0; i != 2; ++i)
        readers.push_back(std::make_unique<background>([] {
            typename RCU::scoped_lock const section;
            std::this_thread::yield();
        }));
    for (int i = 0; i != 20; ++i)
        RCU::synchronize();
    for (auto& r : readers)
        r->stop();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_retired_outlives_those_that_had_begun, RCU, all) {
    watchdog const limit("a retire");
    for (int phase = 0; phase != 4; ++phase) {
        ledger book;
        counted* const object = book.make();
        reader<RCU> inside;
        BOOST_TEST(waits_for(
            [&] {
                RCU::template retire_ptr<count_disposal>(object);
                RCU::force_dispose();
            },
            [&] {
                BOOST_TEST(object->alive());
                inside.leave();
            }));
        BOOST_TEST(book.each_disposed_once());
    }
}

// It would have to wait for itself, so it leaves that to a later one.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_retire_inside_neither_waits_nor_disposes, RCU, all) {
    watchdog const limit("a retire");
    ledger book;
    {
        typename RCU::scoped_lock const section;
        for (int i = 0; i != 2000; ++i)
            RCU::template retire_ptr<count_disposal>(book.make());
        BOOST_TEST(book.disposed() == 0u);
    }
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_waits_for_them_throws_inside, RCU, all) {
    typename RCU::scoped_lock const section;
    BOOST_CHECK_THROW(RCU::synchronize(), urcu::rcu_deadlock);
    BOOST_CHECK_THROW(RCU::force_dispose(), urcu::rcu_deadlock);
    BOOST_TEST(!RCU::drain());
}

// A mark says nothing about another flavour.
BOOST_AUTO_TEST_CASE(those_of_one_flavour_are_not_those_of_another) {
    instant::scoped_lock const section;
    BOOST_TEST(!buffered::is_locked());
    buffered::synchronize();
    threaded::synchronize();
    by_signal::force_dispose();
    BOOST_TEST(instant::is_locked());
}

// A disposer may use its RCU: enter, retire, and wait for others.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_disposer_may_enter_one_and_retire, RCU, all) {
    watchdog const limit("a disposer");
    static ledger* book;
    ledger mine;
    book = &mine;
    struct retires_another {
        void operator()(counted* p) const {
            {
                typename RCU::scoped_lock const section;
                RCU::template retire_ptr<count_disposal>(book->make());
            }
            RCU::template retire_ptr<count_disposal>(book->make());
            RCU::synchronize();
            p->dispose();
        }
    };
    for (int i = 0; i != 10; ++i)
        RCU::template retire_ptr<retires_another>(mine.make());
    RCU::force_dispose();
    BOOST_TEST(mine.made() == 30u);
    BOOST_TEST(mine.each_disposed_once());
}

// thread_local objects that outlive the library's own note of the thread's exit.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_may_enter_one_past_its_exit, RCU, all) {
    watchdog const limit("a thread's exit");
    struct late {
        ledger* book = nullptr;
        ~late() {
            if (book == nullptr)
                return;
            for (int i = 0; i != 3; ++i) {
                typename RCU::scoped_lock const outer;
                typename RCU::scoped_lock const inner;
                RCU::template retire_ptr<count_disposal>(book->make());
            }
            RCU::template retire_ptr<count_disposal>(book->make());
        }
    };
    ledger book;
    run_thread([&] {
        static thread_local late last; // built first, destroyed after the library's
        last.book = &book;
        typename RCU::scoped_lock const section;
    });
    RCU::force_dispose();
    BOOST_TEST(book.made() == 4u);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_that_cannot_be_attached_enters_none, RCU,
                              decltype(std::tuple<tiny_instant, tiny_buffered>())) {
    auto& domain = RCU::binding::domain();
    bool thrown = false;
    bool locked = true;
    domain.set_memory_source({[](std::size_t) -> void* { return nullptr; }, &std::free});
    std::vector<cds::gc::core::thread_record*> taken; // what the first segments have left over
    while (auto* const r = domain.try_attach()) {
        if (r == &cds::gc::core::unattached_record)
            break;
        taken.push_back(r);
    }
    run_thread([&] {
        try {
            RCU::access_lock();
        } catch (std::bad_alloc const&) {
            thrown = true;
        }
        locked = RCU::is_locked();
    });
    for (auto* const r : taken)
        domain.leave(*r);
    domain.set_memory_source({});
    BOOST_TEST(thrown);
    BOOST_TEST(!locked);
    RCU::synchronize();
}

BOOST_AUTO_TEST_SUITE_END()
