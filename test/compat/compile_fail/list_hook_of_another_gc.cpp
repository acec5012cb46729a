// error: the hook of T must name the same GC as the container
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_hp.h>

struct item : cds::intrusive::michael_list::node<cds::gc::HP> {
    bool operator<(item const& other) const { return this < &other; }
};

struct traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<cds::gc::HP>>;
};

cds::intrusive::MichaelList<cds::gc::DHP, item, traits> list;
