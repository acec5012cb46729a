// error: exactly one base
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct other : cds::hazard_pointer_obj_base<other> {};
struct node : cds::hazard_pointer_obj_base<node>, other {};

void retires_by_one_of_two(node& n) { n.cds::hazard_pointer_obj_base<node>::retire(); }
