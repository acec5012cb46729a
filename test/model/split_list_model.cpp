// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// SplitListMap: buckets are split while items of them are inserted, erased and looked for. Every
// history of every key is linearizable, and nobody searches from a dummy that is not linked yet.

#include <cds/container/split_list_map.h>

#include "map_user.h"

namespace {

using namespace cds_model;
struct list_traits : cds::container::michael_list::traits {
    using less = std::less<long>;
};
struct map_traits : cds::container::split_list::traits {
    using hash = number_as_hash;
    using ordered_list_traits = list_traits;
    using stat = cds::container::split_list::stat<cds::atomicity::item_counter>;
    static constexpr bool dynamic_bucket_table = false;
};
using map = cds::container::SplitListMap<gc, long, mapped, map_traits>;

// Keys 0 and 4 are in bucket 0 for as long as there are fewer than eight buckets, 1 and 3 in
// buckets that are split off when there are more than two items, or four.
class splitting : public map_user<map, 8, 1> {
public:
    splitting() {
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
    cds::container::SplitListMap<gc, long, long, growing_traits> map_;
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
                    {"first_segment", 3, 100, make_model<first_segment>, {"two at one bucket"}}});
}
