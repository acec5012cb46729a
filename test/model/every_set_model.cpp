// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists and hash sets: every execution of every small program is linearizable, tells which item it
// found, and every item comes back once.

#include <cds_test/families/all_sets.h>
#include <cds_test/families/michael_list.h>
#include <cds_test/seed.h>

#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "generic/set_model.h"

namespace {

using namespace cds_model;
namespace families = cds_test::families;

// What has towers gets them without chance, since every execution is to be had again.
struct two_levels {
    static unsigned const c_nUpperBound = 2;
    unsigned operator()() const { return 1; }
};

template <class Family>
struct forms {
    using item = keyed_item<typename Family::template node<strict_gc>>;
    struct item_traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<strict_gc>>;
        using disposer = recycle_keyed;
        using compare = compare_keys;
        using hash = hash_keys;
        using random_level_generator = two_levels;
    };
    using list = typename Family::template intrusive<strict_gc, item, item_traits>;

    // One bucket, where all meet.
    struct table_traits : Family::hash::intrusive_traits {
        using hash = hash_keys;
    };
    struct table
        : families::sized<typename Family::hash::template intrusive<strict_gc, list, table_traits>,
                          1, 2> {};
};

using scenarios = std::vector<scenario>;

template <class Set>
scenarios whole(std::string const& name) {
    using user = set_user<Set>;
    return scenarios_of<user>(
        name, joined<program>({programs_on_one_key<user>(), programs_on_more_keys<user>()}));
}

// A table with one bucket is the list again, but for how it looks at the first item.
template <class Set>
scenarios first_items(std::string const& name) {
    using user = set_user<Set>;
    return scenarios_of<user>(
        name, joined<program>({programs_on_one_key<user>(), programs_behind_the_first<user>()}));
}

template <class Set>
scenarios of_all_keys(std::string const& name) {
    using user = set_user<Set>;
    return scenarios_of<user>(name, programs_of_all_keys<user>());
}

// CI sees all programs for the list that tables and split sets are made of; what stands for itself
// has a model of its own, and is seen as tables are. Tables are the same whatever their lists, so
// one is enough. CDS_TEST_SCALE=2 sees all for all.
template <class Family>
bool is_seen_whole() {
    return std::is_same_v<Family, families::michael_list> || cds_test::scale() > 1;
}

template <class Family>
scenarios of_family() {
    std::string const name = Family::name;
    using set = typename forms<Family>::list;
    scenarios all = is_seen_whole<Family>() ? whole<set>(name) : first_items<set>(name);
    if constexpr (requires { Family::ordered; })
        all = joined<scenario>({all, of_all_keys<set>(name)});
    if constexpr (families::is_bucket<Family>)
        if (is_seen_whole<Family>())
            all = joined<scenario>(
                {all, first_items<typename forms<Family>::table>("hash of " + name)});
    return all;
}

template <class... Family>
scenarios every(std::tuple<Family...> const*) {
    return joined<scenario>({of_family<Family>()...});
}

} // namespace

int main(int argc, char** argv) {
    families::sets const* const families = nullptr;
    // Under a minute for all. CDS_TEST_SCALE=50 is the size of the other models like this one.
    search_limits const limits{.executions = 100};
    return explore(argc, argv, every(families), manner::exhaustive, limits);
}
