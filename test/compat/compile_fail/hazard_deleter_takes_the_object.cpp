// error: callable with a T|no match for call
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node;
struct deleter {
    void operator()(int* p) const;
};
struct node : cds::hazard_pointer_obj_base<node, deleter> {};

void retires_with_a_deleter_of_something_else(node& n) { n.retire(); }
