// error: the last guard destroys them, and it cannot report a failure
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Payloads are destroyed wherever the last guard ends.

#include <cds/memory/slot_manager.h>

struct payload {
    ~payload() noexcept(false) {}
};

cds::memory::slot_manager<payload, int> manager(1);
