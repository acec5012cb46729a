// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists, sets and maps: every execution of every small program is linearizable, tells which item it
// found, and every item comes back once.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_map.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_set.h>

#include "generic/set_model.h"

namespace {

using namespace cds_model;

template <class Set>
std::vector<scenario> set(char const* name) {
    using user = set_user<Set>;
    return scenarios_of<user>(name, set_programs<user>());
}

// --- Michael's list, and hash tables of it -------------------------------------------------------

using michael_item = keyed_item<cds::intrusive::michael_list::node<strict_gc>>;
struct michael_traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<strict_gc>>;
    using disposer = recycle_keyed;
    using compare = compare_keys;
};
using michael_list = cds::intrusive::MichaelList<strict_gc, michael_item, michael_traits>;

struct set_traits : cds::intrusive::michael_set::traits {
    using hash = hash_keys;
};
using michael_set = cds::intrusive::MichaelHashSet<strict_gc, michael_list, set_traits>;

struct pair_traits : cds::container::michael_list::traits {
    using less = std::less<long>;
};
using michael_pairs = cds::container::MichaelKVList<strict_gc, long, mapped_number, pair_traits>;

struct map_traits : cds::container::michael_map::traits {
    using hash = hash_keys;
};
using michael_map = cds::container::MichaelHashMap<strict_gc, michael_pairs, map_traits>;

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        joined<scenario>({set<michael_list>("MichaelList"), set<michael_set>("MichaelHashSet"),
                          set<michael_pairs>("MichaelKVList"), set<michael_map>("MichaelHashMap")}),
        manner::exhaustive);
}
