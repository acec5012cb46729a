// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A striped map: every history is linearizable while its table grows, and who has a pair has it to
// himself.

#include <cds/container/striped_map.h>
#include <cds/container/striped_map/std_list.h>
#include <cds/sync/spinlock.h>

#include "model_items.h"

namespace {

using namespace cds_model;
namespace ss = cds::container::striped_set;
using spec = cds_test::map_key_spec;
using lock = cds::sync::spin_lock<cds::backoff::yield>;

struct value {
    value() = default;
    value(long number) : content(number) {}
    ~value() { content.end(); }
    shared<long> content{0};
};

// The table grows whenever a key from `first_large` on is inserted.
constexpr long first_large = 100;
struct grows_for_large_keys {
    template <class Container, class Bucket>
    bool operator()(std::size_t, Container const&, Bucket const& bucket) const {
        for (auto const& pair : bucket)
            if (pair.first >= first_large)
                return true;
        return false;
    }
    void reset() { reached("grown"); }
};

template <class Locks>
class map_user : public model {
public:
    void finish() override {
        for (long const key : {1L, 17L, 33L})
            find(key);
        check_history_by_key<spec>(log_);
    }

protected:
    void insert(long key, long number) {
        log_.record(spec::insert, key, number, [&] { return map_.insert(key, number) ? 1 : 0; });
    }
    void erase(long key) {
        log_.record(spec::erase, key, 0, [&] { return seen_by(&map_user::do_erase, key); });
    }
    void find(long key) {
        long const seen =
            log_.record(spec::find, key, 0, [&] { return seen_by(&map_user::do_find, key); });
        reached(seen != cds_test::nothing ? "found" : "not found");
    }
    // Keys that share a bucket with 1, 17 and 33, and two that make the table grow.
    void grow(long number) { map_.insert(first_large + number, number); }

private:
    template <class Act>
    long seen_by(Act act, long key) {
        long seen = cds_test::nothing;
        (this->*act)(key, seen);
        return seen;
    }
    static auto look(long& seen) {
        return [&seen](auto& pair) {
            seen = pair.second.content.get();
            scheduling_point();
            check(pair.second.content.get() == seen, "a pair changed under its lock");
        };
    }
    void do_erase(long key, long& seen) { map_.erase(key, look(seen)); }
    void do_find(long key, long& seen) { map_.find(key, look(seen)); }

    recorder log_;
    cds::container::StripedMap<
        std::list<std::pair<long const, value>>, cds::opt::less<std::less<long>>,
        cds::opt::resizing_policy<grows_for_large_keys>, cds::opt::mutex_policy<Locks>>
        map_;
};

template <class Locks>
class beside_growth : public map_user<Locks> {
public:
    beside_growth() {
        this->insert(1, 10);
        this->insert(17, 11);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            this->grow(0);
            this->find(17);
        } else {
            this->find(1);
            this->erase(17);
            this->insert(33, 20);
        }
    }
};

template <class Locks>
class three_roles : public map_user<Locks> {
public:
    three_roles() { this->insert(1, 10); }
    void thread(unsigned self) override {
        if (self == 0) {
            this->grow(0);
            this->grow(1);
        } else if (self == 1) {
            this->erase(1);
            this->insert(1, 21);
        } else {
            this->insert(17, 30);
            this->find(1);
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"beside_growth",
                     2,
                     150,
                     make_model<beside_growth<ss::refinable<lock>>>,
                     {"grown", "found", "not found"}},
                    {"three_roles",
                     3,
                     150,
                     make_model<three_roles<ss::refinable<lock>>>,
                     {"grown", "found", "not found"}},
                    {"striped_locks",
                     3,
                     100,
                     make_model<three_roles<ss::striping<lock>>>,
                     {"grown", "found"}}});
}
