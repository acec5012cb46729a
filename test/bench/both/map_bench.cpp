// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// P7, P8: a hash map of 1e5 keys, one key to a bucket.

#include "../workload/set.h"
#include "side.h"

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_map.h>

#include <cstdint>
#include <functional>

namespace {

struct bucket_traits : cds::container::michael_list::traits {
    using less = std::less<std::uint64_t>;
};

struct michael_map : bench::map_keys {
    using thread_scope = bench::thread_scope;
    using bucket =
        cds::container::MichaelKVList<bench::gc, std::uint64_t, std::uint64_t, bucket_traits>;

    bool find(std::uint64_t key) {
        return map.find(key, [](auto& pair) { bench::consume(pair.second); });
    }
    bool insert(std::uint64_t key) { return map.insert(key, key); }
    bool erase(std::uint64_t key) { return map.erase(key); }

    cds::container::MichaelHashMap<bench::gc, bucket> map{size, 1};
};

[[maybe_unused]] bool const registered = bench::register_map<michael_map>("dhp");

} // namespace
