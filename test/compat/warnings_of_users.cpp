// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
//
// What a user's build compiles of the library, with the warnings that users have (compile_check.py
// warnings): every container with every policy that it takes, and what programs call besides.
#include <cds/container/cuckoo_map.h>
#include <cds/container/cuckoo_set.h>
#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/iterable_kvlist_hp.h>
#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/lazy_kvlist_nogc.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_list_nogc.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/msqueue.h>
#include <cds/container/striped_map.h>
#include <cds/container/striped_map/std_hash_map.h>
#include <cds/container/striped_set.h>
#include <cds/container/striped_set/std_list.h>
#include <cds/container/striped_set/std_vector.h>
#include <cds/container/treiber_stack.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>
#include <cds/init.h>
#include <cds/memory/node_cache.h>
#include <cds/memory/region_resource.h>
#include <cds/memory/slot_manager.h>

#include <cstddef>
#include <functional>
#include <string>
#include <tuple>

namespace {

namespace cc = cds::container;
using cds::gc::DHP;
using cds::gc::HP;
using cds::gc::nogc;

struct counted_stack : cc::treiber_stack::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::treiber_stack::stat<>;
    static constexpr bool enable_elimination = true;
};
struct counted_queue : cc::msqueue::traits {
    using item_counter = cds::atomicity::cache_friendly_item_counter;
    using stat = cc::msqueue::stat<>;
    using allocator = cds::memory::node_cache<int>;
};
struct counted_list : cc::michael_list::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::michael_list::stat<>;
};
struct counted_lazy_list : cc::lazy_list::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::lazy_list::stat<>;
};

template <class GC>
void stacks_and_queues() {
    cc::TreiberStack<GC, std::string> stack;
    cc::TreiberStack<GC, int, counted_stack> counted;
    std::string top;
    stack.push("a");
    stack.emplace(3u, 'b');
    counted.push(1);
    counted.pop_with([](int&) {});
    while (stack.pop(top)) {}
    stack.clear();
    cc::MSQueue<GC, std::string> queue;
    cc::MSQueue<GC, int, counted_queue> other;
    queue.enqueue("a");
    queue.enqueue_with([](std::string& s) { s = "b"; });
    other.push(1);
    other.dequeue_with([](int&) {});
    while (queue.dequeue(top)) {}
    (void)(queue.empty() && other.size() == 0);
    queue.clear();
}

template <class Map>
void map_of(Map& map) {
    map.insert(1);
    map.insert(2, "two");
    map.emplace(3, "three");
    map.insert_with(4, [](auto& pair) { pair.second = "four"; });
    (void)map.contains(4);
    map.find(4, [](auto&) {});
    Map const& constant = map;
    (void)constant.contains(4);
    constant.find(4, [](auto const&) {});
    for (auto const& pair : constant)
        (void)pair.second.size();
    for (auto at = map.begin(); at != map.end(); ++at)
        at.val() += "!";
    (void)(map.size() == 0 || map.empty() || map.statistics().m_nInsertRetry == 0u);
}

template <class Map>
void erase_from(Map& map) {
    map.update(5, [](bool, auto&) {});
    map.update(5, "five", [](bool, auto&) {});
    map.erase(1);
    map.erase(2, [](auto&) {});
    map.erase_with(3, std::less<int>(), [](auto&) {});
    auto taken = map.extract(4);
    auto const got = map.get(5);
    taken.release();
    (void)(got && got->first == 5);
    map.clear();
}

template <class Set>
void set_of(Set& set) {
    set.insert(1);
    set.emplace(2);
    (void)set.contains(1);
    set.find(1, [](int&, int) {});
    Set const& constant = set;
    int sum = 0;
    for (int const item : constant)
        sum += item;
    (void)sum;
}

template <class GC>
void iterable_map() {
    using list = cc::IterableKVList<GC, int, std::string>;
    list map;
    map.insert(1, "one");
    map.update(2, [](auto& now, auto* before) { now.second = before ? "again" : "two"; });
    cc::MichaelHashMap<GC, list> hash_map(100, 2);
    hash_map.upsert(1, "one");
    for (auto at = map.begin(); at != map.end(); ++at)
        map.erase_at(at);
    auto const at = hash_map.find(1);
    hash_map.erase_at(at);
}

