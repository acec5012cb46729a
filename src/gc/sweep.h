// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_SWEEP_H
#define CDSLIB_SRC_GC_SWEEP_H

#include "thread_leases.h"

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The time in which a thread uses the domain's `sweeper_` record: there is no memory for one of
/// its own, or the domain ends.
class sweep {
public:
    /// False when another thread has the record, and in the disposers of such a sweep, which goes
    /// on with what they retire.
    explicit sweep(domain& d) noexcept
        : domain_(d), is_mine_(!chain_pass::is_running(&d) && d.try_begin_sweep()), here_(&d) {}
    sweep(sweep const&) = delete;
    sweep& operator=(sweep const&) = delete;
    ~sweep() {
        if (is_mine_)
            domain_.end_sweep();
    }
    explicit operator bool() const noexcept { return is_mine_; }

private:
    domain& domain_;
    bool const is_mine_;
    chain_pass const here_; ///< marks the thread: disposers here have no record that does
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_SWEEP_H
