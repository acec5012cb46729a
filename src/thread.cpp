// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The default domains and the calling thread's way into them.
#include <cds/gc/core/binding.h>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

constinit thread_local thread_state hp_thread{};
constinit thread_local thread_state dhp_thread{};

constinit immortal_domain hp_domain(limited_options());
constinit immortal_domain dhp_domain;

namespace {
/// Trivially destructible, so that it can be asked when all else is gone.
constinit thread_local bool exited = false;

/// Detaches the thread at its exit. A thread_local object and not a pthread key: the
/// runtime keeps our code loaded as long as one exists.
struct exit_hook {
    void touch() noexcept {}
    ~exit_hook() {
        exited = true;
        detach_for_good<dhp_binding>();
        detach_for_good<hp_binding>();
    }
};
thread_local exit_hook hook;

bool arm_hook() noexcept {
    if (exited)
        return false;
    hook.touch();
    return true;
}
} // namespace

bool hp_binding::arm() noexcept { return arm_hook(); }
bool dhp_binding::arm() noexcept { return arm_hook(); }

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
