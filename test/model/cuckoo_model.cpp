// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A cuckoo set whose items go from table to table, and come again under other keys as soon as they
// are erased: every history is linearizable, and every item comes back once.

#include "ids_of_fibers.h"
#include "model_items.h"

#define get_current_thread_id get_current_fiber_id
#include <cds/intrusive/cuckoo_set.h>
#undef get_current_thread_id
#include <cds/sync/spinlock.h>

namespace {

using namespace cds_model;
namespace cuckoo = cds::intrusive::cuckoo;
using spec = cds_test::map_key_spec;
using lock = cds::sync::spin_lock<cds::backoff::yield>;

template <class Node>
struct keyed : item<Node> {
    shared<long> key{0};
};

long key_of(long key) { return key; }
template <class Node>
long key_of(keyed<Node> const& i) {
    return i.key.get();
}
struct equal_keys {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key_of(a) == key_of(b);
    }
};
// In two tables of two buckets the lowest bit of a key chooses in the first, the next bit in the
// second. Items with equal ones differ where the tables are larger.
template <int Shift>
struct bits_from {
    template <class T>
    std::size_t operator()(T const& item) const {
        return static_cast<std::size_t>(key_of(item)) >> Shift;
    }
};

// Tells what the set has done.
struct told : cuckoo::empty_stat {
    void onSuccessRelocateRound() const { reached("relocated"); }
    void onRelocateAboveThresholdRound() const { reached("relocated into a crowd"); }
    void onFalseRelocateRound() const { reached("not where it was"); }
    void onResizeSuccessMove() const { reached("grown"); }
};

template <class Locks, class Hook>
struct traits_of : cuckoo::traits {
    using hook = Hook;
    using hash = cds::opt::hash_tuple<bits_from<0>, bits_from<1>>;
    using mutex_policy = Locks;
    using equal_to = equal_keys;
    using stat = told;
};
using by_list = cuckoo::base_hook<>;
using by_array = cuckoo::base_hook<cuckoo::probeset_type<cuckoo::vector<2>>, cuckoo::store_hash<2>>;
using striping = cuckoo::striping<lock>;
using refinable = cuckoo::refinable<lock>;

template <class Locks, class Hook>
class set_user : public model {
    using element = keyed<typename Hook::node_type>;

public:
    void finish() override {
        for (long key = 0; key != most_keys; ++key)
            find(key);
        check_history_by_key<spec>(log_);
        set_.clear_and_dispose([this](element* i) { give(*i); });
        items_.check_all_free();
    }

protected:
    static constexpr long most_keys = 16;

    void insert(long key) {
        long const number = 100 * key + numbers_.fetch_add(1, std::memory_order_relaxed);
        element& fresh = items_.take(number);
        fresh.key.set(key);
        if (log_.record(spec::insert, key, number, [&] { return set_.insert(fresh) ? 1 : 0; }) == 0)
            give(fresh);
    }
    void erase(long key) {
        element* gone = nullptr;
        log_.record(spec::erase, key, 0, [&] {
            gone = set_.erase(key);
            return gone != nullptr ? gone->value.get() : cds_test::nothing;
        });
        if (gone != nullptr)
            give(*gone);
    }
    void find(long key) {
        log_.record(spec::find, key, 0, [&] {
            long seen = cds_test::nothing;
            set_.find(key, [&seen](element& i, long) {
                seen = i.value.get();
                scheduling_point();
                check(i.value.get() == seen, "an item changed under its locks");
            });
            return seen;
        });
    }

private:
    void give(element& i) {
        i.key.set(-1);
        items_.give(i);
    }

    item_store<element> items_;
    std::atomic<long> numbers_{0};
    recorder log_;
    cds::intrusive::CuckooSet<element, traits_of<Locks, Hook>> set_{2, 2};
};

// 2 is in the first table, 4 in the second. When 0 comes, 2 has to go to the second table; while it
// is on its way it is looked for.
template <class Locks, class Hook>
class looked_for_on_its_way : public set_user<Locks, Hook> {
public:
    looked_for_on_its_way() {
        this->insert(2);
        this->insert(4);
    }
    void thread(unsigned self) override {
        if (self == 0)
            this->insert(0);
        else {
            this->find(2);
            this->find(2);
            if (self == 2)
                this->insert(2);
        }
    }
};

// Here it is erased, and its memory is another item of the same probe set, with other locks.
template <class Locks, class Hook>
class used_again : public set_user<Locks, Hook> {
public:
    used_again() {
        this->insert(2);
        this->insert(4);
    }
    void thread(unsigned self) override {
        if (self == 0)
            this->insert(0);
        else {
            this->erase(2);
            this->insert(8);
            this->find(8);
        }
    }
};

// More items than two probe sets have places for, unless one is erased in time.
template <class Locks, class Hook>
class grown : public set_user<Locks, Hook> {
public:
    grown() {
        this->insert(2);
        this->insert(4);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            this->insert(0);
            this->insert(8);
            this->find(4);
        } else {
            this->erase(4);
            this->insert(3);
            this->find(8);
        }
    }
};

// Two insertions relocate at the same time, out of the two tables.
template <class Locks, class Hook>
class two_relocations : public set_user<Locks, Hook> {
public:
    two_relocations() {
        for (long const key : {2L, 4L, 1L})
            this->insert(key);
    }
    void thread(unsigned self) override {
        this->insert(self == 0 ? 0 : 6);
        this->find(2);
        this->erase(4);
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"looked_for_on_its_way",
                     3,
                     200,
                     make_model<looked_for_on_its_way<striping, by_list>>,
                     {"relocated"}},
                    {"arrays_looked_for_on_its_way",
                     2,
                     200,
                     make_model<looked_for_on_its_way<refinable, by_array>>,
                     {"relocated"}},
                    {"used_again",
                     2,
                     400,
                     make_model<used_again<striping, by_list>>,
                     {"relocated", "not where it was", "used again"}},
                    {"arrays_used_again",
                     2,
                     400,
                     make_model<used_again<refinable, by_array>>,
                     {"relocated", "not where it was", "used again"}},
                    {"grown", 2, 200, make_model<grown<refinable, by_list>>, {"grown"}},
                    {"arrays_grown", 2, 200, make_model<grown<refinable, by_array>>, {"grown"}},
                    {"two_relocations",
                     2,
                     200,
                     make_model<two_relocations<striping, by_list>>,
                     {"relocated"}}});
}
