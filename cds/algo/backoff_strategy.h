// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_BACKOFF_STRATEGY_H
#define CDSLIB_ALGO_BACKOFF_STRATEGY_H

// What a thread does after a lost race, before it tries again.

#include <cds/compiler/backoff.h>
#include <cds/details/concepts.h>

#include <chrono>
#include <cstddef>
#include <thread>

/// Back-off strategies: `b()` waits once; `b(pred)` waits once for `pred` and returns whether it
/// became true; `b.reset()` starts over. A user's strategy may throw: then the operation that
/// backs off ends, and has done nothing. See `cds::concepts::back_off`.
namespace cds::backoff {

namespace details {

/// Makes a strategy without state of its single step.
template <class Step>
struct stateless {
    void operator()() const noexcept { Step::wait(); }

    template <class Predicate>
    bool operator()(Predicate&& pred) const {
        if (pred())
            return true;
        Step::wait();
        return pred();
    }

    static void reset() noexcept {}
};

struct yield_step {
    static void wait() noexcept { std::this_thread::yield(); }
};
struct pause_step {
    static void wait() noexcept { platform::backoff_hint(); }
};

} // namespace details

/// Does not wait at all.
struct empty {
    void operator()() const noexcept {}
    template <class Predicate>
    bool operator()(Predicate&& pred) const {
        return pred();
    }
    static void reset() noexcept {}
};

/// Gives the processor to another thread.
struct yield : details::stateless<details::yield_step> {};

/// Executes one pause instruction.
struct pause : details::stateless<details::pause_step> {};

/// Does the same as `pause`, under libcds's other name.
struct hint : details::stateless<details::pause_step> {};

/// The bounds of `exponential`, fixed at compile time.
struct exponential_const_traits {
    typedef hint fast_path_backoff;
    typedef yield slow_path_backoff;
    static constexpr std::size_t lower_bound = 16;
    static constexpr std::size_t upper_bound = 16 * 1024;
};

/// Has the same bounds as variables. Change them before any thread backs off.
struct exponential_runtime_traits {
    typedef hint fast_path_backoff;
    typedef yield slow_path_backoff;
    inline static std::size_t lower_bound = 16;
    inline static std::size_t upper_bound = 16 * 1024;
};

/// Spins twice as long each time, from `lower_bound` steps of the fast path up to `upper_bound`;
/// after that it takes the slow path.
template <class Traits = exponential_const_traits>
class exponential {
public:
    typedef Traits traits;
    typedef typename traits::fast_path_backoff spin_backoff;
    typedef typename traits::slow_path_backoff yield_backoff;

    void operator()() noexcept(noexcept(spin_backoff()()) && noexcept(yield_backoff()())) {
        (*this)([] { return false; });
    }

    template <class Predicate>
    bool operator()(Predicate&& pred) {
        if (spins_ > static_cast<std::size_t>(traits::upper_bound))
            return slow_path_(pred);
        for (std::size_t i = 0; i < spins_; ++i)
            if (fast_path_(pred))
                return true;
        spins_ *= 2;
        return false;
    }

    void reset() {
        spins_ = static_cast<std::size_t>(traits::lower_bound);
        fast_path_.reset();
        slow_path_.reset();
    }

private:
    std::size_t spins_ = static_cast<std::size_t>(traits::lower_bound);
    spin_backoff fast_path_;
    yield_backoff slow_path_;
};

/// `exponential` with other steps: `make_exponential<Fast, Slow>::type`.
template <class FastPath, class SlowPath>
struct make_exponential {
    struct traits : exponential_const_traits {
        typedef FastPath fast_path_backoff;
        typedef SlowPath slow_path_backoff;
    };
    typedef exponential<traits> type;
};

template <class FastPath, class SlowPath>
using make_exponential_t = typename make_exponential<FastPath, SlowPath>::type;

/// The sleep of `delay`, fixed at compile time.
struct delay_const_traits {
    typedef std::chrono::milliseconds duration_type;
    static constexpr unsigned timeout = 5;
};

/// Has the same sleep as a variable. Change it before any thread backs off.
struct delay_runtime_traits {
    typedef std::chrono::milliseconds duration_type;
    inline static unsigned timeout = 5;
};

/// Sleeps. With a predicate it checks every two units whether it may wake early.
template <class Traits = delay_const_traits>
class delay {
public:
    typedef Traits traits;
    typedef typename traits::duration_type duration_type;

    delay() noexcept : timeout_(static_cast<unsigned>(traits::timeout)) {}
    constexpr explicit delay(unsigned timeout) noexcept : timeout_(timeout) {}

    void operator()() const { std::this_thread::sleep_for(duration_type(timeout_)); }

    template <class Predicate>
    bool operator()(Predicate&& pred) const {
        for (unsigned left = timeout_; left != 0; left -= left < 2 ? left : 2) {
            if (pred())
                return true;
            std::this_thread::sleep_for(duration_type(2));
        }
        return pred();
    }

    static void reset() noexcept {}

private:
    unsigned timeout_;
};

/// `delay` of another length: `make_delay_of<Timeout, Duration>::type`.
template <unsigned Timeout, class Duration = std::chrono::milliseconds>
struct make_delay_of {
    struct traits {
        typedef Duration duration_type;
        static constexpr unsigned timeout = Timeout;
    };
    typedef delay<traits> type;
};

template <unsigned Timeout, class Duration = std::chrono::milliseconds>
using delay_of = typename make_delay_of<Timeout, Duration>::type;

/// The strategy of a container that names none.
typedef exponential<> Default;

/// The strategy of a lock that names none.
typedef exponential<> LockDefault;

static_assert(concepts::back_off<empty> && concepts::back_off<yield>);
static_assert(concepts::back_off<Default> && concepts::back_off<delay<>>);

} // namespace cds::backoff

#endif // #ifndef CDSLIB_ALGO_BACKOFF_STRATEGY_H
