// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COUNTED_IN_H
#define CDSLIB_STRUCTURES_COUNTED_IN_H

#include <cstddef>

namespace cds::intrusive::details {

/// Counts an item before it is linked, so that `size()` never falls below the number of items,
/// and subtracts it again unless it is linked: also when a back-off throws before that, or its
/// thread is cancelled there. Made of no counter, it counts nothing.
template <class Counter>
class counted_in {
public:
    counted_in() = default;
    explicit counted_in(Counter& counter) : counter_(&counter) { ++counter; }
    ~counted_in() {
        if (counter_ != nullptr)
            --*counter_;
    }
    counted_in(counted_in const&) = delete;
    counted_in& operator=(counted_in const&) = delete;

    /// Leaves the item counted: it is linked.
    void stays() noexcept { counter_ = nullptr; }

private:
    Counter* counter_ = nullptr;
};

/// Does the same for `n` items that are linked together.
template <class Counter>
class all_counted_in {
public:
    all_counted_in(Counter& counter, std::size_t n) : counter_(counter), n_(n) { counter_ += n_; }
    ~all_counted_in() {
        if (n_ != 0)
            counter_ -= n_;
    }
    all_counted_in(all_counted_in const&) = delete;
    all_counted_in& operator=(all_counted_in const&) = delete;

    void stay() noexcept { n_ = 0; }

private:
    Counter& counter_;
    std::size_t n_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_COUNTED_IN_H
