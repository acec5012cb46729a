// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OS_TIMER_H
#define CDSLIB_OS_TIMER_H

// Wall-clock time for measurements.

#include <cds/details/defs.h>

#include <time.h>

namespace cds::OS {

/// A stop watch of the system's real-time clock; it starts when it is made.
class Timer {
public:
    typedef ::timespec native_timer_type;
    typedef long long native_duration_type; ///< nanoseconds

    Timer() noexcept : start_(current()) {}

    static void current(native_timer_type& now) noexcept { ::timespec_get(&now, TIME_UTC); }
    static native_timer_type current() noexcept {
        native_timer_type now{};
        current(now);
        return now;
    }

    /// Starts over; returns the seconds since the last start.
    double reset() noexcept {
        native_timer_type const now = current();
        double const elapsed = duration(native_duration(start_, now));
        start_ = now;
        return elapsed;
    }

    /// Converts nanoseconds to seconds.
    static double duration(native_duration_type ns) noexcept {
        return static_cast<double>(ns) / 1e9;
    }
    /// Returns the seconds since the start.
    double duration() const noexcept { return duration(native_duration()); }
    /// Returns the nanoseconds since the start.
    native_duration_type native_duration() const noexcept {
        return native_duration(start_, current());
    }
    static native_duration_type native_duration(native_timer_type const& start,
                                                native_timer_type const& end) noexcept {
        return (static_cast<native_duration_type>(end.tv_sec) - start.tv_sec) * 1'000'000'000 +
               (static_cast<native_duration_type>(end.tv_nsec) - start.tv_nsec);
    }

    /// Returns a number that changes with time.
    static unsigned long long random_seed() noexcept {
        native_timer_type const now = current();
        return static_cast<unsigned long long>(now.tv_sec) * 1'000'000'000u +
               static_cast<unsigned long long>(now.tv_nsec);
    }

private:
    native_timer_type start_;
};

} // namespace cds::OS

#endif // #ifndef CDSLIB_OS_TIMER_H
