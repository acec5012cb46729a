// error: convert the pointer to T::counted_type
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/hpref.h>

struct base : cds::gc::hpref::node<base> {};
struct derived : base {};

void waits(derived const* p) { cds::gc::hpref::synchronize(p); }
