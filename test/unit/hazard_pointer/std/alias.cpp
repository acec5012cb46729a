// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// With CDS_USE_STD_HAZARD_POINTER the names in cds are the standard library's.
#include <cds/hazard_pointer.h>

#include <type_traits>

struct node : cds::hazard_pointer_obj_base<node> {};

static_assert(CDS_HAS_STD_HAZARD_POINTER != 0);
static_assert(std::is_same_v<cds::hazard_pointer, std::hazard_pointer>);
static_assert(std::is_base_of_v<std::hazard_pointer_obj_base<node>, node>);

int main() {
    cds::hazard_pointer a = cds::make_hazard_pointer();
    cds::hazard_pointer b;
    cds::swap(a, b);
    return 0;
}
