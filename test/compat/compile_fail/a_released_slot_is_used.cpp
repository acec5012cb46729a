// error: nodiscard
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

void lose(cds::gc::DHP::Guard& guard) { guard.release(); }
