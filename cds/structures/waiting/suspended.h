// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_WAITING_SUSPENDED_H
#define CDSLIB_STRUCTURES_WAITING_SUSPENDED_H

#include <cds/details/what_is_thrown_by.h>
#include <cds/gc/core/fence.h>
#include <cds/structures/waiting/waiters.h>

#include <exception>
#include <optional>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>

namespace cds::container::details {

/// The callback type of a stop token, as C++26 names it.
template <class Token, class F>
struct stop_callback_of {
    using type = std::stop_callback<F>;
};
template <class Token, class F>
    requires requires { typename Token::template callback_type<F>; }
struct stop_callback_of<Token, F> {
    using type = typename Token::template callback_type<F>;
};

/// What `co_await` waits with: for a coroutine what `waiters::await()` is for a thread.
///
/// `Operation` is what the coroutine waits to do: `operator()`, a look, and `result()`. `Executor`
/// is called with a `step`, and has to call that once, now or later, on any thread. It must not
/// throw.
///
///   algorithm      as await(), but instead of sleeping the coroutine leaves its thread. Who wakes
///                  it calls the executor with a step that looks, and resumes the coroutine or
///                  leaves it suspended
///   progress       as await(). The thread of the coroutine does not wait, unless the system
///                  refuses the heavy fence: then it looks again each millisecond
///   invariants     I1  `is_armed_` and `is_stopped_` are read and written with the lock of the
///                      list held. Who changes `is_armed_` from true to false, as waker or as
///                      stopper, calls the executor, and nobody else does
///                  I2  from the moment when it is armed until its step, the coroutine touches
///                      nothing here
template <class Waiters, class Operation, class Executor, class StopToken>
class suspended final : waiter {
    using announcement = typename Waiters::announcement;

public:
    suspended(Waiters& list, Operation operation, Executor executor, StopToken stop)
        : list_(list),
          operation_(std::move(operation)),
          executor_(std::move(executor)),
          token_(std::move(stop)) {}
    /// A coroutine may be destroyed while it is suspended here, if nobody wakes or stops it at the
    /// same time.
    ~suspended() override {
        callback_.reset();
        if (resume_ != nullptr) // or it never was in the list
            list_.remove_if(*this, [] { return true; });
    }

    /// What the executor calls once. It is as large as a pointer.
    class step {
    public:
        explicit step(suspended& of) noexcept : of_(&of) {}
        void operator()() const noexcept { of_->proceed(); }

    private:
        suspended* of_;
    };

    bool await_ready() { return operation_() == look::found; }

    /// False if the coroutine has what it waits for, or was stopped.
    template <class Handle>
    bool await_suspend(Handle coroutine) {
        address_ = coroutine.address();
        resume_ = [](void* address) { Handle::from_address(address).resume(); };
        callback_.emplace(token_, stopper{*this});
        return stay_suspended();
    }

    auto await_resume() {
        callback_.reset();
        if (thrown_)
            std::rethrow_exception(std::move(thrown_));
        return operation_.result();
    }

private:
    struct stopper {
        suspended& of;
        void operator()() const noexcept { of.stop(); }
    };

    /// Looks until it finds something or is stopped: false; or until the coroutine waits in the
    /// list: true. It is not inlined: its variables must not be in the coroutine's frame (I2).
    [[gnu::noinline]] bool stay_suspended() {
        while (!token_.stop_requested()) {
            announcement self(list_, *this);
            bool const is_heard = gc::core::heavy_fence();
            look const seen = operation_();
            if (seen == look::found)
                return false;
            if (!is_heard || seen == look::unsure) {
                std::this_thread::sleep_for(Waiters::nap);
                continue;
            }
            if (self.stay_if([this] { return is_armed_ = !is_stopped_; }))
                return true; // I2
            bool const done = operation_() == look::found;
            self.has_looked();
            if (done)
                return false;
        }
        return false;
    }

    bool wake() noexcept override {
        owes_a_look_ = std::exchange(is_armed_, false); // I1
        return owes_a_look_;
    }
    void go_on() noexcept override { executor_(step(*this)); }

    void stop() noexcept {
        auto const disarm = [this] {
            is_stopped_ = true;
            return std::exchange(is_armed_, false); // I1
        };
        if (list_.remove_if(*this, disarm))
            go_on();
    }

    void proceed() noexcept {
        bool stays = false;
        std::exception_ptr thrown = cds::details::what_is_thrown_by(
            [&] { stays = !finds_what_it_was_woken_for() && stay_suspended(); });
        if (stays)
            return; // I2
        thrown_ = std::move(thrown);
        resume_(address_);
    }

    /// Pays the look that a waiter owes who was woken, or passes the wake-up on.
    bool finds_what_it_was_woken_for() {
        if (!std::exchange(owes_a_look_, false))
            return false; // it was stopped
        struct debt {
            Waiters& list;
            bool is_paid = false;
            ~debt() {
                if (!is_paid)
                    list.wake(1);
            }
        } mine{list_};
        bool const done = operation_() == look::found;
        mine.is_paid = true;
        return done;
    }

    Waiters& list_;
    Operation operation_;
    Executor executor_;
    StopToken token_;
    std::optional<typename stop_callback_of<StopToken, stopper>::type> callback_;
    void* address_ = nullptr;
    void (*resume_)(void*) = nullptr;
    std::exception_ptr thrown_;
    bool is_armed_ = false;
    bool is_stopped_ = false;
    bool owes_a_look_ = false;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_WAITING_SUSPENDED_H
