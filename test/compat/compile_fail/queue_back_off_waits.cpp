// error: a back-off must be default-constructible
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>
#include <cds/container/msqueue.h>

struct rests {
    void pause();
};

struct traits : cds::container::msqueue::traits {
    using back_off = rests;
};

cds::container::MSQueue<cds::gc::DHP, int, traits> queue;
