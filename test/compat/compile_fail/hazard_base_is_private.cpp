// error: exactly one base|inaccessible|private
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node : private cds::hazard_pointer_obj_base<node> {
    friend cds::hazard_pointer_obj_base<node>;
    void done() { retire(); }
};

void retires_by_a_private_base(node& n) { n.done(); }
