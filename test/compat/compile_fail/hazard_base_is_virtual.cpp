// error: exactly one base|virtual
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node : virtual cds::hazard_pointer_obj_base<node> {};

void retires_by_a_virtual_base(node& n) { n.retire(); }
