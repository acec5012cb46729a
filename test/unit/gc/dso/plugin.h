// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_UNIT_GC_DSO_PLUGIN_H
#define CDSLIB_TEST_UNIT_GC_DSO_PLUGIN_H

#include <cds/algo/atomic.h>

/// What the program and its plug-ins share: plain objects, and the functions of a plug-in.
struct shared_object {
    atomics::atomic<unsigned> disposals{0};
};

struct plugin_face {
    void* (*dhp_domain)();
    void* (*hp_domain)();
    void (*retire)(shared_object*);
    void* (*protect)(atomics::atomic<shared_object*> const&);
    void (*release)(void* guard);
    bool (*drain)();
};

#endif // #ifndef CDSLIB_TEST_UNIT_GC_DSO_PLUGIN_H
