// error: exactly one base
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node;
struct deleter {
    void operator()(node* p) const;
};
struct node : cds::hazard_pointer_obj_base<node>, cds::hazard_pointer_obj_base<node, deleter> {};

void retires_by_one_of_two(node& n) { n.cds::hazard_pointer_obj_base<node>::retire(); }
