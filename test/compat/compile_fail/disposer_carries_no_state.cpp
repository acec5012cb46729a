// error: a disposer must be default-constructible
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

struct remembers {
    explicit remembers(int* counter) : counter_(counter) {}
    void operator()(int* p) const {
        ++*counter_;
        delete p;
    }
    int* counter_;
};

void retires(int* p) { cds::gc::DHP::retire<remembers>(p); }
