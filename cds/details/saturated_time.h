// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_SATURATED_TIME_H
#define CDSLIB_DETAILS_SATURATED_TIME_H

// Durations and moments of any type, as the steady clock counts them. What is longer than the clock
// has room for lasts for ever.

#include <chrono>

namespace cds::details {

/// The duration that means "without end".
inline constexpr std::chrono::nanoseconds endless = (std::chrono::nanoseconds::max)();

/// Returns `time` in nanoseconds: `endless` from 146 years on, and zero if it is negative or no
/// number.
template <class Rep, class Period>
std::chrono::nanoseconds saturated(std::chrono::duration<Rep, Period> time) noexcept {
    using nanoseconds = std::chrono::duration<double, std::nano>; // overflows nowhere
    nanoseconds const wide(time);
    if (wide >= nanoseconds(endless) / 2)
        return endless;
    if (!(wide > nanoseconds::zero()))
        return std::chrono::nanoseconds::zero();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(wide);
}

/// Returns how long it is until `moment`, by what its clock says now.
template <class Clock, class Duration>
std::chrono::nanoseconds time_until(std::chrono::time_point<Clock, Duration> moment) {
    using seconds = std::chrono::duration<double>; // overflows nowhere
    return saturated(seconds(moment.time_since_epoch()) - seconds(Clock::now().time_since_epoch()));
}

/// A moment of the steady clock, or none.
class deadline {
public:
    using clock = std::chrono::steady_clock;

    /// Makes one that never comes.
    constexpr deadline() noexcept = default;
    /// Makes the moment `time` from now.
    explicit deadline(std::chrono::nanoseconds time) noexcept {
        if (time < endless / 2) // a sum with more could overflow
            end_ = clock::now() + time;
    }

    bool is_never() const noexcept { return end_ == never; }
    bool has_come() const noexcept { return !is_never() && clock::now() >= end_; }
    clock::time_point moment() const noexcept { return end_; }

    /// Returns this moment, or the one `time` from now if that is earlier.
    deadline no_later_than(std::chrono::nanoseconds time) const noexcept {
        deadline const other(time);
        return other.end_ < end_ ? other : *this;
    }

private:
    static constexpr clock::time_point never = (clock::time_point::max)();

    clock::time_point end_ = never;
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_SATURATED_TIME_H
