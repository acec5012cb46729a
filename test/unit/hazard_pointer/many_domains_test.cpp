// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A thread with more domains than it keeps its way into.

#include <cds/hazard_pointer.h>
#include <cds_test/child.h>

#include <boost/test/unit_test.hpp>

#include <pthread.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

namespace {

struct object : cds::hazard_pointer_obj_base<object> {
    explicit object(std::atomic<int>& n) : gone(n) {}
    ~object() { gone.fetch_add(1); }
    std::atomic<int>& gone;
};

// What happens while the library is prepared for a fork: of the handlers for that moment, those
// installed first are called last, so this one comes before anything else in the program.
constinit std::atomic<bool> armed{false};
constinit std::atomic<bool> forking{false};
constinit std::atomic<bool> worked{false};
constinit std::atomic<bool> worked_in_time{false};

void prepared() {
    using namespace std::chrono_literals;
    if (!armed)
        return;
    forking = true;
    for (int i = 0; i != 10'000 && !worked; ++i)
        std::this_thread::sleep_for(1ms);
    worked_in_time = worked.load();
}
[[gnu::constructor(101)]] void install() { pthread_atfork(prepared, nullptr, nullptr); }

constexpr int rounds = 20;
constexpr int domains = 12;

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_many_domains)

BOOST_AUTO_TEST_CASE(D14_going_from_one_to_the_other_does_not_wait_for_a_fork) {
    std::atomic<int> gone{0};
    {
        std::array<cds::hazard_pointer_domain, domains> all;
        auto const visit_all = [&] {
            for (cds::hazard_pointer_domain& d : all) {
                (new object(gone))->retire(d);
                cds::hazard_pointer const h = cds::make_hazard_pointer(d);
            }
        };
        std::atomic<bool> ready{false};
        std::thread worker([&] {
            visit_all(); // the first use may wait
            ready = true;
            while (!forking)
                std::this_thread::yield();
            for (int i = 0; i != rounds; ++i)
                visit_all();
            worked = true;
            visit_all();
        });
        while (!ready)
            std::this_thread::yield();
        armed = true;
        cds_test::child_end const child = cds_test::in_fork([] { return 0; });
        armed = false;
        worker.join();
        BOOST_TEST(child.good(), child);
        BOOST_TEST(worked_in_time.load());
    }
    BOOST_TEST(gone.load() == (rounds + 2) * domains);
}

BOOST_AUTO_TEST_SUITE_END()
