// error: the hook of T must name the same GC as the container
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/msqueue.h>

struct item : cds::intrusive::msqueue::node<cds::gc::HP> {};

struct traits : cds::intrusive::msqueue::traits {
    using hook = cds::intrusive::msqueue::base_hook<cds::opt::gc<cds::gc::HP>>;
};

cds::intrusive::MSQueue<cds::gc::DHP, item, traits> queue;
