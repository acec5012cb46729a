// error: the hook must be a base_hook, member_hook or traits_hook
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>
#include <cds/intrusive/treiber_stack.h>

struct item : cds::intrusive::treiber_stack::node<cds::gc::DHP> {};

struct traits : cds::intrusive::treiber_stack::traits {
    using hook = cds::intrusive::treiber_stack::node<cds::gc::DHP>; // the node itself
};

cds::intrusive::TreiberStack<cds::gc::DHP, item, traits> stack;
