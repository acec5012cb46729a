// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is an iterable list's own: items are replaced, places stay, iterators stand where they are.

#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/iterable_list_dhp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_set.h>
#include <cds/intrusive/iterable_list_dhp.h>
#include <cds/intrusive/iterable_list_hp.h>
#include <cds/intrusive/split_list.h>
#include <cds_test/disposer.h>
#include <cds_test/fragile.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/int_keys.h>
#include <cds_test/linearizability.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <functional>
#include <new>
#include <string>
#include <tuple>
#include <utility>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;

// --- of the user's objects ---------------------------------------------------------------------

struct item : cds_test::mortal<item>, ci::split_list::node<void> {
    explicit item(int k) : key(k) {}
    int const key;
};
struct item_traits : ci::iterable_list::traits {
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
    using item_counter = cds::atomicity::item_counter;
    using stat = ci::iterable_list::stat<>;
};
template <class GC>
using list_of = ci::IterableList<GC, item, item_traits>;
struct hash_traits : ci::michael_set::traits {
    using hash = cds_test::hash_key;
};
template <class GC>
struct hash_of : ci::MichaelHashSet<GC, list_of<GC>, hash_traits> {
    hash_of() : ci::MichaelHashSet<GC, list_of<GC>, hash_traits>(6, 2) {}
};
struct split_traits : ci::split_list::traits {
    using hash = cds_test::hash_key;
};
using split_set = ci::SplitListSet<cds_test::tiny_DHP, list_of<cds_test::tiny_DHP>, split_traits>;
using sets = std::tuple<list_of<cds::gc::HP>, list_of<cds_test::tiny_DHP>, hash_of<DHP>, split_set>;

template <class Set>
bool insert(Set& set, int key) {
    auto* const fresh = new item(key);
    bool const in = set.insert(*fresh);
    if (!in)
        delete fresh;
    return in;
}

// Whoever was made dies, once, when sets and garbage are gone.
template <class Set>
struct accounts {
    ~accounts() {
        Set::gc::force_dispose();
        BOOST_TEST(item::made.load() == item::destroyed.load());
        BOOST_TEST(item::killed_twice.load() == 0u);
    }
};

// --- in the middle of an operation ---------------------------------------------------------------

struct reborn {
    explicit reborn(int k) : key(k) {}
    int key;
    unsigned disposals = 0;
};

// Compares by the keys, and does something else where it is asked for `key` the next time.
struct interrupted_order {
    static void at(int key, std::function<void()> action) {
        key_ = key;
        action_ = std::move(action);
    }
    static int key_of(int key) { return key; }
    static int key_of(reborn const& r) {
        int const key = r.key;
        if (action_ && key == key_)
            std::exchange(action_, nullptr)();
        return key;
    }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        int const left = key_of(a);
        return left - key_of(b);
    }
    static bool happened() { return !action_; }

private:
    inline static int key_ = 0;
    inline static std::function<void()> action_;
};
struct reborn_traits : ci::iterable_list::traits {
    struct disposer {
        void operator()(reborn* r) const { ++r->disposals; }
    };
    using compare = interrupted_order;
};
template <class GC>
using reborn_list = ci::IterableList<GC, reborn, reborn_traits>;
using reborn_lists =
    std::tuple<reborn_list<cds::gc::HP>, reborn_list<DHP>, reborn_list<cds_test::tiny_DHP>>;

// --- of values -----------------------------------------------------------------------------------

struct value_traits : cc::iterable_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
};
using value_list = cc::IterableList<DHP, int, value_traits>;
struct value_hash : cc::MichaelHashSet<DHP, value_list> {
    value_hash() : MichaelHashSet(6, 2) {}
};
using pair_list = cc::IterableKVList<DHP, int, std::string, value_traits>;
struct pair_hash : cc::MichaelHashMap<DHP, pair_list> {
    pair_hash() : MichaelHashMap(6, 2) {}
};
struct value_split : cc::split_list::traits {
    using ordered_list = cc::iterable_list_tag;
    using ordered_list_traits = value_traits;
};
using value_sets = std::tuple<value_list, value_hash, cc::SplitListSet<DHP, int, value_split>>;
using pair_maps =
    std::tuple<pair_list, pair_hash, cc::SplitListMap<DHP, int, std::string, value_split>>;

} // namespace

