// error: the bucket list must be built for the same GC as the hash set
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/intrusive/michael_list_hp.h>
#include <cds/gc/dhp.h>
#include <cds/intrusive/michael_set.h>

#include <functional>

struct item : cds::intrusive::michael_list::node<cds::gc::HP> {
    int key = 0;
    bool operator<(item const& other) const { return key < other.key; }
};

struct list_traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<cds::gc::HP>>;
};

using bucket = cds::intrusive::MichaelList<cds::gc::HP, item, list_traits>;

struct hash_of_item {
    std::size_t operator()(item const& i) const { return static_cast<std::size_t>(i.key); }
};

struct set_traits : cds::intrusive::michael_set::traits {
    using hash = hash_of_item;
};

cds::intrusive::MichaelHashSet<cds::gc::DHP, bucket, set_traits> set(16, 2);
