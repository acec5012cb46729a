// error: assignment of read-only|cannot assign to
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Who reads does so beside others, and so does not write.

#include <cds/memory/slot_manager.h>

void f(cds::memory::slot_manager<int, int>& manager, cds::memory::slot_handle handle) {
    *manager.read(handle) = 1;
}
