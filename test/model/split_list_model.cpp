// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// SplitListMap of each list: buckets are split while items of them are inserted, erased and looked
// for. Every history of every key is linearizable, and nobody searches from a dummy that is not
// linked yet.

#include <cds/container/iterable_list_dhp.h>
#include <cds/container/lazy_list_dhp.h>
#include <cds/container/split_list_map.h>

#include "map_user.h"

namespace {

using namespace cds_model;
namespace cc = cds::container;

template <class Traits>
struct by_number : Traits {
    using less = std::less<long>;
    using lock_type = cds::sync::spin_lock<cds::backoff::yield>; // where there are locks
};
template <class Tag, class ListTraits>
struct traits_of : cc::split_list::traits {
    using hash = number_as_hash;
    using ordered_list = Tag;
    using ordered_list_traits = by_number<ListTraits>;
    using stat = cc::split_list::stat<cds::atomicity::item_counter>;
    static constexpr bool dynamic_bucket_table = false;
};
using map_traits = traits_of<cc::michael_list_tag, cc::michael_list::traits>;
using map = cc::SplitListMap<gc, long, mapped, map_traits>;
using lazy_map =
    cc::SplitListMap<gc, long, mapped, traits_of<cc::lazy_list_tag, cc::lazy_list::traits>>;
using iterable_map =
    cc::SplitListMap<gc, long, mapped, traits_of<cc::iterable_list_tag, cc::iterable_list::traits>>;

// Keys 0 and 4 are in bucket 0 for as long as there are fewer than eight buckets, 1 and 3 in
// buckets that are split off when there are more than two items, or four.
template <class Map>
class splitting_of : public map_user<Map, 8, 1> {
    using user = map_user<Map, 8, 1>;
    using user::insert, user::erase, user::find, user::check, user::map_;

public:
    splitting_of() {
        insert(3, 30);
        insert(4, 40);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(1, 10);
            erase(3);
            gc::scan();
            insert(3, 31);
        } else if (self == 1) {
            find(3);
            insert(2, 20);
            erase(1);
            gc::scan();
        } else {
            find(1);
            insert(7, 70);
            find(3);
        }
    }

    void finish() override {
        for (long const key : {1L, 2L, 3L, 4L, 7L})
            find(key);
        if (std::size_t(map_.statistics().m_nInitBucketContention) != 0)
            concluded("searched from the bucket before");
        if (std::size_t(map_.statistics().m_nBucketCount) > 2)
            concluded("split");
        check();
    }
};

using splitting = splitting_of<map>;
using splitting_lazy = splitting_of<lazy_map>;
using splitting_iterable = splitting_of<iterable_map>;

// Segments of the table are made by the first who needs one.
struct growing_traits : map_traits {
    static constexpr bool dynamic_bucket_table = true;
};
class first_segment : public model {
public:
    void thread(unsigned self) override {
        long const mine = 2 * static_cast<long>(self) + 1; // all in bucket 1
        cds_model::check(map_.emplace(mine, mine), "an item is inserted");
        cds_model::check(map_.contains(mine), "an item is found");
    }
    void finish() override {
        for (long const key : {1L, 3L, 5L})
            cds_model::check(map_.contains(key), "no item is lost");
        if (std::size_t(map_.statistics().m_nInitBucketContention) != 0)
            concluded("two at one bucket");
    }

private:
    fresh_domain domain_{3, 4};
    cc::SplitListMap<gc, long, long, growing_traits> map_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"splitting",
                     3,
                     200,
                     make_model<splitting>,
                     {"erased", "found", "split", "searched from the bucket before",
                      "disposed under an operation"}},
                    {"splitting_lazy",
                     3,
                     100,
                     make_model<splitting_lazy>,
                     {"erased", "found", "split", "searched from the bucket before",
                      "disposed under an operation"}},
                    {"splitting_iterable",
                     3,
                     100,
                     make_model<splitting_iterable>,
                     {"erased", "found", "split", "searched from the bucket before",
                      "disposed under an operation"}},
                    {"first_segment", 3, 100, make_model<first_segment>, {"two at one bucket"}}});
}
