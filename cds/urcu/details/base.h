// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_DETAILS_BASE_H
#define CDSLIB_URCU_DETAILS_BASE_H

// The names of RCU that can be mentioned without a flavour of it.

#include <cds/gc/details/retired_ptr.h>

#include <cstdint>

/// `signal_buffered` exists: see cds/urcu/signal_buffered.h.
#define CDS_URCU_SIGNAL_HANDLING_ENABLED 1

/// User-space read-copy update.
namespace cds::urcu {

/// \name The families of flavours, as libcds distinguishes them
///@{
struct general_purpose_rcu {
    using rcu_class = general_purpose_rcu;
};
struct signal_handling_rcu {
    using rcu_class = signal_handling_rcu;
};
///@}

/// \name The flavours; there is one singleton for each
///@{
struct general_instant_tag : general_purpose_rcu {};
struct general_buffered_tag : general_purpose_rcu {};
struct general_threaded_tag : general_purpose_rcu {};
struct signal_buffered_tag : signal_handling_rcu {};
///@}

using cds::gc::free_retired_ptr_func;
using cds::gc::make_retired_ptr;
/// An object and the function that disposes of it.
using retired_ptr = cds::gc::details::retired_ptr;

/// What libcds's buffers hold: a retired object, and the grace period that it waits for.
struct epoch_retired_ptr : retired_ptr {
    epoch_retired_ptr() noexcept = default;
    epoch_retired_ptr(retired_ptr const& rp, std::uint64_t epoch) noexcept
        : retired_ptr(rp), m_nEpoch(epoch) {}

    std::uint64_t m_nEpoch = 0;
};

/// The policy that containers take as their GC: see cds/urcu/details/gc.h.
template <class RCU>
class gc;

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_DETAILS_BASE_H
