// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The limit of gc::HP counts the guards that a thread holds: not those that it made once and others
// have ended, and not those of disposers that run in its calls.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::HP;
using too_many = HP::not_enough_hazard_ptr_exception;

constexpr std::size_t limit = 4;

// How many guards the calling thread can have at once, as far as `most`.
std::size_t guards_to_be_had(std::size_t most = 2 * limit) {
    std::vector<HP::Guard> guards;
    guards.reserve(most);
    try {
        while (guards.size() != most)
            guards.emplace_back();
    } catch (too_many const&) {
        return guards.size();
    }
    return most;
}

// Makes all guards that there may be on this thread and ends them on others, again and again.
template <class Protection, class Make>
void make_here_and_end_elsewhere(Make make) {
    HP const life(limit);
    ledger book;
    bool enough = true;
    for (int round = 0; enough && round != 20; ++round) {
        std::vector<Protection> made;
        try {
            for (std::size_t i = 0; i != limit; ++i)
                made.push_back(make(book.make()));
            BOOST_CHECK_THROW(HP::Guard(), too_many);
        } catch (too_many const&) {
            enough = false;
        }
        run_thread([&made] { made.clear(); });
        BOOST_TEST(enough, "in round " << round);
    }
    run_thread([] { BOOST_TEST(guards_to_be_had() == limit); });
    BOOST_TEST(guards_to_be_had() == limit);
}

// A thread holds all the guards that it may, and `call` runs a disposer that takes as many more.
template <class Call>
void expect_disposers_to_have_guards(Call call) {
    child_end const child = in_fork([&call] {
        signal(SIGABRT, SIG_DFL); // the framework's handler would go on with other tests here
        static std::atomic<std::size_t> disposed{0};
        static atomics::atomic<counted*> shared{nullptr};
        struct look_around {
            void operator()(counted* p) const {
                HP::GuardArray<limit> guards;
                for (std::size_t i = 0; i != limit; ++i)
                    p->value += guards.protect(i, shared)->value;
                p->dispose();
                disposed.fetch_add(1, std::memory_order_release);
            }
        };
        HP const life(limit);
        ledger book;
        shared.store(book.make(), atomics::memory_order_release);
        std::size_t retired = 0;
        run_thread([&] {
            std::vector<HP::Guard> all(limit);
            call([&book, &retired] {
                ++retired;
                HP::retire<look_around>(book.make());
            });
        });
        HP::force_dispose();
        if (disposed.load(std::memory_order_acquire) != retired)
            return fail_child("not all is disposed");
        return guards_to_be_had() == limit ? 0 : fail_child("the limit has changed");
    });
    BOOST_TEST(child.good(), "the child " << child);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_guard_limit)

BOOST_AUTO_TEST_CASE(guards_ended_on_another_thread_are_no_longer_their_makers) {
    make_here_and_end_elsewhere<HP::Guard>([](counted* p) {
        HP::Guard guard;
        guard.assign(p);
        return guard;
    });
}

BOOST_AUTO_TEST_CASE(guarded_pointers_ended_on_another_thread_are_no_longer_their_makers) {
    using guarded = HP::guarded_ptr<counted>;
    make_here_and_end_elsewhere<guarded>([](counted* p) { return guarded(p); });
}

BOOST_AUTO_TEST_CASE(guard_arrays_ended_on_another_thread_are_no_longer_their_makers) {
    HP const life(limit);
    for (int round = 0; round != 20; ++round) {
        std::optional<HP::GuardArray<limit>> all;
        try {
            all.emplace();
        } catch (too_many const&) {
            BOOST_ERROR("none in round " << round);
            break;
        }
        run_thread([&all] { all.reset(); });
    }
    BOOST_TEST(guards_to_be_had() == limit);
}

// A producer makes guarded pointers, a consumer ends them: both live on.
BOOST_AUTO_TEST_CASE(a_producer_and_a_consumer_of_guarded_pointers_can_go_on_for_ever) {
    HP const life(limit);
    ledger book;
    std::optional<HP::guarded_ptr<counted>> parcel;
    std::atomic<bool> full{false};
    std::atomic<bool> failed{false};
    constexpr int parcels = 1000;
    run_threads(2, [&](std::size_t who) {
        for (int i = 0; i != parcels && !failed.load(std::memory_order_acquire); ++i) {
            while (full.load(std::memory_order_acquire) != (who != 0))
                if (failed.load(std::memory_order_acquire))
                    return;
            if (who == 0)
                try {
                    parcel.emplace(book.make());
                } catch (too_many const&) {
                    failed.store(true, std::memory_order_release);
                }
            else
                parcel.reset();
            full.store(who == 0, std::memory_order_release);
        }
    });
    BOOST_TEST(!failed.load());
    BOOST_TEST(book.made() == std::size_t{parcels});
}

// The limit is on what a thread makes.
BOOST_AUTO_TEST_CASE(guards_from_elsewhere_leave_a_thread_its_own) {
    HP const life(limit);
    std::vector<HP::Guard> elsewhere;
    for (std::size_t i = 0; i != limit; ++i)
        elsewhere.emplace_back();
    run_thread([&elsewhere] {
        std::vector<HP::Guard> mine = std::move(elsewhere);
        elsewhere.clear();
        BOOST_TEST(guards_to_be_had() == limit);
        mine.clear();
        BOOST_TEST(guards_to_be_had() == limit);
    });
    BOOST_TEST(guards_to_be_had() == limit);
}

BOOST_AUTO_TEST_CASE(a_disposer_in_force_dispose_takes_guards_though_its_thread_holds_all) {
    expect_disposers_to_have_guards([](auto retire_one) {
        retire_one();
        HP::force_dispose();
    });
}

BOOST_AUTO_TEST_CASE(a_disposer_in_a_retire_takes_guards_though_its_thread_holds_all) {
    expect_disposers_to_have_guards([](auto retire_one) {
        for (std::size_t i = 0; i != 3 * HP::retired_array_capacity(); ++i)
            retire_one();
    });
}

BOOST_AUTO_TEST_CASE(a_disposer_in_a_drain_takes_guards_though_its_thread_holds_all) {
    expect_disposers_to_have_guards([](auto retire_one) {
        retire_one();
        (void)HP::drain(std::chrono::seconds(20));
    });
}

BOOST_AUTO_TEST_CASE(a_disposer_in_detach_takes_guards_though_its_thread_holds_all) {
    expect_disposers_to_have_guards([](auto retire_one) {
        retire_one();
        cds::gc::hp::smr::detach_thread();
    });
}

BOOST_AUTO_TEST_SUITE_END()
