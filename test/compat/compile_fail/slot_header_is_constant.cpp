// error: assignment of read-only|cannot assign to
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A header is read beside a writer of the payload, so not even that one may change it.

#include <cds/memory/slot_manager.h>

void f(cds::memory::slot_manager<int, int>& manager, cds::memory::slot_handle handle) {
    manager.write(handle).header() = 1;
}
