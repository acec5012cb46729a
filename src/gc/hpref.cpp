// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The domain of gc::hpref and the calling thread's access to it.
#include <cds/gc/hpref/binding.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

constinit hazard_slot no_slot(1);
constinit thread_local thread_state hpref_binding::this_thread{};
constinit thread_local slot_cursor hpref_binding::this_cursor{};

constinit immortal_domain hpref_binding::the_domain(existence_options());

namespace {
struct hpref_exit {
    static void leave_thread() noexcept { detach_current<hpref_binding>(); }
};
} // namespace

bool hpref_binding::arm() noexcept { return thread_exit<hpref_exit>::arm(); }
void hpref_binding::tick() noexcept { tick_of<hpref_binding>(); }

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
