// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_WAITING_WAITERS_H
#define CDSLIB_STRUCTURES_WAITING_WAITERS_H

#include <cds/algo/atomic.h>
#include <cds/details/saturated_time.h>
#include <cds/gc/core/fence.h>

#include <cassert>
#include <chrono>
#include <cstddef>
#include <limits>
#include <mutex>
#include <utility>

namespace cds::container::details {

/// What a waiter has seen.
enum class look {
    found,   ///< what it waits for
    in_vain, ///< that there is nothing
    unsure   ///< nothing, but the system has refused the fence that would make this certain
};

/// One who waits: a thread, or a coroutine. It is in a list of `waiters`, or woken.
class waiter {
public:
    waiter() = default;
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;

protected:
    virtual ~waiter() = default;

private:
    template <class Mutex, class Condition>
    friend class waiters;

    /// Learns that it was woken; it is not in the list any more, whose lock the caller holds.
    /// Returns whether go_on() is to be called when the caller has given the lock back.
    virtual bool wake() noexcept = 0;
    virtual void go_on() noexcept {}

    waiter* previous_ = nullptr;
    waiter* next_ = nullptr;
    bool is_listed_ = false;
};

/// Those who wait for a change that others make without a lock: a value in a queue, say. The
/// waiters pay for it; a thread that makes a change reads two words more.
///
///   algorithm      an event count with asymmetric fences, see gc/core/fence.h. A waiter announces
///                  itself, issues the heavy fence and looks again. A thread that changes something
///                  publishes it, issues the light fence and looks for waiters. One sees the other
///   progress       notify() is wait-free while nobody waits, and takes a lock otherwise
///   invariants     I1  who stands in the list has announced itself, and has not been woken
///                  I2  a wake-up is for one waiter. It looks after that, or passes the wake-up on
///   no wake-up is lost
///                  a waiter that sleeps has looked in vain after its announcement. Each change
///                  since then was followed by a notify() that found the list not empty and woke
///                  one, who then looked (I2). So since the last look in vain there have been as
///                  many looks as changes, and each of them found something
///   refused fence  if the system refuses a heavy fence, a waiter sleeps for a millisecond at most
///                  and looks again
template <class Mutex, class Condition>
class waiters {
    /// A thread that waits.
    class sleeper final : public waiter {
    public:
        /// Returns when the caller has been woken, or at `end`.
        void sleep(std::unique_lock<Mutex>& hold, cds::details::deadline end) {
            while (!is_awake_ && !end.has_come())
                if (end.is_never())
                    condition_.wait(hold);
                else
                    (void)condition_.wait_until(hold, end.moment());
        }

    private:
        bool wake() noexcept override {
            is_awake_ = true;
            condition_.notify_one(); // with the lock held: it leaves when it can have that
            return false;
        }

        Condition condition_;
        bool is_awake_ = false;
    };

public:
    waiters() = default;
    waiters(waiters const&) = delete;
    waiters& operator=(waiters const&) = delete;
    /// Nobody may be waiting any more.
    ~waiters() { assert(first_ == nullptr && "destroyed while somebody waits"); }

    static constexpr std::size_t all = (std::numeric_limits<std::size_t>::max)();

    /// Waits until `attempt()` has found what it looks for; false if the time is over before. It
    /// looks at least once. A change by which it may find something has to be followed by notify().
    /// An exception of `attempt` passes through.
    template <class Attempt>
    bool await(cds::details::deadline end, Attempt attempt) {
        if (attempt() == look::found)
            return true;
        while (!end.has_come()) {
            sleeper me;
            announcement self(*this, me);
            bool const is_heard = gc::core::heavy_fence();
            look const seen = attempt();
            if (seen == look::found)
                return true;
            bool const is_sure = is_heard && seen == look::in_vain;
            self.sleep(me, is_sure ? end : end.no_later_than(nap));
            bool const done = attempt() == look::found;
            self.has_looked();
            if (done)
                return true;
        }
        return false;
    }

    /// Wakes so many of those who wait as there are `changes`, which the caller has just made.
    void notify(std::size_t changes) noexcept {
        if (are_there()) [[unlikely]]
            wake(changes);
    }

    /// Whether somebody waits. If not, those who come later will see what the caller has changed.
    bool are_there() const noexcept {
        gc::core::light_fence();
        // [WT2] relaxed-load <-> [WT1]: by the light fence here and the waiter's heavy one we see
        // the waiter, or the waiter's look sees what we have changed
        return size_.load(atomics::memory_order_relaxed) != 0;
    }

