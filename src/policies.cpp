// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the objects of HP, DHP and hpref set. Here and not in headers, so that a program and its
// plug-ins share it whatever symbols they hide.
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

namespace {
constinit policy_switch hp_object;
constinit policy_switch dhp_object;
constinit policy_switch hpref_object;
} // namespace

policy_switch& hp_binding::policy_object() noexcept { return hp_object; }
policy_switch& dhp_binding::policy_object() noexcept { return dhp_object; }
policy_switch& hpref_binding::policy_object() noexcept { return hpref_object; }

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

namespace cds::gc::hp::details {

constinit hp_limits current_limits;

} // namespace cds::gc::hp::details
