// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The opt-in reclaimer thread: collects what is overdue when no other thread comes by. Nothing
// depends on it: it may fail to start, and does not survive a fork.
#include "domain_internal.h"

#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>

#if defined(__unix__) || defined(__APPLE__)
#    include <csignal>
#endif

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

namespace {
struct reclaimer_thread {
    std::mutex lock;
    std::condition_variable changed;
    bool stop = false;
    std::thread thread;
};

/// No signal of the program's is to be handled on a thread it does not know.
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

void run(reclaimer_thread& me, std::chrono::milliseconds period, void (*collect)()) {
    std::unique_lock<std::mutex> guard(me.lock);
    while (!me.changed.wait_for(guard, period, [&] { return me.stop; })) {
        guard.unlock();
        collect();
        guard.lock();
    }
}
} // namespace

bool domain::start_reclaimer(std::chrono::milliseconds period, void (*tick)()) noexcept {
    reclaimer_thread* const fresh = new (std::nothrow) reclaimer_thread;
    if (fresh == nullptr)
        return false;
    void* none = nullptr;
    // [D14] acq_rel-CAS <-> [D15]: one reclaimer at a time
    if (!reclaimer_.compare_exchange_strong(none, fresh, atomics::memory_order_acq_rel,
                                            atomics::memory_order_relaxed)) {
        delete fresh;
        return false;
    }
    signals_blocked const quiet;
#if defined(__cpp_exceptions)
    try {
        fresh->thread = std::thread([=] { run(*fresh, period, tick); });
    } catch (...) {
        // relaxed: nobody else has used it
        reclaimer_.store(nullptr, atomics::memory_order_relaxed);
        delete fresh;
        return false;
    }
#else
    fresh->thread = std::thread([=] { run(*fresh, period, tick); });
#endif
    return true;
}

void domain::stop_reclaimer() noexcept {
    // [D15] acq_rel-exchange <-> [D14]: whoever takes it ends it
    auto* const running =
        static_cast<reclaimer_thread*>(reclaimer_.exchange(nullptr, atomics::memory_order_acq_rel));
    if (running == nullptr)
        return;
    {
        std::lock_guard<std::mutex> guard(running->lock);
        running->stop = true;
    }
    running->changed.notify_one();
    running->thread.join();
    delete running;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