    /// Wakes so many of those who wait, the longest waiting first.
    [[gnu::noinline]] void wake(std::size_t most) noexcept {
        waiter* woken = nullptr;
        {
            std::lock_guard<Mutex> const hold(mutex_);
            woken = wake_locked(counts_changes_ ? most : all);
        }
        go_on(woken);
    }

    /// From now on changes cannot be counted: all that wait are woken, now and at each change, even
    /// if it is called no change.
    void stop_counting() noexcept {
        waiter* woken = nullptr;
        {
            std::lock_guard<Mutex> const hold(mutex_);
            counts_changes_ = false;
            woken = wake_locked(all);
        }
        go_on(woken);
    }

    /// Takes `w` out of the list if `f()`, which is called with the lock held, says so; false if it
    /// does not, or `w` was not there any more.
    template <class F>
    bool remove_if(waiter& w, F f) noexcept {
        std::lock_guard<Mutex> const hold(mutex_);
        bool const leaves = f() && w.is_listed_;
        if (leaves)
            unlink(w);
        return leaves;
    }

    /// How long a waiter sleeps whom the heavy fence was refused.
    static constexpr std::chrono::nanoseconds nap = std::chrono::milliseconds(1);

    /// The caller, or its coroutine, as one who waits, for as long as this lives.
    class announcement {
    public:
        announcement(waiters& present, waiter& self) : waiters_(present), self_(self) {
            std::lock_guard<Mutex> const hold(waiters_.mutex_);
            waiters_.append(self_);
        }
        announcement(announcement const&) = delete;
        announcement& operator=(announcement const&) = delete;
        ~announcement() {
            if (!has_left_)
                leave();
            if (owes_a_look_)
                waiters_.wake(1); // I2
        }

        /// Returns when the thread `me`, which this announces, has been woken, or at `end`.
        void sleep(sleeper& me, cds::details::deadline end) {
            std::unique_lock<Mutex> hold(waiters_.mutex_);
            me.sleep(hold, end);
            leave_locked();
        }

        /// Leaves the waiter in the list when this ends, unless it has been woken or `f()`, which
        /// is called with the lock held, says no. Returns whether it stays. If so it may go on at
        /// any moment, and not be there any more.
        template <class F>
        bool stay_if(F f) {
            std::lock_guard<Mutex> const hold(waiters_.mutex_);
            bool const stays = self_.is_listed_ && f();
            if (stays)
                has_left_ = true;
            else
                leave_locked();
            return stays;
        }

        /// The caller has looked after it was woken.
        void has_looked() noexcept { owes_a_look_ = false; }

    private:
        void leave() noexcept {
            std::lock_guard<Mutex> const hold(waiters_.mutex_);
            leave_locked();
        }
        void leave_locked() noexcept {
            has_left_ = true;
            owes_a_look_ = !self_.is_listed_; // I1: it was woken
            if (self_.is_listed_)
                waiters_.unlink(self_);
        }

        waiters& waiters_;
        waiter& self_;
        bool has_left_ = false;
        bool owes_a_look_ = false;
    };

private:
    /// Returns those that are to go on without the lock, each linked to the next.
    waiter* wake_locked(std::size_t most) noexcept {
        waiter* first = nullptr;
        for (waiter** end = &first; most != 0 && first_ != nullptr; --most) {
            waiter& chosen = *first_;
            unlink(chosen);
            if (chosen.wake()) {
                *end = &chosen;
                end = &chosen.next_;
                *end = nullptr;
            }
        }
        return first;
    }

    static void go_on(waiter* woken) noexcept {
        while (woken != nullptr)
            std::exchange(woken, woken->next_)->go_on();
    }

    void append(waiter& w) noexcept {
        w.is_listed_ = true;
        w.previous_ = last_;
        w.next_ = nullptr;
        (last_ != nullptr ? last_->next_ : first_) = &w;
        last_ = &w;
        show(+1);
    }

    void unlink(waiter& w) noexcept {
        w.is_listed_ = false;
        (w.previous_ != nullptr ? w.previous_->next_ : first_) = w.next_;
        (w.next_ != nullptr ? w.next_->previous_ : last_) = w.previous_;
        show(-1);
    }

    /// Says that there is one more, or one less. With the lock held.
    void show(int more) noexcept {
        // relaxed: written with the lock held
        std::size_t const present = size_.load(atomics::memory_order_relaxed);
        // [WT1] relaxed-store <-> [WT2]: the waiter is in the list, see there
        size_.store(present + static_cast<std::size_t>(more), atomics::memory_order_relaxed);
    }

    /// How many are in the list.
    atomics::atomic<std::size_t> size_{0};
    Mutex mutex_;
    bool counts_changes_ = true;
    waiter* first_ = nullptr;
    waiter* last_ = nullptr;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_WAITING_WAITERS_H
