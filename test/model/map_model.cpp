// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// MichaelHashMap over MichaelKVList: every history of every key is linearizable, with nodes that
// are really allocated and freed.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_map.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using spec = cds_test::map_key_spec;

struct mapped {
    explicit mapped(long first) : value(first) {}
    ~mapped() {
        if (erased)
            disposed_of_an_item();
    }
    shared<long> value;
    bool erased = false;
};

struct list_traits : cds::container::michael_list::traits {
    using less = std::less<long>;
};
using bucket = cds::container::MichaelKVList<gc, long, mapped, list_traits>;
struct map_traits : cds::container::michael_map::traits {
    struct hash {
        std::size_t operator()(long key) const { return static_cast<std::size_t>(key); }
    };
};
using map = cds::container::MichaelHashMap<gc, bucket, map_traits>;

class map_user : public model {
public:
    map_user() {
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
        check_history_by_key<spec>(log_);
    }

private:
    void insert(long key, long value) {
        log_.record(spec::insert, key, value, [&] { return map_.emplace(key, value) ? 1 : 0; });
    }
    void erase(long key) {
        log_.record(spec::erase, key, 0, [&] {
            long old = cds_test::nothing;
            if (map_.erase(key, [&](auto& pair) {
                    old = pair.second.value.get();
                    pair.second.erased = true;
                }))
                reached("erased");
            return old;
        });
    }
    void find(long key) {
        log_.record(spec::find, key, 0, [&] {
            long value = cds_test::nothing;
            if (map_.find(key, [&](auto& pair) { value = pair.second.value.get(); }))
                reached("found");
            return value;
        });
    }

    recorder log_;
    fresh_domain domain_{3, 4};
    map map_{1, 1}; // one chain
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"both_keys",
                     3,
                     200,
                     make_model<map_user>,
                     {"erased", "found", "disposed under an operation"}}});
}
