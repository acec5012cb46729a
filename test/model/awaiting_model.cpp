// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What co_await does in a queue: a coroutine that is suspended is resumed once, by who pushes,
// closes or stops it, and no value is lost nor any wake-up. There is no coroutine here: a fiber
// does with the awaiter what a coroutine would, and waits until it is resumed.

#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/weak_ringbuffer.h>

#include "waits_of_fibers.h"

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace {

using namespace cds_model;

// Steps that wait until some fiber does them.
class agenda {
public:
    auto executor() {
        return [this](auto step) {
            std::lock_guard<fiber_mutex> const hold(mutex_);
            steps_.push_back(step);
        };
    }
    void do_one() {
        std::function<void()> next;
        {
            std::lock_guard<fiber_mutex> const hold(mutex_);
            if (steps_.empty())
                return;
            next = std::move(steps_.front());
            steps_.erase(steps_.begin());
        }
        next();
    }

private:
    fiber_mutex mutex_;
    std::vector<std::function<void()>> steps_;
};

// Stands for a coroutine and its handle.
class coroutine {
public:
    explicit coroutine(agenda& idle) : idle_(idle) {}

    void* address() const { return const_cast<coroutine*>(this); }
    struct handle {
        coroutine* of;
        void* address() const { return of; }
        static handle from_address(void* of) { return {static_cast<coroutine*>(of)}; }
        void resume() const {
            // relaxed: whether it is twice, and for nobody
            check(of->times_.fetch_add(1, std::memory_order_relaxed) == 0, "resumed twice");
            of->is_resumed_.store(true, atomics::memory_order_release);
        }
    };

    template <class Awaiter>
    auto await(Awaiter&& awaiter) {
        bool const waits = !awaiter.await_ready() && awaiter.await_suspend(handle{this});
        if (waits) {
            reached("suspended");
            while (!is_resumed_.load(atomics::memory_order_acquire)) {
                idle_.do_one();
                sched_yield();
            }
        }
        auto result = awaiter.await_resume();
        // relaxed: who stops it has ended by now
        check(times_.load(std::memory_order_relaxed) == (waits ? 1 : 0),
              "resumed, though it was not suspended");
        return result;
    }

private:
    agenda& idle_;
    atomics::atomic<bool> is_resumed_{false};
    std::atomic<int> times_{0};
};

// A stop state with one callback, and its token. Who ends the callback waits until it is not under
// way any more, unless it is itself under way in it.
class stop_state {
public:
    void request_stop() {
        is_requested_.store(true, atomics::memory_order_seq_cst);
        run();
    }

    class token {
    public:
        explicit token(stop_state& of) : of_(&of) {}
        bool stop_requested() const {
            return of_->is_requested_.load(atomics::memory_order_seq_cst);
        }

        template <class F>
        class callback_type {
        public:
            callback_type(token const& t, F f) : of_(*t.of_), f_(f) {
                of_.call_ = [this] { f_(); };
                of_.is_set_.store(true, atomics::memory_order_seq_cst);
                if (t.stop_requested())
                    of_.run();
            }
            ~callback_type() { of_.forget(); }

        private:
            stop_state& of_;
            F f_;
        };

    private:
        stop_state* of_;
    };

private:
    void run() {
        if (!is_set_.exchange(false, atomics::memory_order_seq_cst))
            return;
        // relaxed: only this fiber asks whether it is this fiber
        runner_.store(current_fiber(), std::memory_order_relaxed);
        call_();
        is_done_.store(true, atomics::memory_order_release);
    }
    void forget() {
        if (is_set_.exchange(false, atomics::memory_order_seq_cst))
            return;
        if (runner_.load(std::memory_order_relaxed) == current_fiber())
            return;
        while (!is_done_.load(atomics::memory_order_acquire))
            sched_yield();
    }

    std::function<void()> call_;
    atomics::atomic<bool> is_requested_{false};
    atomics::atomic<bool> is_set_{false};
    atomics::atomic<bool> is_done_{false};
    std::atomic<int> runner_{-2};
};

using cds::container::waiting_queue::at_once;
using ring = cds::container::waiting<cds::container::WeakRingBuffer<long>, by_fibers>;
using queue = cds::container::waiting<cds::container::VyukovMPMCCycleQueue<long>, by_fibers>;

// A coroutine waits for each value; steps are done at once, by who pushes.
class values : public model {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 2; ++i)
            if (self == 0)
                check(queue_.push(i), "refused");
            else
                check(coroutine(idle_).await(queue_.async_pop(at_once())) == i, "out of order");
    }

private:
    fresh_domain domain_{2};
    agenda idle_;
    ring queue_{2};
};

// Two coroutines, whose steps are done later, and a thread wait for three values.
class two_and_a_thread : public model {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (long i = 1; i != 4; ++i)
                queue_.push(i);
        else if (self == 1)
            taken_[self] = *queue_.pop();
        else
            taken_[self] = *coroutine(later_).await(queue_.async_pop(later_.executor()));
    }
    void finish() override { check(taken_[1] + taken_[2] + taken_[3] == 6, "a value came twice"); }

private:
    fresh_domain domain_{4};
    agenda later_;
    queue queue_{4};
    long taken_[4]{};
};

// One of two is stopped while values come: the other gets what it does not take.
template <bool AtOnce>
class stopping : public model {
public:
    void thread(unsigned self) override {
        switch (self) {
        case 0: queue_.push(1); break;
        case 1: stop_.request_stop(); break;
        case 2:
            if (auto const value = await(stop_state::token(stop_))) {
                taken_ = *value;
                queue_.push(2); // for the other one
            } else {
                reached("stopped");
            }
            break;
        default: others_ = *await(std::stop_token());
        }
    }
    void finish() override { check(others_ == 1 + taken_, "a value was lost"); }

private:
    template <class Token>
    std::optional<long> await(Token token) {
        coroutine me(later_);
        if constexpr (AtOnce)
            return me.await(queue_.async_pop(at_once(), token));
        else
            return me.await(queue_.async_pop(later_.executor(), token));
    }

    fresh_domain domain_{4};
    agenda later_;
    stop_state stop_;
    queue queue_{2};
    long taken_ = 0;
    long others_ = 0;
};

// What was accepted is taken before a coroutine is told that the queue is closed.
class closing : public model {
public:
    void thread(unsigned self) override {
        if (self == 0)
            accepted_ = queue_.push(1) ? 1 : 0;
        else if (self == 1)
            queue_.close();
        else
            while (coroutine(idle_).await(queue_.async_pop(at_once())))
                ++taken_;
    }
    void finish() override { check(accepted_ == taken_, "what was accepted was not taken"); }

private:
    fresh_domain domain_{3};
    agenda idle_;
    queue queue_{2};
    long accepted_ = 0;
    long taken_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    std::vector<char const*> const stopped{"suspended", "stopped"};
    return explore(argc, argv,
                   {{"values", 2, 600, make_model<values>, {"suspended"}},
                    {"two_and_a_thread", 4, 400, make_model<two_and_a_thread>, {"suspended"}},
                    {"stopped_at_once", 4, 600, make_model<stopping<true>>, stopped},
                    {"stopped_later", 4, 600, make_model<stopping<false>>, stopped},
                    {"closing", 3, 600, make_model<closing>, {"suspended"}}});
}
