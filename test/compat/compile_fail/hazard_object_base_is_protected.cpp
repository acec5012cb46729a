// error: protected
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

struct node;

cds::hazard_pointer_obj_base<node> is_not_an_object_by_itself;
