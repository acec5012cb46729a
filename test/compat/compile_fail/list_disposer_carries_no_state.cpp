// error: a disposer must be default-constructible
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/intrusive/michael_list_dhp.h>

struct item : cds::intrusive::michael_list::node<cds::gc::DHP> {
    bool operator<(item const& other) const { return this < &other; }
};

struct counts {
    explicit counts(int* counter) : counter_(counter) {}
    void operator()(item*) const { ++*counter_; }
    int* counter_;
};

struct traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<cds::gc::DHP>>;
    using disposer = counts;
};

cds::intrusive::MichaelList<cds::gc::DHP, item, traits> list;
