// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The domain of gc::hpref and the calling thread's way into it.
#include <cds/gc/hpref/binding.h>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

constinit hazard_slot no_slot(1);
constinit thread_local thread_state hpref_thread{};
constinit thread_local slot_cursor hpref_cursor{};

constinit immortal_existence_domain hpref_domain;

namespace {
/// As in thread.cpp.
constinit thread_local bool exited = false;

struct exit_hook {
    void touch() noexcept {}
    ~exit_hook() {
        exited = true;
        detach_current<hpref_binding>();
    }
};
thread_local exit_hook hook;
} // namespace

bool hpref_binding::arm() noexcept {
    if (exited)
        return false;
    hook.touch();
    return true;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
