// error: hazard_protectable
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct plain {};

void protects_an_int(cds::hazard_pointer& h, atomics::atomic<long> const& from) {
    h.protect(from, [](long) { return static_cast<plain*>(nullptr); });
}
