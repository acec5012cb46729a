// error: use of deleted function|call to deleted constructor|call to implicitly-deleted
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

using pointer = cds::gc::DHP::guarded_ptr<int>;

void copies_a_guarded_ptr(pointer const& guarded) { pointer another(guarded); }
