// error: convert the pointer to T::counted_type
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/hpref.h>

struct base : cds::gc::hpref::node<base> {};
struct derived : base {};

void reads(atomics::atomic<derived const*> const& source) { (void)cds::gc::hpref::get(source); }
