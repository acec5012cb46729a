// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_TRIMMING_H
#define CDSLIB_GC_CORE_SCAN_TRIMMING_H

#include <cds/gc/core/counters.h>

#include <algorithm>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// When memory is to be given back: after several scans in a row that found far less in use than
/// there is. A trim walks over the pools. Each trim that drops nothing doubles the wait for the
/// next, up to 128 scans, until the pools grow again. At the longest wait, one more scan is
/// waited for per 64 nodes that the walk passes, so that a retire does not feel the walk, however
/// large the pools once were.
class trimming {
public:
    constexpr trimming() noexcept = default;

    /// Called after a scan: whether its thread is to trim now, with a walk over so many nodes.
    bool is_due(bool sparse, std::size_t nodes) noexcept {
        if (!sparse) {
            sparse_scans_.set(0);
            return false;
        }
        std::size_t const futile = futile_.get();
        if (sparse_scans_.add(1) <
            (std::size_t{4} << futile) + (futile == most_futile ? nodes / 64 : 0))
            return false;
        sparse_scans_.set(0);
        return true;
    }

    /// Asks all threads to return their idle slots at their next service. High lines then become
    /// free to be dropped, and low ones are used instead.
    void ask_for_idle() noexcept { requests_.add(1); }
    std::size_t requests() const noexcept { return requests_.get(); }

    void note_dropped(std::size_t nodes) noexcept {
        futile_.set(nodes != 0 ? 0 : (std::min)(futile_.get() + 1, most_futile));
    }
    void note_growth() noexcept { futile_.set(0); }

private:
    static constexpr std::size_t most_futile = 5;

    shared_counter sparse_scans_;
    shared_counter futile_;
    shared_counter requests_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_TRIMMING_H
