// error: use of deleted function|call to deleted constructor|call to implicitly-deleted
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

void copies_a_guard(cds::gc::DHP::Guard const& guard) { cds::gc::DHP::Guard another(guard); }
