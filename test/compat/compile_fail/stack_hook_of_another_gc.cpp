// error: the hook of T must name the same GC as the container
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/treiber_stack.h>

struct item : cds::intrusive::treiber_stack::node<cds::gc::HP> {};

struct traits : cds::intrusive::treiber_stack::traits {
    using hook = cds::intrusive::treiber_stack::base_hook<cds::opt::gc<cds::gc::HP>>;
};

cds::intrusive::TreiberStack<cds::gc::DHP, item, traits> stack;
