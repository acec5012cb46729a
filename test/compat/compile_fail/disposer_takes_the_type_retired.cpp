// error: a disposer must be default-constructible and callable
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

struct for_longs {
    void operator()(long* p) const { delete p; }
};

void retires(int* p) { cds::gc::DHP::retire<for_longs>(p); }
