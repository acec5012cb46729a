// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a plug-in does with the library. Built twice, see CMakeLists.txt.
#include "plugin.h"

#include <thread>

namespace {

template <class GC>
void* domain_address() {
    return &GC::binding::domain();
}

// The disposer's code is in this plug-in: it must not be unloaded before the object is gone. It
// takes its time, so that who does not wait for it is found out.
struct count_here {
    void operator()(shared_object* o) const {
        std::this_thread::yield();
        o->disposals.fetch_add(1, atomics::memory_order_acq_rel);
    }
};

void retire(shared_object* o) { cds::gc::DHP::retire<count_here>(o); }

void* protect(atomics::atomic<shared_object*> const& source) {
    auto* const guard = new cds::gc::DHP::Guard;
    guard->protect(source);
    return guard;
}

void release(void* guard) { delete static_cast<cds::gc::DHP::Guard*>(guard); }

bool drain() { return cds::gc::DHP::drain(std::chrono::seconds(20)); }

policies_seen policies() { return {}; }

void second_HP() { cds::gc::HP const second(3, 4, 5); }

plugin_face const face{domain_address<cds::gc::DHP>,
                       domain_address<cds::gc::HP>,
                       retire,
                       protect,
                       release,
                       drain,
                       policies,
                       second_HP};

} // namespace

extern "C" [[gnu::visibility("default")]] plugin_face const* cds_test_plugin() { return &face; }
