// error: use of deleted function|call to deleted constructor|call to implicitly-deleted
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

void copies_a_hazard_pointer(cds::hazard_pointer const& h) { cds::hazard_pointer another(h); }
