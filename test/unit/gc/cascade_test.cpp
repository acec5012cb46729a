// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Chains whose every disposer retires the next link: a long one is gone soon, an endless one
// captures nobody.

#include <cds/hazard_pointer.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory_resource>
#include <thread>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

template <int Which>
struct usual_tag : cds::gc::own_domain<usual_tag<Which>> {};

template <int Which>
struct small_tag : cds::gc::own_domain<small_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};

struct seldom_tag : cds::gc::own_domain<seldom_tag> {
    static constexpr cds::gc::domain_options options{.overdue_ms = 200};
};

// A list that is dropped by its head. Each link's disposer retires the next.
template <class GC>
class list {
public:
    static void drop(std::size_t length) {
        link* head = nullptr;
        for (std::size_t i = 0; i != length; ++i)
            head = new link{head};
        GC::template retire<dispose>(head);
    }
    static std::size_t disposed() { return disposed_.load(std::memory_order_acquire); }

private:
    struct link {
        link* next;
    };
    struct dispose {
        void operator()(link* l) const {
            if (l->next != nullptr)
                GC::template retire<dispose>(l->next);
            delete l;
            disposed_.fetch_add(1, std::memory_order_release);
        }
    };
    inline static std::atomic<std::size_t> disposed_{0};
};

// Chains without end, until they are told to stop, or until they have held one call up for so
// long that it counts as captured.
template <class GC, bool Impatient = false>
class endless {
public:
    static constexpr std::size_t capture = 200000;

    static void begin(std::size_t chains) {
        stop_.store(false, std::memory_order_release);
        for (std::size_t i = 0; i != chains; ++i)
            retire_one();
    }
    static void end() { stop_.store(true, std::memory_order_release); }

    /// True if `call` returns by itself.
    template <class Call>
    static bool lets_go(Call call) {
        in_this_call_.store(0, std::memory_order_relaxed);
        call();
        return in_this_call_.load(std::memory_order_relaxed) < capture;
    }
    static std::size_t disposed() { return disposed_.load(std::memory_order_acquire); }
    static std::size_t alive() { return made_.load(std::memory_order_acquire) - disposed(); }

private:
    struct dispose {
        void operator()(char* p) const {
            delete p;
            bool const captured =
                in_this_call_.fetch_add(1, std::memory_order_relaxed) + 1 >= capture;
            if (!captured && !stop_.load(std::memory_order_acquire))
                retire_one();
            disposed_.fetch_add(1, std::memory_order_release);
            if (Impatient)
                GC::force_dispose();
        }
    };
    static void retire_one() {
        made_.fetch_add(1, std::memory_order_release);
        GC::template retire<dispose>(new char);
    }

    inline static std::atomic<bool> stop_{false};
    inline static std::atomic<std::size_t> in_this_call_{0};
    inline static std::atomic<std::size_t> made_{0};
    inline static std::atomic<std::size_t> disposed_{0};
};

