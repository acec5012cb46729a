// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// xenium: its epoch-based reclamation and its hazard pointers, under its own list, maps and queues.

#include "../workload/bag.h"
#include "../workload/retire.h"
#include "../workload/set.h"
#include "../workload/stall.h"
#include "no_thread_scope.h"

#include <xenium/harris_michael_hash_map.hpp>
#include <xenium/harris_michael_list_based_set.hpp>
#include <xenium/michael_scott_queue.hpp>
#include <xenium/ramalhete_queue.hpp>
#include <xenium/reclamation/generic_epoch_based.hpp>
#include <xenium/reclamation/hazard_pointer.hpp>
#include <xenium/vyukov_hash_map.hpp>

#include <memory>

namespace {

namespace reclamation = xenium::reclamation;
namespace policy = xenium::policy;

using ebr = reclamation::epoch_based<>;
using hp = reclamation::hazard_pointer<>::with<
    policy::allocation_strategy<reclamation::hp_allocation::dynamic_strategy<3>>>;

template <class Reclaimer>
struct list : bench::list_keys {
    using thread_scope = bench::no_thread_scope;

    bool find(int key) { return set.contains(key); }
    bool insert(int key) { return set.emplace(key); }
    bool erase(int key) { return set.erase(key); }

    xenium::harris_michael_list_based_set<int, policy::reclaimer<Reclaimer>> set;
};

template <class Reclaimer>
struct michael_map : bench::map_keys {
    using thread_scope = bench::no_thread_scope;

    bool find(std::uint64_t key) {
        auto const at = map.find(key);
        if (at == map.end())
            return false;
        bench::consume(at->second);
        return true;
    }
    bool insert(std::uint64_t key) { return map.emplace(key, key); }
    bool erase(std::uint64_t key) { return map.erase(key); }

    xenium::harris_michael_hash_map<std::uint64_t, std::uint64_t, policy::reclaimer<Reclaimer>,
                                    policy::buckets<131072>>
        map;
};

template <class Reclaimer>
struct vyukov_map : bench::map_keys {
    using thread_scope = bench::no_thread_scope;
    using table =
        xenium::vyukov_hash_map<std::uint64_t, std::uint64_t, policy::reclaimer<Reclaimer>>;

    bool find(std::uint64_t key) {
        typename table::accessor found;
        if (!map.try_get_value(key, found))
            return false;
        bench::consume(*found);
        return true;
    }
    bool insert(std::uint64_t key) { return map.emplace(key, key); }
    bool erase(std::uint64_t key) { return map.erase(key); }

    table map{131072};
};

template <class Reclaimer>
struct ms_queue {
    using thread_scope = bench::no_thread_scope;

    bool put(int value) {
        queue.push(value);
        return true;
    }
    bool take(int& value) { return queue.try_pop(value); }

    xenium::michael_scott_queue<int, policy::reclaimer<Reclaimer>> queue;
};

template <class Reclaimer>
struct retirer {
    using thread_scope = bench::no_thread_scope;

    template <class Payload>
    struct object : Reclaimer::template enable_concurrent_ptr<object<Payload>> {
        Payload payload;
    };

    struct words {
        std::uint64_t of[4] = {};
    };

    template <class Payload>
    using pointer = typename Reclaimer::template concurrent_ptr<object<Payload>>;

    struct stalled_reader {
        explicit stalled_reader(thread_scope&) : source(new object<words>) {
            guard.acquire(source);
        }

        pointer<words> source;
        typename pointer<words>::guard_ptr guard;
    };

    template <class Payload = words>
    static void retire_new(thread_scope&) {
        typename pointer<Payload>::guard_ptr guard{
            typename pointer<Payload>::marked_ptr(new object<Payload>)};
        guard.reclaim();
    }
};

template <class Reclaimer>
struct counted_retirer : retirer<Reclaimer> {
    static void retire_new(bench::no_thread_scope& scope) {
        retirer<Reclaimer>::template retire_new<bench::counted_payload>(scope);
    }
    static double bound() { return 0; }
};

[[maybe_unused]] bool const registered =
    bench::register_list<list<ebr>>("xenium_ebr") && bench::register_list<list<hp>>("xenium_hp") &&
    bench::register_map<michael_map<ebr>>("xenium_michael_ebr") &&
    bench::register_map<michael_map<hp>>("xenium_michael_hp") &&
    bench::register_map<vyukov_map<ebr>>("xenium_vyukov_ebr") &&
    bench::register_queue<ms_queue<ebr>>("xenium_ms_ebr") &&
    bench::register_queue<ms_queue<hp>>("xenium_ms_hp") &&
    bench::register_retire_objects<retirer<ebr>>("xenium_ebr") &&
    bench::register_retire_objects<retirer<hp>>("xenium_hp") &&
    bench::register_stall<counted_retirer<ebr>>("xenium_ebr") &&
    bench::register_stall<counted_retirer<hp>>("xenium_hp");

} // namespace
