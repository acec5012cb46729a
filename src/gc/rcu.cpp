// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The domains of RCU, one for each flavour, and the calling thread's access to them.
#include <cds/urcu/details/flavours.h>

namespace cds::urcu::details {
inline namespace CDS_ATOMICS_TAG {

constinit thread_local core::thread_state threads[flavours]{};
constinit core::policy_switch switches[flavours]{};

constinit core::immortal_domain instant_domain(options_for(reclaim_when::at_once));
constinit core::immortal_domain buffered_domain(options_for(reclaim_when::in_batches));
constinit core::immortal_domain threaded_domain(options_for(reclaim_when::elsewhere));
constinit core::immortal_domain signal_domain(options_for(reclaim_when::in_batches));

namespace {
template <class F>
void for_each_flavour(F f) {
    f(general_instant_tag());
    f(general_buffered_tag());
    f(general_threaded_tag());
    f(signal_buffered_tag());
}

struct all_flavours {
    static void leave_thread() noexcept {
        for_each_flavour([](auto tag) { core::detach_for_good<binding<decltype(tag)>>(); });
    }
};
} // namespace

bool binding_base::arm() noexcept { return core::thread_exit<all_flavours>::arm(); }

void binding_base::attach_to_used() {
    for_each_flavour([](auto tag) {
        if (singleton<decltype(tag)>::isUsed())
            singleton<decltype(tag)>::attach_thread();
    });
}

void binding_base::tick() noexcept {
    using threaded = binding<general_threaded_tag>;
    core::no_exit_notes const here;
    if (core::record_lease<threaded> self{std::nothrow})
        threaded::domain().collect(*self, core::scan_everything);
}

void binding_base::detach_from_all() noexcept {
    for_each_flavour([](auto tag) { singleton<decltype(tag)>::detach_thread(); });
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::urcu::details
