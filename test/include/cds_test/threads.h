// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_THREADS_H
#define CDSLIB_TEST_THREADS_H

#include <cds_test/seed.h>

#include <pthread.h>
#include <sched.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits.h>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Threads for tests: they start together, they are joined, and what they throw is not lost.
namespace cds_test {

// Everybody waits until everybody is here.
class start_line {
public:
    explicit start_line(std::size_t runners) : missing_(runners) {}
    void wait() noexcept {
        missing_.fetch_sub(1, std::memory_order_acq_rel);
        while (missing_.load(std::memory_order_acquire) != 0)
            std::this_thread::yield();
    }

private:
    std::atomic<std::size_t> missing_;
};

// The first exception that any of several threads has thrown.
class first_failure {
public:
    template <class F>
    void watch(F&& f) noexcept {
        try {
            std::forward<F>(f)();
        } catch (...) {
            std::lock_guard<std::mutex> const hold(lock_);
            if (!what_)
                what_ = std::current_exception();
        }
    }
    void rethrow() const {
        if (what_)
            std::rethrow_exception(what_);
    }

private:
    std::mutex lock_;
    std::exception_ptr what_;
};

// Runs f(0) ... f(n - 1), each in a thread of its own, all from the same start line.
template <class F>
void run_threads(std::size_t n, F f) {
    start_line line(n);
    first_failure failure;
    std::vector<std::thread> threads;
    threads.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
        threads.emplace_back([&, i] {
            line.wait();
            failure.watch([&] { f(i); });
        });
    for (std::thread& t : threads)
        t.join();
    failure.rethrow();
}

// One thread, from beginning to end.
template <class F>
void run_thread(F f) {
    run_threads(1, [&f](std::size_t) { f(); });
}

// One thread with a small stack: recursion that grows with the input ends here.
template <class F>
void run_with_stack(std::size_t bytes, F f) {
    struct job {
        F& f;
        first_failure failure;
    } work{f, {}};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    auto const least = static_cast<std::size_t>(PTHREAD_STACK_MIN);
    pthread_attr_setstacksize(&attributes, bytes < least ? least : bytes);
    auto const run = [](void* p) -> void* {
        auto* const j = static_cast<job*>(p);
        j->failure.watch(j->f);
        return nullptr;
    };
    pthread_t thread;
    int const error = pthread_create(&thread, &attributes, run, &work);
    pthread_attr_destroy(&attributes);
    if (error != 0)
        throw std::runtime_error("pthread_create failed");
    pthread_join(thread, nullptr);
    work.failure.rethrow();
}

// Repeats f in a thread until it is stopped or destroyed.
class background {
public:
    template <class F>
    explicit background(F f)
        : thread_([this, f]() mutable {
              failure_.watch([&] {
                  while (!stop_.load(std::memory_order_acquire)) {
                      f();
                      rounds_.fetch_add(1, std::memory_order_release);
                  }
              });
          }) {}
    background(background const&) = delete;
    background& operator=(background const&) = delete;
    ~background() { join(); }

    // Ends the thread and reports what it has thrown.
    void stop() {
        join();
        failure_.rethrow();
    }
    [[nodiscard]] std::size_t rounds() const noexcept {
        return rounds_.load(std::memory_order_acquire);
    }
    // Returns when f has run n more times from beginning to end, or has failed.
    void wait_for_rounds(std::size_t n) const {
        for (std::size_t const last = rounds() + n + 1; rounds() < last;)
            std::this_thread::yield();
    }

private:
    void join() {
        stop_.store(true, std::memory_order_release);
        if (thread_.joinable())
            thread_.join();
    }

    std::atomic<bool> stop_{false};
    std::atomic<std::size_t> rounds_{0};
    first_failure failure_;
    std::thread thread_;
};

// Whether `wait()`, on a thread of its own, returned only after `release()`.
template <class Wait, class Release>
bool waits_for(Wait wait, Release release) {
    std::atomic<bool> done{false};
    std::thread waiter([&] {
        wait();
        done = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // too short only makes it weaker
    bool const waited = !done;
    release();
    waiter.join();
    return waited;
}

// How long a search for a rare interleaving goes on: a budget, never a verdict.
class time_box {
public:
    explicit time_box(std::chrono::milliseconds budget)
        : end_(std::chrono::steady_clock::now() + budget * static_cast<int>(scale())) {}
    [[nodiscard]] bool over() const { return std::chrono::steady_clock::now() >= end_; }

private:
    std::chrono::steady_clock::time_point end_;
};

// Ends a process that hangs, with a message, instead of letting the whole suite hang.
class watchdog {
public:
    explicit watchdog(char const* what, std::chrono::seconds limit = std::chrono::seconds(120))
        : thread_([this, what, limit] { watch(what, limit * static_cast<int>(scale())); }) {}
    watchdog(watchdog const&) = delete;
    watchdog& operator=(watchdog const&) = delete;
    ~watchdog() {
        done_.store(true, std::memory_order_release);
        thread_.join();
    }

private:
    void watch(char const* what, std::chrono::seconds limit) const {
        auto const end = std::chrono::steady_clock::now() + limit;
        while (!done_.load(std::memory_order_acquire)) {
            if (std::chrono::steady_clock::now() > end) {
                std::fprintf(stderr, "watchdog: %s does not come to an end\n", what);
                std::abort();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    std::atomic<bool> done_{false};
    std::thread thread_;
};

// Binds the calling thread to one of the processors; false when it may not.
inline bool pin_to(unsigned processor) noexcept {
    unsigned const present = std::thread::hardware_concurrency();
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(present == 0 ? 0 : processor % present, &set);
    return pthread_setaffinity_np(pthread_self(), sizeof set, &set) == 0;
}

// A generator that depends on the run's seed and on nothing else.
inline std::mt19937_64 random_stream(std::uint64_t stream = 0) {
    return std::mt19937_64(seed() + 0x9E3779B97F4A7C15ull * (stream + 1));
}

} // namespace cds_test

#endif
