// error: move-assignable|deleted function|deleted operator
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node;
struct deleter {
    deleter() = default;
    deleter& operator=(deleter const&) = delete;
    void operator()(node* p) const;
};
struct node : cds::hazard_pointer_obj_base<node, deleter> {};

void retires_with_a_deleter_that_cannot_be_kept(node& n) { n.retire(); }
