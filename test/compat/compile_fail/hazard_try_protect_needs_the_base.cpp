// error: hazard_protectable
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct plain {};

bool protects_what_is_never_retired(cds::hazard_pointer& h, plain*& p,
                                    atomics::atomic<plain*> const& from) {
    return h.try_protect(p, from);
}