// Beside chains without end each call returns, and other objects are freed.
template <class GC, bool Impatient>
void expect_that_nobody_is_captured() {
    using chain = endless<GC, Impatient>;
    std::size_t const theta = GC::binding::options.threshold;
    chain::begin(3);
    bool free = true;
    for (std::size_t i = 0; i != 100 * theta; ++i)
        free = free && chain::lets_go([] { waste<GC>::retire(1); });
    BOOST_TEST(free, "retire returns");
    BOOST_TEST(waste<GC>::most() <= bound_of(GC::binding::options, {}));
    BOOST_TEST(chain::lets_go([] { GC::scan(); }), "scan() returns");
    BOOST_TEST(waste<GC>::pending() == 0u);
    waste<GC>::retire(10);
    BOOST_TEST(chain::lets_go([] { GC::force_dispose(); }), "force_dispose() returns");
    BOOST_TEST(waste<GC>::pending() == 0u);
    waste<GC>::retire(10);
    BOOST_TEST(chain::lets_go([] { GC::detach_thread(); }), "detach_thread() returns");
    BOOST_TEST(chain::disposed() > 0u);
    chain::end();
    BOOST_TEST(GC::drain());
    BOOST_TEST(chain::alive() == 0u);
    BOOST_TEST(waste<GC>::pending() == 0u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_cascade)

// T3: what is retired for ten links is enough to free them all.
BOOST_AUTO_TEST_CASE(T3_a_long_list_dropped_by_its_head_is_freed_by_retires_of_other_objects) {
    using GC = cds::gc::generic_DHP<usual_tag<0>>;
    watchdog const limit("a long list beside other retires");
    std::size_t const length = 20000 * scale();
    list<GC>::drop(length);
    waste<GC>::retire(10 * length);
    BOOST_TEST(list<GC>::disposed() == length);
    BOOST_TEST(GC::drain());
    BOOST_TEST(list<GC>::disposed() == length);
}

// T3
BOOST_AUTO_TEST_CASE(T3_a_list_dropped_by_a_thread_that_goes_is_freed_by_those_that_stay) {
    using GC = cds::gc::generic_DHP<usual_tag<1>>;
    watchdog const limit("the list of a thread that has gone");
    std::size_t const length = 5000 * scale();
    waste<GC>::retire(1);
    run_thread([=] { list<GC>::drop(length); });
    waste<GC>::retire(10 * length);
    BOOST_TEST(list<GC>::disposed() == length);
    BOOST_TEST(GC::drain());
}

// T3: one of many generations is no explicit call's business, but its own.
BOOST_AUTO_TEST_CASE(T3_one_force_dispose_frees_hundreds_of_generations) {
    using GC = cds::gc::generic_DHP<small_tag<0>>;
    list<GC>::drop(200);
    GC::force_dispose();
    BOOST_TEST(list<GC>::disposed() == 200u);
    BOOST_TEST(GC::drain());
}

// T3: at one link a tick the list would take minutes.
BOOST_AUTO_TEST_CASE(T3_the_reclaimer_alone_frees_a_list_in_a_few_ticks) {
    using GC = cds::gc::generic_DHP<seldom_tag>;
    std::size_t const length = 1000;
    BOOST_REQUIRE(GC::start_reclaimer(5ms));
    list<GC>::drop(length);
    auto const never = std::chrono::steady_clock::now() + 20s;
    while (list<GC>::disposed() != length && std::chrono::steady_clock::now() < never)
        std::this_thread::sleep_for(5ms);
    BOOST_TEST(list<GC>::disposed() == length);
    GC::stop_reclaimer();
    BOOST_TEST(GC::drain());
}

// T3, T21
BOOST_AUTO_TEST_CASE(T3_chains_without_end_capture_nobody) {
    watchdog const limit("endless chains");
    expect_that_nobody_is_captured<cds::gc::generic_DHP<small_tag<1>>, false>();
}

// T3, T21
BOOST_AUTO_TEST_CASE(T3_chains_without_end_that_ask_for_scans_capture_nobody) {
    watchdog const limit("endless and impatient chains");
    expect_that_nobody_is_captured<cds::gc::generic_DHP<small_tag<2>>, true>();
}

// T3, T19: with memory, and with none, when objects are linked and swept.
BOOST_AUTO_TEST_CASE(T3_a_chain_without_end_in_a_domain_of_linked_objects_captures_nobody) {
    static std::atomic<std::size_t> deleted{0};
    static std::atomic<bool> stop{false};
    static std::size_t in_this_call = 0;
    static cds::hazard_pointer_domain* home = nullptr;
    struct object : cds::hazard_pointer_obj_base<object> {
        explicit object(bool has_next) : endless(has_next) {}
        ~object() {
            deleted.fetch_add(1, std::memory_order_release);
            if (endless && !stop.load(std::memory_order_acquire) && ++in_this_call < 200000)
                (new object(true))->retire(*home);
        }
        bool endless;
    };
    watchdog const limit("an endless chain of linked objects");
    for (std::pmr::memory_resource* memory :
         {std::pmr::new_delete_resource(), std::pmr::null_memory_resource()}) {
        cds::hazard_pointer_domain domain({.threshold = 64, .overdue_ms = ~0u}, memory);
        home = &domain;
        stop.store(false, std::memory_order_release);
        deleted.store(0, std::memory_order_release);
        (new object(true))->retire(domain);
        std::size_t longest = 0;
        for (int i = 0; i != 1000; ++i) {
            in_this_call = 0;
            (new object(false))->retire(domain);
            longest = std::max(longest, in_this_call);
        }
        BOOST_TEST(longest < 200000u, "retire returns");
        in_this_call = 0;
        cds::hazard_pointer_clean_up(domain);
        BOOST_TEST(in_this_call < 200000u, "clean_up returns");
        BOOST_TEST(deleted.load() >= 1001u); // all that was retired before it
        stop.store(true, std::memory_order_release);
    }
}

// T3, T22: a drain waits for children, so for ever, unless its time is over.
BOOST_AUTO_TEST_CASE(T3_a_drain_beside_a_chain_without_end_is_false_when_its_time_is_over) {
    using GC = cds::gc::generic_DHP<small_tag<3>>;
    using chain = endless<GC>;
    watchdog const limit("a drain beside an endless chain");
    chain::begin(1);
    std::atomic<bool> ended{false};
    std::thread renewal([&] { // the count that stops a captured call begins anew
        while (!ended.load(std::memory_order_acquire))
            chain::lets_go([] { std::this_thread::yield(); });
    });
    BOOST_TEST(!GC::drain(20ms));
    chain::end();
    ended.store(true, std::memory_order_release);
    renewal.join();
    BOOST_TEST(GC::drain());
    BOOST_TEST(chain::alive() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
