// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A signal handler protects by a hazard pointer that was made before.
#include "objects.h"

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <thread>
#include <utility>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;
using cds::make_hazard_pointer;

// What the handler works on. Everything in here is lock-free.
struct {
    hazard_pointer* holder = nullptr;
    hazard_pointer* other = nullptr; // for what is copied
    source* from = nullptr;
    std::atomic<object*> held{nullptr}; // kept protected after the handler has returned
    std::atomic<std::size_t> runs{0};
    std::atomic<std::size_t> corpses{0};
} handler;

void look(object const* p) {
    if (p != nullptr && !p->alive())
        ++handler.corpses;
}

void on_signal(int) {
    std::size_t const run = handler.runs.load(std::memory_order_relaxed);
    look(handler.held.exchange(nullptr));
    object* p = nullptr;
    if (run % 2 == 0)
        p = handler.holder->protect(*handler.from);
    else
        while (!handler.holder->try_protect(p, *handler.from)) {}
    look(p);
    if (run % 5 == 0) {
        handler.other->reset_protection(p);
        handler.holder->reset_protection();
        std::swap(handler.holder, handler.other);
        look(p);
    }
    if (run % 3 == 0)
        handler.holder->reset_protection();
    else
        handler.held = p;
    handler.runs.store(run + 1, std::memory_order_release);
}

// SIGUSR1 is the handler's for as long as it lives.
class handled {
public:
    handled(hazard_pointer& by, hazard_pointer& other, source& from) {
        handler.holder = &by;
        handler.other = &other;
        handler.from = &from;
        handler.held = nullptr;
        handler.runs = 0;
        handler.corpses = 0;
        struct sigaction action = {};
        action.sa_handler = on_signal;
        action.sa_flags = SA_RESTART;
        sigaction(SIGUSR1, &action, &before_);
    }
    handled(handled const&) = delete;
    handled& operator=(handled const&) = delete;
    ~handled() { sigaction(SIGUSR1, &before_, nullptr); }

private:
    struct sigaction before_ = {};
};

// One thread is interrupted, in whatever it does with hazard pointers, while another replaces
// what its handler protects.
void storm(cds::hazard_pointer_domain& domain) {
    census c;
    source from{new object(c)};
    std::size_t const signals = 100 * cds_test::scale();
    std::atomic<bool> over{false};
    cds_test::start_line line(2);
    std::atomic<pthread_t> interrupted{};
    std::thread other([&] {
        line.wait();
        while (handler.runs.load(std::memory_order_acquire) < signals) {
            replace(from, new object(c))->retire(domain);
            pthread_kill(interrupted, SIGUSR1);
            for (int i = 0; i != 20; ++i)
                replace(from, new object(c))->retire(domain);
        }
        over = true;
    });
    {
        hazard_pointer holder = make_hazard_pointer(domain);
        hazard_pointer second = make_hazard_pointer(domain);
        handled const by_handler(holder, second, from);
        interrupted = pthread_self();
        line.wait();
        while (!over) {
            hazard_pointer mine = make_hazard_pointer(domain);
            look(mine.protect(from));
            hazard_pointer copy = make_hazard_pointer(domain);
            copy.reset_protection(mine.protect(from));
            mine = {};
            replace(from, new object(c))->retire(domain);
            if (c.made % 64 == 0)
                cds::hazard_pointer_clean_up(domain);
            if (object const* const p = handler.held.load()) {
                sigset_t usr1;
                sigemptyset(&usr1);
                sigaddset(&usr1, SIGUSR1);
                pthread_sigmask(SIG_BLOCK, &usr1, nullptr);
                if (p == handler.held.load())
                    look(p); // still protected by what the handler did
                pthread_sigmask(SIG_UNBLOCK, &usr1, nullptr);
            }
        }
        other.join(); // no signal comes any more
    }
    from.load()->retire(domain);
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(handler.runs.load() >= signals);
    BOOST_TEST(handler.corpses.load() == 0u);
    BOOST_TEST(c.corpses.load() == 0u);
    BOOST_TEST(c.alive() == 0u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_signals)

BOOST_AUTO_TEST_CASE(S1_what_a_handler_protects_stays) {
    census c;
    source from{new object(c)};
    hazard_pointer holder = make_hazard_pointer();
    hazard_pointer other = make_hazard_pointer();
    handled const by_handler(holder, other, from);
    for (std::size_t run = 0; run != 30;
         ++run) { // both ways to protect, let go or not, copy or not
        raise(SIGUSR1);
        BOOST_TEST(handler.runs.load() == run + 1);
        object* const old = replace(from, new object(c));
        bool const kept = run % 3 != 0;
        BOOST_TEST((handler.held.load() == (kept ? old : nullptr)));
        old->retire();
        cds::hazard_pointer_clean_up();
        BOOST_TEST(c.alive() == (kept ? 2u : 1u));
        if (kept)
            BOOST_TEST(old->alive());
        handler.held = nullptr;
        holder.reset_protection();
        other.reset_protection();
        cds::hazard_pointer_clean_up();
        BOOST_TEST(c.alive() == 1u);
    }
    from.load()->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 0u);
    BOOST_TEST(handler.corpses.load() == 0u);
}

BOOST_AUTO_TEST_CASE(S2_a_handler_protects_whatever_it_interrupts) {
    storm(cds::hazard_pointer_default_domain());
}

BOOST_AUTO_TEST_CASE(S3_a_handler_protects_in_a_domain_of_its_own) {
    cds::hazard_pointer_domain domain(small());
    storm(domain);
}

BOOST_AUTO_TEST_SUITE_END()
