// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// TBB: its hash maps. The unordered map cannot erase beside other threads, so it finds only.

#include "../workload/bag.h"
#include "../workload/set.h"
#include "no_thread_scope.h"

#include <tbb/concurrent_hash_map.h>
#include <tbb/concurrent_queue.h>
#include <tbb/concurrent_unordered_map.h>

namespace {

struct hash_map : bench::map_keys {
    using thread_scope = bench::no_thread_scope;
    using table = tbb::concurrent_hash_map<std::uint64_t, std::uint64_t>;

    bool find(std::uint64_t key) {
        table::const_accessor found;
        if (!map.find(found, key))
            return false;
        bench::consume(found->second);
        return true;
    }
    bool insert(std::uint64_t key) { return map.insert({key, key}); }
    bool erase(std::uint64_t key) { return map.erase(key); }

    table map{131072};
};

struct unordered_map : bench::map_keys {
    using thread_scope = bench::no_thread_scope;

    bool find(std::uint64_t key) {
        auto const at = map.find(key);
        if (at == map.end())
            return false;
        bench::consume(at->second);
        return true;
    }
    bool insert(std::uint64_t key) { return map.insert({key, key}).second; }

    tbb::concurrent_unordered_map<std::uint64_t, std::uint64_t> map{131072};
};

struct queue {
    using thread_scope = bench::no_thread_scope;

    bool put(int value) {
        of_ints.push(value);
        return true;
    }
    bool take(int& value) { return of_ints.try_pop(value); }

    tbb::concurrent_queue<int> of_ints;
};

[[maybe_unused]] bool const registered =
    bench::register_map<hash_map>("tbb_hash_map") &&
    bench::register_map_find<unordered_map>("tbb_unordered_map") &&
    bench::register_queue<queue>("tbb_queue");

} // namespace