BOOST_AUTO_TEST_SUITE(iterable_list)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_member_does_what_it_says, Set, sets) {
    accounts<Set> const at_the_end;
    Set set;
    BOOST_TEST(set.empty());
    for (int key = 20; key-- != 0;)
        BOOST_TEST(insert(set, key));
    BOOST_TEST(!insert(set, 7));
    BOOST_TEST(set.size() == 20u);
    int sum = 0;
    for (item const& i : set)
        sum += i.key;
    BOOST_TEST(sum == 190);
    BOOST_TEST(set.contains(3));
    BOOST_TEST(!set.contains(20, cds_test::less_key()));
    BOOST_TEST(set.find(4, [](item& i, int) { BOOST_TEST(i.alive()); }));
    BOOST_TEST(set.get(5)->key == 5);
    BOOST_TEST((set.find(20) == set.end()));
    BOOST_TEST(set.find(6)->key == 6);
    BOOST_TEST(set.find_with(6, cds_test::less_key())->key == 6);
    BOOST_TEST(set.erase(6));
    BOOST_TEST(!set.erase(6));
    BOOST_TEST(set.erase(7, [](item& i) { BOOST_TEST(i.alive()); }));
    BOOST_TEST(set.erase_with(8, cds_test::less_key()));
    BOOST_TEST(set.extract(9)->alive());
    item other(10);
    BOOST_TEST(!set.unlink(other)); // it is equal, and not the one
    BOOST_TEST(set.unlink(*set.find(10)));
    BOOST_TEST(set.size() == 15u);
    set.clear();
    BOOST_TEST(set.size() == 0u);
    BOOST_TEST((set.begin() == set.end()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_replaces_and_tells_what, Set, sets) {
    accounts<Set> const at_the_end;
    Set set;
    auto* const first = new item(1);
    auto* const second = new item(1);
    using answer = std::pair<bool, bool>;
    auto const expecting = [](item* now, item* then) {
        return [=](item& fresh, item* old) {
            BOOST_TEST(&fresh == now);
            BOOST_TEST(old == then);
        };
    };
    BOOST_TEST((set.update(*first, expecting(first, nullptr), false) == answer(false, false)));
    BOOST_TEST((set.update(*first, expecting(first, nullptr)) == answer(true, true)));
    BOOST_TEST((set.update(*second, expecting(second, first)) == answer(true, false)));
    BOOST_TEST((set.update(*second, [](item&, item*) { BOOST_ERROR("called for itself"); }) ==
                answer(true, false)));
    BOOST_TEST(&*set.get(1) == second);
    BOOST_TEST((set.upsert(*new item(1)) == answer(true, false)));
    BOOST_TEST((set.upsert(*new item(2)) == answer(true, true)));
    BOOST_TEST(set.size() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_outlives_what_it_stands_on, Set, sets) {
    accounts<Set> const at_the_end;
    Set set;
    for (int key = 0; key != 8; ++key)
        insert(set, key);
    for (auto it = set.begin(); it != set.end(); ++it) {
        auto const copy = it;
        BOOST_TEST(set.erase_at(it));
        BOOST_TEST(!set.erase_at(copy));
        Set::gc::force_dispose();
        BOOST_TEST(it->alive());
        BOOST_TEST((copy == it));
        if (it->key % 2 == 0)
            insert(set, it->key); // into the place that it stands in, or before
    }
    for (item const& i : set)
        BOOST_TEST(i.key % 2 == 0);
    BOOST_TEST(!set.erase_at(set.end()));
    BOOST_TEST(set.size() == 4u);
    auto it = set.find(4);
    set.upsert(*new item(4));
    BOOST_TEST(!set.erase_at(it)); // another one is there now
    BOOST_TEST(set.contains(4));
}

BOOST_AUTO_TEST_CASE(places_are_used_again) {
    accounts<list_of<DHP>> const at_the_end;
    list_of<DHP> list;
    for (int round = 0; round != 10; ++round) {
        for (int key = 0; key != 10; ++key)
            insert(list, key);
        list.clear();
    }
    BOOST_TEST(list.statistics().m_nNodeCreated.get() == 10u);
    BOOST_TEST(list.statistics().m_nReuseNode.get() == 100u);
}

// An insertion remembers the item before its place by the address. If that item could be disposed
// of meanwhile, it could come back there with a greater key, and the insertion would not notice.
BOOST_AUTO_TEST_CASE_TEMPLATE(the_lesser_item_does_not_come_back_with_another_key, List,
                              reborn_lists) {
    reborn lesser{1};
    reborn fresh{5};
    reborn greater{9};
    {
        List list;
        list.insert(greater);
        list.insert(lesser);
        interrupted_order::at(9, [&] {
            BOOST_TEST(list.erase(1));
            List::gc::force_dispose();
            BOOST_TEST(lesser.disposals == 0u); // it is guarded
            if (lesser.disposals != 0) {
                lesser.key = 7;
                list.insert(lesser);
            }
        });
        BOOST_TEST(list.insert(fresh));
        BOOST_TEST(interrupted_order::happened());
        BOOST_TEST(list.contains(5));
        int last = 0;
        for (reborn const& r : list) {
            BOOST_TEST(r.key > last);
            last = r.key;
        }
    }
    List::gc::force_dispose();
    for (reborn const* r : {&lesser, &fresh, &greater})
        BOOST_TEST(r->disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_share_it, Set, sets) {
    accounts<Set> const at_the_end;
    std::atomic<long> in{0};
    std::atomic<long> out{0};
    std::atomic<long> corpses{0};
    Set set;
    cds_test::run_threads(4, [&](std::size_t self) {
        auto random = cds_test::random_stream(self);
        for (std::size_t n = 0; n < 4000 * cds_test::scale(); ++n) {
            auto const r = random();
            int const key = static_cast<int>(r % 12);
            switch (r >> 32 & 7) {
            case 0:
            case 1: in += insert(set, key); break;
            case 2: in += set.upsert(*new item(key)).second; break;
            case 3: out += set.erase(key, [&](item& i) { corpses += !i.alive(); }); break;
            case 4:
                if (auto it = set.find(key); it != set.end()) {
                    out += set.erase_at(it);
                    corpses += !it->alive();
                }
                break;
            case 5:
                if (auto const held = set.extract(key)) {
                    ++out;
                    corpses += !held->alive();
                }
                break;
            default:
                for (item const& i : set)
                    corpses += !i.alive();
            }
        }
    });
    long left = 0;
    std::array<int, 12> met{};
    for (item const& i : set) {
        ++left;
        BOOST_TEST(++met[static_cast<std::size_t>(i.key)] == 1);
    }
    BOOST_TEST(corpses == 0);
    BOOST_TEST(out > 0);
    BOOST_TEST(in == out + left);
    BOOST_TEST(set.size() == static_cast<std::size_t>(left));
}

BOOST_AUTO_TEST_CASE(histories_are_linearizable) {
    using spec = cds_test::set_key_spec;
    using list = list_of<cds_test::hesitating<cds_test::tiny_DHP>>;
    for (std::uint64_t run = 0; run != 100 * cds_test::scale(); ++run) {
        accounts<list> const at_the_end;
        list set;
        cds_test::recorder log(4);
        cds_test::run_threads(4, [&](std::size_t self) {
            auto const me = static_cast<unsigned>(self);
            auto random = cds_test::random_stream(run * 4 + self);
            for (int n = 0; n != 12; ++n) {
                auto const r = random();
                int const key = static_cast<int>(r % 3);
                auto const record = [&](int code, auto act) { log.record(me, code, key, 0, act); };
                switch (r >> 32 & 3) {
                case 0: record(spec::insert, [&] { return insert(set, key); }); break;
                case 1:
                    record(spec::insert, [&] { return set.upsert(*new item(key)).second; });
                    break;
                case 2: record(spec::erase, [&] { return set.erase(key); }); break;
                default: record(spec::contains, [&] { return set.contains(key); });
                }
            }
        });
        auto const found = cds_test::check_each_key<spec>(log.history());
        BOOST_TEST_REQUIRE(found.holds, found);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_set_of_values_has_the_whole_interface, Set, value_sets) {
    Set set;
    BOOST_TEST(set.insert(3));
    BOOST_TEST(set.emplace(1));
    BOOST_TEST(set.insert(2, [](int& value) { BOOST_TEST(value == 2); }));
    BOOST_TEST(!set.insert(2));
    BOOST_TEST(!set.update(2, [](int& now, int* old) { BOOST_TEST(now == *old); }).second);
    BOOST_TEST(set.upsert(4).second);
    BOOST_TEST(!set.upsert(5, false).first);
    int sum = 0;
    for (int value : set)
        sum += value;
    BOOST_TEST(sum == 10);
    auto const it = set.find(2);
    BOOST_TEST(set.erase_at(it));
    BOOST_TEST(*it == 2);
    BOOST_TEST(set.erase(3, [](int& value) { BOOST_TEST(value == 3); }));
    BOOST_TEST(*set.extract(4) == 4);
    BOOST_TEST(*set.get(1) == 1);
    BOOST_TEST(set.find(1, [](int& value, int) { BOOST_TEST(value == 1); }));
    BOOST_TEST(set.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_map_replaces_pairs, Map, pair_maps) {
    Map map;
    using pair = typename Map::value_type;
    BOOST_TEST(map.insert(1, "one"));
    BOOST_TEST(map.insert_with(2, [](pair& p) { p.second = "two"; }));
    BOOST_TEST(!map.emplace(2, "zwei"));
    auto const old = map.get(2);
    BOOST_TEST(!map.upsert(2, "deux").second);
    BOOST_TEST(old->second == "two"); // replaced, and not changed
    BOOST_TEST(map.get(2)->second == "deux");
    BOOST_TEST(
        map.update(3, [](pair& now, pair* before) { now.second = before ? "again" : "three"; })
            .second);
    BOOST_TEST(map.find(3, [](pair& p) { BOOST_TEST(p.second == "three"); }));
    auto const it = map.find(3);
    BOOST_TEST(it->second == "three");
    BOOST_TEST(map.erase_at(it));
    BOOST_TEST(map.size() == 2u);
}

BOOST_AUTO_TEST_CASE(without_memory_nothing_changes) {
    struct traits : value_traits {
        using node_allocator = cds_test::fragile_allocator<int>;
        using allocator = cds_test::fragile_allocator<int>;
    };
    {
        cc::IterableList<DHP, int, traits> set;
        set.insert(1);
        for (long step : {0, 1}) { // the value, and its place
            auto const outstanding = cds_test::fragile_memory::outstanding;
            cds_test::fragile_memory::fuse.set(step);
            BOOST_CHECK_THROW(set.upsert(2), std::bad_alloc);
            cds_test::fragile_memory::fuse.disarm();
            BOOST_TEST(cds_test::fragile_memory::outstanding == outstanding);
            BOOST_TEST(set.size() == 1u);
        }
        BOOST_TEST(set.insert(2));
    }
    DHP::force_dispose();
    BOOST_TEST(cds_test::fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(the_guards_that_it_names_are_enough) {
    using list = list_of<cds::gc::HP>;
    accounts<list> const at_the_end;
    cds::gc::HP const limit(list::c_nHazardPtrCount);
    list set;
    for (int key = 0; key != 10; ++key)
        insert(set, key);
    auto const end = set.end(); // has a guard, too
    int seen = 0;
    for (auto it = set.begin(); it != end; ++it)
        ++seen;
    BOOST_TEST(seen == 10);
    BOOST_TEST(set.erase(3));
    BOOST_TEST(bool(set.extract(4)));
    set.upsert(*new item(5));
    set.clear();
}

BOOST_AUTO_TEST_SUITE_END()
