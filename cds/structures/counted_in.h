// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COUNTED_IN_H
#define CDSLIB_STRUCTURES_COUNTED_IN_H

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

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_COUNTED_IN_H
