// error: (no match for|invalid operands)
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/hpref.h>

struct apple : cds::gc::hpref::node<apple> {};
struct pear : cds::gc::hpref::node<pear> {};

bool same(cds::gc::hpref::ref<apple> const& a, cds::gc::hpref::ref<pear> const& b) {
    return a == b;
}
