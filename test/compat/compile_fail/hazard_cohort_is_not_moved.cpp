// error: deleted
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

void moves_a_cohort(cds::hazard_pointer_cohort& c) { cds::hazard_pointer_cohort d(std::move(c)); }
