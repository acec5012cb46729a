// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the objects of HP, DHP and hpref set. It is here and not in headers, so that a program
// and its plug-ins share it whatever symbols they hide.
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

constinit policy_switch hp_binding::the_switch;
constinit policy_switch dhp_binding::the_switch;
constinit policy_switch hpref_binding::the_switch;

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc::hp::details {

constinit hp_limits current_limits;

} // namespace cds::gc::hp::details
