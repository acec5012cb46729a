// error: nodiscard
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/sync/spinlock.h>

void enter(cds::sync::spin& lock) { lock.try_lock(); }
