// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// MichaelHashMap over MichaelKVList: every history of every key is linearizable, with nodes that
// are really allocated and freed.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_map.h>

#include "map_user.h"

namespace {

using namespace cds_model;
struct list_traits : cds::container::michael_list::traits {
    using less = std::less<long>;
};
using bucket = cds::container::MichaelKVList<gc, long, mapped, list_traits>;
struct map_traits : cds::container::michael_map::traits {
    using hash = number_as_hash;
};
using map = cds::container::MichaelHashMap<gc, bucket, map_traits>;

class one_chain : public map_user<map, 1, 1> {
public:
    one_chain() {
        insert(1, 10);
        insert(3, 30);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            gc::scan();
            insert(1, 11);
            find(3);
        } else if (self == 1) {
            find(1);
            erase(3);
            erase(1);
            gc::scan();
        } else {
            insert(3, 31);
            find(1);
            find(3);
        }
    }

    void finish() override {
        for (long const key : {1L, 3L})
            find(key);
        check();
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"both_keys",
                     3,
                     200,
                     make_model<one_chain>,
                     {"erased", "found", "disposed under an operation"}}});
}
