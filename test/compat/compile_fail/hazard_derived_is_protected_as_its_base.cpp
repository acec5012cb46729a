// error: hazard_protectable
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node : cds::hazard_pointer_obj_base<node> {};
struct special : node {};

special* protects_a_derived_class(cds::hazard_pointer& h, atomics::atomic<special*> const& from) {
    return h.protect(from);
}
