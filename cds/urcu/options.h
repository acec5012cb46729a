// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_OPTIONS_H
#define CDSLIB_URCU_OPTIONS_H

// What a container does about a deadlock of RCU. Under other policies there is none.

#include <cds/opt/options.h>

#include <stdexcept>

namespace cds {
namespace urcu {

/// Thrown by a call that would wait for its own critical section.
class rcu_deadlock : public std::logic_error {
public:
    rcu_deadlock() : std::logic_error("cds: RCU deadlock detected") {}
};

} // namespace urcu

namespace opt {

/// Selects what to do about a deadlock of RCU.
CDS_TYPE_OPTION(rcu_check_deadlock);

namespace v {

/// Does not look for a deadlock. Nor is there one: inside a read section no retire waits.
struct rcu_no_check_deadlock {};
/// Asserts that nothing is erased in a read section.
struct rcu_assert_deadlock {};
/// Throws `urcu::rcu_deadlock` there, before anything is done.
struct rcu_throw_deadlock {};

} // namespace v
} // namespace opt
} // namespace cds

#endif // #ifndef CDSLIB_URCU_OPTIONS_H
