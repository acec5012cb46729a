// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_BIT_REVERSE_COUNTER_H
#define CDSLIB_DETAILS_BIT_REVERSE_COUNTER_H

// A counter that also keeps its value with the bits reversed, below the leading one.

#include <cds/algo/bitop.h>
#include <cds/details/defs.h>

#include <cstddef>

namespace cds::bitop {

/// Counts 1, 2, 3, 4, 5 ... and returns 1, 2, 3, 4, 6, 5, 7 ...: successive numbers of one length
/// are far apart, so threads that fill a heap are, too.
template <class Counter = std::size_t>
class bit_reverse_counter {
public:
    typedef Counter counter_type;

    /// Counts up; returns the new reversed value.
    counter_type inc() noexcept {
        ++counter_;
        int bit = high_bit_ - 1;
        while (bit >= 0 && !flip(bit))
            --bit;
        if (bit < 0) {
            reversed_ = counter_;
            ++high_bit_;
        }
        return reversed_;
    }

    /// Counts down; returns the reversed value before.
    counter_type dec() noexcept {
        counter_type const before = reversed_;
        --counter_;
        int bit = high_bit_ - 1;
        while (bit >= 0 && flip(bit))
            --bit;
        if (bit < 0) {
            reversed_ = counter_;
            --high_bit_;
        }
        return before;
    }

    counter_type value() const noexcept { return counter_; }
    counter_type reversed_value() const noexcept { return reversed_; }
    /// The number of the leading bit; -1 while the counter is 0.
    int high_bit() const noexcept { return high_bit_; }

private:
    /// Inverts a bit of the reversed value and returns whether it is set now.
    bool flip(int bit) noexcept {
        counter_type const mask = static_cast<counter_type>(counter_type(1) << bit);
        reversed_ = static_cast<counter_type>(reversed_ ^ mask);
        return (reversed_ & mask) != 0;
    }

    counter_type counter_ = 0;
    counter_type reversed_ = 0;
    int high_bit_ = -1;
};

} // namespace cds::bitop

#endif // #ifndef CDSLIB_DETAILS_BIT_REVERSE_COUNTER_H
