// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_SHARED_H
#define CDSLIB_TEST_MODEL_SCHEDULER_SHARED_H

#include <cstdint>

#include "scheduler.h"

namespace cds_model {

// A plain variable that several fibers use: what a node's payload stands for. Every access checks,
// in every build and on every schedule, that it is ordered by release and acquire operations
// against the accesses it conflicts with, and that the variable is still alive.
template <class T>
class shared {
public:
    shared() = default;
    explicit shared(T value) : value_(value) { written(); }
    shared(shared const&) = delete;
    shared& operator=(shared const&) = delete;
    ~shared() { end(); }

    T get() const {
        check(alive_, "read of a disposed variable");
        if (int const self = current_fiber(); self >= 0) {
            check(knows(writer_, write_), "read races with a write");
            reads_[self] = now(self);
        }
        return value_;
    }

    void set(T value) {
        check(alive_, "write to a disposed variable");
        written();
        value_ = value;
    }

    // What a disposer does to an object whose memory is kept until the run is over, so that a late
    // access is seen without a sanitizer too.
    void end() {
        if (alive_)
            written();
        alive_ = false;
    }
    bool alive() const { return alive_; }

private:
    static std::uint32_t now(int fiber) {
        return past_of_current_fiber()[static_cast<unsigned>(fiber)];
    }
    static bool knows(int fiber, std::uint32_t moment) {
        return fiber < 0 || past_of_current_fiber()[static_cast<unsigned>(fiber)] >= moment;
    }

    void written() {
        int const self = current_fiber();
        if (self < 0)
            return;
        check(knows(writer_, write_), "two writes race");
        for (unsigned i = 0; i != max_fibers; ++i)
            check(knows(static_cast<int>(i), reads_[i]), "write or disposal races with a read");
        writer_ = self;
        write_ = now(self);
    }

    T value_{};
    bool alive_ = true;
    int writer_ = -1;
    std::uint32_t write_ = 0;
    mutable std::uint32_t reads_[max_fibers]{};
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_SHARED_H
