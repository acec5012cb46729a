// error: no matching (member )?function|no matching
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node : cds::hazard_pointer_obj_base<node> {};

node* protects_a_plain_pointer(cds::hazard_pointer& h, node* const& from) {
    return h.protect(from);
}
