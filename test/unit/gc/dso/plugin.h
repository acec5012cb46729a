// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_UNIT_GC_DSO_PLUGIN_H
#define CDSLIB_TEST_UNIT_GC_DSO_PLUGIN_H

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>

#include <cstddef>

/// What the program and its plug-ins share: plain objects, and the functions of a plug-in.
struct shared_object {
    atomics::atomic<unsigned> disposals{0};
};

/// What policy objects set, as one module sees it.
struct policies_seen {
    bool dhp = cds::gc::DHP::isUsed();
    bool hp = cds::gc::HP::isUsed();
    bool hpref = cds::gc::hpref::isUsed();
    std::size_t hazards = hp ? cds::gc::HP::max_hazard_count() : 0;
    std::size_t threads = hp ? cds::gc::HP::max_thread_count() : 0;
    std::size_t retired = hp ? cds::gc::HP::retired_array_capacity() : 0;
    bool classic = hp && cds::gc::HP::getScanType() == cds::gc::HP::scan_type::classic;
    std::size_t postmortem = cds::gc::DHP::postmortem_statistics().retired_count;

    bool operator==(policies_seen const&) const = default;
};

struct plugin_face {
    void* (*dhp_domain)();
    void* (*hp_domain)();
    void (*retire)(shared_object*);
    void* (*protect)(atomics::atomic<shared_object*> const&);
    void (*release)(void* guard);
    bool (*drain)();
    policies_seen (*policies)();
    void (*second_HP)(); ///< comes and goes
};

#endif // #ifndef CDSLIB_TEST_UNIT_GC_DSO_PLUGIN_H
