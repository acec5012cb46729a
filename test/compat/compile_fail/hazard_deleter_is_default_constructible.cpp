// error: default
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node;
struct deleter {
    explicit deleter(int) {}
    void operator()(node* p) const;
};
struct node : cds::hazard_pointer_obj_base<node, deleter> {};

void retires_with_a_deleter_that_cannot_be_made(node& n) { n.retire(deleter(1)); }
node* makes_one() { return new node; }
