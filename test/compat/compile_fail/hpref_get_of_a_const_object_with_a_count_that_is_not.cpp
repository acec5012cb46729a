// error: reference_counted
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/hpref.h>

struct own_count {
    void add_reference() noexcept { ++references; }
    void drop_reference() noexcept { --references; }
    int references = 1;
};

void reads(atomics::atomic<own_count const*> const& source) { (void)cds::gc::hpref::get(source); }
