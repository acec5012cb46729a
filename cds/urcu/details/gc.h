// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_DETAILS_GC_H
#define CDSLIB_URCU_DETAILS_GC_H

#include <cds/urcu/details/flavours.h>

#include <cstddef>

namespace cds::urcu {

/// RCU as the policy of a container: `gc<general_buffered<>>`. All functions are static.
///
/// Constructing an object constructs the singleton of the flavour, if there is none, and sets what
/// is configured there. Destroying one disposes of all that was retired and ends it, whoever made
/// it. Both are optional: containers work before, without and after it.
template <class RCU>
class gc : public details::singleton<typename RCU::rcu_tag> {
    using base = details::singleton<typename RCU::rcu_tag>;

public:
    using rcu_implementation = RCU;
    using typename base::rcu_tag;
    template <class MarkedPtr>
    using atomic_marked_ptr = atomics::atomic<MarkedPtr>;

    /// \name The arguments are those of `RCU::Construct`
    ///@{
    gc() { RCU::Construct(); }
    gc(std::size_t capacity)
        requires requires { RCU::Construct(capacity); }
    {
        RCU::Construct(capacity);
    }
    gc(std::size_t capacity, int signal)
        requires requires { RCU::Construct(capacity, signal); }
    {
        RCU::Construct(capacity, signal);
    }
    ///@}
    ~gc() { RCU::Destruct(true); }
    gc(gc const&) = delete;
    gc& operator=(gc const&) = delete;

    /// The signal of the flavour, where it has one. None is ever sent.
    static int signal_no() noexcept
        requires requires { RCU::signal_no(); }
    {
        return RCU::signal_no();
    }
};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_DETAILS_GC_H