template <class GC>
void maps_and_sets() {
    using list = cc::MichaelKVList<GC, int, std::string, counted_list>;
    list map;
    cc::MichaelHashMap<GC, list> hash_map(100, 2);
    map_of(map);
    map_of(hash_map);
    cc::MichaelList<GC, int> set;
    cc::MichaelHashSet<GC, cc::MichaelList<GC, int>> hash_set(100, 2);
    set_of(set);
    set_of(hash_set);
    using lazy_list = cc::LazyKVList<GC, int, std::string, counted_lazy_list>;
    lazy_list lazy_map;
    cc::MichaelHashMap<GC, lazy_list> lazy_hash(100, 2);
    map_of(lazy_map);
    map_of(lazy_hash);
    if constexpr (!std::is_same_v<GC, nogc>) {
        erase_from(map);
        erase_from(hash_map);
        erase_from(lazy_map);
        erase_from(lazy_hash);
        iterable_map<GC>();
        set.erase(1);
        hash_set.update(3, [](bool, int&, int) {});
        hash_set.clear();
    }
}

struct other_hash {
    std::size_t operator()(int key) const { return std::hash<int>()(~key); }
};
using two_hashes = cds::opt::hash<std::tuple<std::hash<int>, other_hash>>;
struct counted_cuckoo
    : cc::cuckoo::make_traits<two_hashes, cds::opt::stat<cc::cuckoo::stat>>::type {
    using mutex_policy = cc::cuckoo::refinable<>;
    using probeset_type = cc::cuckoo::vector<4>;
    static constexpr bool store_hash = true;
};

template <class Set>
void locked_set() {
    Set set;
    set.insert(1, [](int&) {});
    set.emplace(2);
    set.update(3, [](bool, int&, int) {});
    set.find(1, [](int&, int) {});
    set.erase(1, [](int) {});
    (void)(set.contains(2) && set.empty());
    set.clear();
}
template <class Map>
void locked_map() {
    Map map;
    map.insert(1, "one");
    map.insert_or_assign(1, "uno");
    map.update(2, [](bool, auto& pair) { pair.second = "two"; });
    map.find(2, [](auto& pair) { pair.second += '!'; });
    map.erase(2);
    (void)map.get_or(1, "none");
}
void sets_and_maps_with_locks() {
    locked_set<cc::StripedSet<std::list<int>>>();
    locked_set<
        cc::StripedSet<std::vector<int>, cds::opt::mutex_policy<cc::striped_set::refinable<>>>>();
    locked_set<cc::CuckooSet<int, cc::cuckoo::make_traits<two_hashes>::type>>();
    locked_set<cc::CuckooSet<int, counted_cuckoo>>();
    locked_map<cc::StripedMap<std::unordered_map<int, std::string>>>();
    locked_map<cc::CuckooMap<int, std::string, counted_cuckoo>>();
}

struct shared : cds::gc::hpref::node<shared> {};
struct object : cds::hazard_pointer_obj_base<object> {};

template <class GC>
void guards() {
    atomics::atomic<int*> source{new int(1)};
    typename GC::Guard guard;
    typename GC::template GuardArray<3> array;
    guard.protect(source);
    array.protect(1, source, [](int*& p) { return p; });
    array.copy(2, 1);
    GC::template retire<std::default_delete<int>>(source.exchange(nullptr));
    GC::force_dispose();
    guard.clear();
    (void)GC::drain(std::chrono::milliseconds(1));
}

} // namespace

int main() {
    cds::Initialize();
    cds::threading::Manager::attachThread();
    guards<HP>();
    guards<DHP>();
    stacks_and_queues<HP>();
    stacks_and_queues<DHP>();
    maps_and_sets<HP>();
    maps_and_sets<DHP>();
    maps_and_sets<nogc>();
    sets_and_maps_with_locks();

    atomics::atomic<shared*> counted{new shared};
    auto reference = cds::gc::hpref::get(counted);
    reference.promote();
    cds::gc::hpref::retire(counted.exchange(nullptr));

    atomics::atomic<object*> current{new object};
    cds::hazard_pointer protection = cds::make_hazard_pointer();
    object* const old = protection.protect(current);
    current.store(nullptr);
    old->retire();

    cds::threading::Manager::detachThread();
    cds::Terminate();
}
