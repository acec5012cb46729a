// error: exactly one base
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node {};
struct stranger : cds::hazard_pointer_obj_base<node> {};

void retires_as_what_it_is_not(stranger& s) { s.retire(); }
