// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_WAITING_QUEUE_H
#define CDSLIB_FACE_WAITING_QUEUE_H

#include <cds/details/saturated_time.h>
#include <cds/gc/dhp.h>
#include <cds/structures/waiting/gate.h>
#include <cds/structures/waiting/suspended.h>
#include <cds/structures/waiting/waiters.h>
#include <cds/user_setup/cache_line.h>

#include <cassert>
#include <chrono>
#include <concepts>
#include <condition_variable>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace cds {

/// What became of an operation on a queue that can be closed; the names are those of P0260, the
/// proposal of concurrent queues for standard C++.
enum class conqueue_errc {
    success, ///< it is done
    empty,   ///< there was no value, in the time that there was
    full,    ///< there was no room, in the time that there was
    closed,  ///< the queue is closed; and for those who take, there is and will be no value in it
    busy ///< the queue is closed and there is no value, but a push is not over that began before
};

} // namespace cds

/// Options of `waiting`.
namespace cds::container::waiting_queue {

/// The options and their defaults; derive from it.
struct traits {
    /// By its guards one knows who is inside a push. It need not be the queue's policy.
    using gc = cds::gc::DHP;
    /// What protects the list of those who wait, and what they sleep on: a condition variable of
    /// `std::unique_lock<mutex>`. Locking must not throw.
    using mutex = std::mutex;
    using condition = std::condition_variable;
};

/// The executor that calls what it is given at once.
struct at_once {
    template <class F>
    void operator()(F f) const {
        f();
    }
};

} // namespace cds::container::waiting_queue

namespace cds::container::details {

/// A container that `waiting` can wait in: of values, with the members of `value_bag`. It may
/// refuse what is pushed, and leaves it alone then.
template <class Q>
concept pushed_and_popped =
    requires(Q& q, typename Q::value_type&& value, std::move_iterator<typename Q::value_type*> i) {
        { q.push(std::move(value)) } -> std::convertible_to<bool>;
        { q.pop() } -> std::same_as<std::optional<typename Q::value_type>>;
        { q.push_range(i, i) } -> std::same_as<std::move_iterator<typename Q::value_type*>>;
    };

/// A container that may be full.
template <class Q>
concept of_limited_capacity = requires(Q const& q) { q.capacity(); };

/// A queue that can be closed, and waits where `Queue` refuses or finds nothing. Its members may be
/// called by as many threads at a time as those of `Queue`, and `close` by any number.
///
/// It keeps what `Queue` promises: the order of values, and what an exception leaves. While nobody
/// waits, a push costs the store of a hazard pointer and three loads more than that of `Queue`, a
/// pop one load or, if `Queue` is bounded, three; neither writes a word that others write. A thread
/// that has to wait takes a lock.
///
/// A push that begins after close() is refused. One that had begun before may succeed; its value is
/// then taken before anybody is told that the queue is closed. So each value that was accepted is
/// taken by somebody, if those who take go on until they are told.
template <class Queue, class Traits>
class waiting_queue_of {
    static_assert(pushed_and_popped<Queue>,
                  "what is waited in needs push(value), pop(), which returns a std::optional, "
                  "push_range(first, last) and pop_bulk(dest, most)");

    using deadline = cds::details::deadline;

public:
    using queue_type = Queue;
    using value_type = typename Queue::value_type;
    using traits = Traits;
    using gc = typename traits::gc;

    /// Whether a push may have to wait.
    static constexpr bool is_bounded = of_limited_capacity<Queue>;

    /// `args` are those of `Queue`.
    template <class... Args>
        requires std::constructible_from<Queue, Args...> &&
                 (!is_bounded || sizeof...(Args) != 1 ||
                  !(std::integral<std::decay_t<Args>> && ...))
    explicit waiting_queue_of(Args&&... args) : queue_(std::forward<Args>(args)...) {}
    explicit waiting_queue_of(std::size_t capacity)
        requires is_bounded && std::constructible_from<Queue, std::size_t>
        : queue_(capacity) {}
    waiting_queue_of(waiting_queue_of const&) = delete;
    waiting_queue_of& operator=(waiting_queue_of const&) = delete;
    /// Nobody may be inside any more: not even asleep.
    ~waiting_queue_of() = default;

    /// \name Putting: the value is moved from, or copied, only when it gets into the queue
    /// Throws what a push of `Queue` or a guard throws; the value is not in the queue then.
    ///@{
    /// Waits until there is room. False if the queue is closed.
    bool push(value_type const& value) { return wait_push(deadline(), value) == success; }
    bool push(value_type&& value) { return wait_push(deadline(), std::move(value)) == success; }

    /// Does not wait: success, full or closed.
    conqueue_errc try_push(value_type const& value) { return put(value); }
    conqueue_errc try_push(value_type&& value) { return put(std::move(value)); }

