// error: a compare functor must return an int
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// An order under the name of a comparator would lose items.
#include <cds/container/michael_list_dhp.h>

struct order {
    bool operator()(int a, int b) const { return a < b; }
};
struct traits : cds::container::michael_list::traits {
    using compare = order;
};

bool insert(cds::container::MichaelList<cds::gc::DHP, int, traits>& list) { return list.insert(1); }
