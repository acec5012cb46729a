// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The opt-in reclaimer thread: collects what is overdue when no other thread does. Nothing
// depends on it: it may fail to start, and does not survive a fork.
#include "domain_internal.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>

#if defined(__unix__) || defined(__APPLE__)
#    include <csignal>
#endif

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
struct reclaimer_thread {
    std::mutex lock; ///< held during the start, so that a stopping thread finds it started
    std::condition_variable changed;
    bool stop = false;
    bool woken = false;
    bool on_its_own = false; ///< a disposer that it runs has stopped it: no thread waits for it
    std::thread thread;
};

/// Blocks signals, so that no handler of the program runs on a thread that it does not know.
class signals_blocked {
public:
#if defined(__unix__) || defined(__APPLE__)
    signals_blocked() noexcept {
        ::sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &old_);
    }
    ~signals_blocked() { ::pthread_sigmask(SIG_SETMASK, &old_, nullptr); }

private:
    ::sigset_t old_;
#endif
};

/// Clamps the period, so that a clock can add it to any of its times and others get the
/// processor.
std::chrono::milliseconds sensible(std::chrono::milliseconds period) noexcept {
    constexpr std::chrono::milliseconds shortest{1};
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24 * 365 * 100);
    return std::clamp(period, shortest, longest);
}

void run(reclaimer_thread& me, std::chrono::milliseconds period, void (*collect)()) {
    std::unique_lock<std::mutex> guard(me.lock);
    for (;;) {
        me.changed.wait_for(guard, period, [&] { return me.stop || me.woken; });
        if (me.stop)
            break;
        me.woken = false;
        guard.unlock();
        collect();
        guard.lock();
    }
    guard.unlock();
    if (me.on_its_own)
        delete &me;
}
} // namespace

bool domain::start_reclaimer(std::chrono::milliseconds period, void (*tick)()) noexcept {
    reclaimer_thread* const fresh = new (std::nothrow) reclaimer_thread;
    if (fresh == nullptr)
        return false;
    std::unique_lock<std::mutex> starting(fresh->lock);
    void* none = nullptr;
    // [D14] acq_rel-CAS <-> [D15, D17]: one reclaimer at a time
    if (!reclaimer_.compare_exchange_strong(none, fresh, atomics::memory_order_acq_rel,
                                            atomics::memory_order_relaxed)) {
        starting.unlock();
        delete fresh;
        return false;
    }
    signals_blocked const quiet;
    auto const life = [=] { run(*fresh, sensible(period), tick); };
#if defined(__cpp_exceptions)
    try {
        fresh->thread = std::thread(life);
    } catch (...) {
        starting.unlock();
        void* own = fresh;
        // relaxed: no other thread has used it; a thread that took it to stop it deletes it
        if (reclaimer_.compare_exchange_strong(own, nullptr, atomics::memory_order_relaxed,
                                               atomics::memory_order_relaxed))
            delete fresh;
        return false;
    }
#else
    fresh->thread = std::thread(life);
#endif
    return true;
}

bool domain::wake_reclaimer() noexcept {
    // [D16] seq_cst-fetch_add <-> [D19]: a thread that stops the reclaimer waits for us, or we do
    // not find it
    wakers_.fetch_add(1, atomics::memory_order_seq_cst);
    // [D17] seq_cst-load <-> [D14, D15]: the reclaimer is built
    auto* const running =
        static_cast<reclaimer_thread*>(reclaimer_.load(atomics::memory_order_seq_cst));
    if (running != nullptr) {
        std::unique_lock<std::mutex> guard(running->lock);
        running->woken = true;
        guard.unlock();
        running->changed.notify_one();
    }
    // [D18] release-fetch_sub -> [D19]: our last access to the reclaimer
    wakers_.fetch_sub(1, atomics::memory_order_release);
    return running != nullptr;
}

void domain::stop_reclaimer() noexcept {
    // [D15] seq_cst-exchange <-> [D14, D17]: the thread that takes it ends it
    auto* const running =
        static_cast<reclaimer_thread*>(reclaimer_.exchange(nullptr, atomics::memory_order_seq_cst));
    if (running == nullptr)
        return;
    // [D19] seq_cst-load <-> [D16, D18]: who is not counted here finds no reclaimer; who was has
    // left it
    while (wakers_.load(atomics::memory_order_seq_cst) != 0)
        std::this_thread::yield();
    std::unique_lock<std::mutex> guard(running->lock);
    running->stop = true;
    if (running->thread.get_id() == std::this_thread::get_id()) {
        running->on_its_own = true;
        running->thread.detach();
        return;
    }
    guard.unlock();
    running->changed.notify_one();
    if (running->thread.joinable()) // otherwise it could not be started
        running->thread.join();
    delete running;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