    /// Waits for room as long as `time`, or until `moment`: success, full or closed. No time is too
    /// long: what the clock has no room for lasts for ever.
    template <class V, class Rep, class Period>
        requires std::constructible_from<value_type, V&&>
    conqueue_errc push_for(std::chrono::duration<Rep, Period> time, V&& value) {
        return wait_push(deadline(cds::details::saturated(time)), std::forward<V>(value));
    }
    template <class V, class Clock, class Duration>
        requires std::constructible_from<value_type, V&&>
    conqueue_errc push_until(std::chrono::time_point<Clock, Duration> moment, V&& value) {
        return wait_push(deadline(cds::details::time_until(moment)), std::forward<V>(value));
    }

    /// Puts what is in [first, last), waiting for room where there is none, and returns where it
    /// stopped: `last`, or earlier if the queue is closed. Others may put values in between. If it
    /// throws, the values before are in the queue.
    template <std::forward_iterator Iterator, std::sentinel_for<Iterator> Sentinel>
    Iterator push_range(Iterator first, Sentinel last) {
        conqueue_errc result = first == last ? success : full;
        while (result == full)
            putters_.await(deadline(), [&] {
                Iterator const begin = first;
                result = put_range(first, last);
                return result != full || first != begin ? look::found : look::in_vain;
            });
        return first;
    }
    ///@}

    /// \name Taking
    /// Throws what a pop of `Queue` throws. Also takes what was put before the queue was closed.
    ///@{
    /// Waits until there is a value; nothing if the queue is closed, and nothing is left.
    std::optional<value_type> pop() {
        conqueue_errc ignored = empty;
        return wait_pop(deadline(), ignored);
    }

    /// Does not wait. `why`: success, empty, closed or busy.
    std::optional<value_type> try_pop(conqueue_errc& why) {
        std::optional<value_type> taken;
        look ignored = look::in_vain;
        why = take([&] { return take_one(taken); }, ignored);
        return taken;
    }
    std::optional<value_type> try_pop() {
        conqueue_errc ignored = empty;
        return try_pop(ignored);
    }

    /// Waits as long as `time`, or until `moment`. `why`: success, empty, closed or busy. No time
    /// is too long.
    template <class Rep, class Period>
    std::optional<value_type> pop_for(std::chrono::duration<Rep, Period> time, conqueue_errc& why) {
        return wait_pop(deadline(cds::details::saturated(time)), why);
    }
    template <class Clock, class Duration>
    std::optional<value_type> pop_until(std::chrono::time_point<Clock, Duration> moment,
                                        conqueue_errc& why) {
        return wait_pop(deadline(cds::details::time_until(moment)), why);
    }

    /// Waits until there is a value, and moves it and those behind it to `dest`: as many as there
    /// are, and at most `most`. Returns how many: 0 if the queue is closed and nothing is left. If
    /// writing to `dest` throws, that value is lost and those before it are written.
    template <std::output_iterator<value_type> Iterator>
    std::size_t wait_pop_bulk(Iterator dest, std::size_t most) {
        std::size_t n = 0;
        if (most != 0)
            takers_.await(deadline(), [&] {
                look seen = look::in_vain;
                take([&] { return (n = take_some(dest, most)) != 0; }, seen);
                return seen;
            });
        return n;
    }
    ///@}

    /// \name Taking by a coroutine
    ///@{
    /// `co_await queue.async_pop()` is a value, or nothing if the queue is closed and nothing is
    /// left, or if it was stopped. While it waits, the coroutine is suspended and keeps no thread.
    ///
    /// Who pushes or closes wakes the coroutine by calling `executor(step)` when it has done; the
    /// executor has to call `step()` once, then or later, on any thread, and that resumes the
    /// coroutine. A step is copyable and as large as a pointer. The default calls it at once: then
    /// the coroutine goes on within the push() of another thread, which returns after that.
    template <class Executor = waiting_queue::at_once, class StopToken = std::stop_token>
    [[nodiscard]] auto async_pop(Executor executor = {}, StopToken stop = {}) {
        return suspended<list_of_waiters, popping, Executor, StopToken>(
            takers_, popping{*this, {}}, std::move(executor), std::move(stop));
    }
    ///@}

    /// Closes the queue for ever, and wakes all that wait. What is in it stays to be taken.
    void close() noexcept {
        gate_.close();
        takers_.wake(takers_.all);
        putters_.wake(putters_.all);
    }
    /// Whether close() was called.
    [[nodiscard]] bool is_closed() const noexcept { return !gate_.is_open(); }

    /// The queue inside, to be asked for its size and statistics.
    queue_type const& underlying() const noexcept { return queue_; }

private:
    using enum conqueue_errc;
    using list_of_waiters = waiters<typename traits::mutex, typename traits::condition>;

