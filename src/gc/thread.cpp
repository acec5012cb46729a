// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The default domains and the calling thread's access to them.
#include <cds/gc/core/policy/binding.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

constinit thread_local thread_state hp_binding::this_thread{};
constinit thread_local thread_state dhp_binding::this_thread{};

constinit immortal_domain hp_binding::the_domain(limited_options());
constinit immortal_domain dhp_binding::the_domain;

namespace {
struct default_policies {
    static void leave_thread() noexcept {
        detach_for_good<dhp_binding>();
        detach_for_good<hp_binding>();
    }
};
} // namespace

bool hp_binding::arm() noexcept { return thread_exit<default_policies>::arm(); }
bool dhp_binding::arm() noexcept { return thread_exit<default_policies>::arm(); }

void hp_binding::tick() noexcept { tick_of<hp_binding>(); }
void dhp_binding::tick() noexcept { tick_of<dhp_binding>(); }

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