    /// The end of a push: who waits for values learns of it. Once the queue is closed it is news
    /// also that the push is over, with or without a value.
    ///
    /// A constructor that throws may leave a hole in a ring: room that comes back with some pop,
    /// perhaps with one that finds nothing.
    struct departure {
        waiting_queue_of& from;
        std::size_t pushed = 0;
        bool has_thrown = true;

        conqueue_errc with(conqueue_errc result, std::size_t values_in) noexcept {
            has_thrown = false;
            pushed = values_in;
            return result;
        }
        ~departure() {
            if constexpr (is_bounded)
                if (has_thrown)
                    from.putters_.stop_counting();
            if (from.takers_.are_there()) [[unlikely]]
                from.takers_.wake(from.gate_.is_open() ? pushed : list_of_waiters::all);
        }
    };

    /// Passes the gate, and does `push(over)`, which ends by `over.with()`. `values` are in the
    /// queue when it throws.
    template <class Push>
    conqueue_errc put_by(Push push, std::size_t values) {
        departure over{*this, values}; // destroyed when we are outside
        typename gate<gc>::pass const inside(gate_);
        return inside ? push(over) : over.with(closed, 0);
    }

    template <class V>
    conqueue_errc put(V&& value) {
        auto const push = [&](departure& over) {
            bool const is_in = queue_.push(std::forward<V>(value));
            assert((is_in || is_bounded) &&
                   "a queue without capacity() is taken to refuse nothing");
            return over.with(is_in ? success : full, is_in ? 1 : 0);
        };
        return put_by(push, 0);
    }

    /// Puts what there is room for, and moves `first` past it: success, full or closed.
    template <class Iterator, class Sentinel>
    conqueue_errc put_range(Iterator& first, Sentinel last) {
        auto const push = [&](departure& over) {
            Iterator const begin = std::exchange(first, queue_.push_range(first, last));
            return over.with(first == last ? success : full,
                             static_cast<std::size_t>(std::ranges::distance(begin, first)));
        };
        return put_by(push, list_of_waiters::all); // an unknown number
    }

    template <class V>
    conqueue_errc wait_push(deadline end, V&& value) {
        conqueue_errc result = full;
        putters_.await(end, [&] {
            result = put(std::forward<V>(value));
            return result != full ? look::found : look::in_vain;
        });
        return result;
    }

    /// Takes by `attempt()`, which says whether it has found anything. Returns success, or why
    /// there is nothing; `seen` becomes what this is worth to one who waits.
    template <class Attempt>
    conqueue_errc take(Attempt attempt, look& seen) {
        bool const nothing_will_come = gate_.is_sealed();
        seen = look::found;
        if (attempt())
            return success;
        if (nothing_will_come)
            return closed;
        seen = look::in_vain;
        if (gate_.is_open())
            return empty;
        if (auto const state = gate_.seal(); state != gate<gc>::state::sealed) {
            seen = state == gate<gc>::state::unknown ? look::unsure : look::in_vain;
            return busy;
        }
        seen = look::found;
        return attempt() ? success : closed;
    }

    /// The end of a pop: who waits for room learns of it, also when a value is lost on its way out.
    struct room {
        waiting_queue_of& in;
        std::size_t left = 1;

        ~room() {
            if constexpr (is_bounded)
                in.putters_.notify(left);
        }
    };

    bool take_one(std::optional<value_type>& taken) {
        room over{*this};
        if constexpr (requires { queue_.pop_with([](value_type&) {}); })
            queue_.pop_with([&taken](value_type& v) { taken.emplace(std::move(v)); });
        else if (std::optional<value_type> one = queue_.pop())
            taken.emplace(std::move(*one));
        over.left = taken ? 1 : 0;
        return taken.has_value();
    }

    template <class Iterator>
    std::size_t take_some(Iterator dest, std::size_t most) {
        room over{*this, list_of_waiters::all}; // an unknown number, if it throws
        return over.left = queue_.pop_bulk(dest, most);
    }

    std::optional<value_type> wait_pop(deadline end, conqueue_errc& why) {
        std::optional<value_type> taken;
        takers_.await(end, [&] {
            look seen = look::in_vain;
            why = take([&] { return take_one(taken); }, seen);
            return seen;
        });
        return taken;
    }

    /// What a coroutine waits to do.
    struct popping {
        waiting_queue_of& from;
        std::optional<value_type> taken;

        look operator()() {
            look seen = look::in_vain;
            from.take([this] { return from.take_one(taken); }, seen);
            return seen;
        }
        std::optional<value_type> result() { return std::move(taken); }
    };

    list_of_waiters takers_;
    list_of_waiters putters_;
    gate<gc> gate_;
    [[maybe_unused]] char away_from_the_queue_[c_nCacheLineSize];
    Queue queue_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_WAITING_QUEUE_H
