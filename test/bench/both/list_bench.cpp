// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// P5, P6: an ordered list of 128 keys.

#include "../workload/raw_list.h"
#include "../workload/set.h"
#include "side.h"

#include <cds/container/michael_list_dhp.h>

#include <functional>

namespace {

struct list_traits : cds::container::michael_list::traits {
    using less = std::less<int>;
};

struct michael_list : bench::list_keys {
    using thread_scope = bench::thread_scope;

    bool find(int key) { return list.contains(key); }
    bool insert(int key) { return list.insert(key); }
    bool erase(int key) { return list.erase(key); }

    cds::container::MichaelList<bench::gc, int, list_traits> list;
};

struct unprotected_list : bench::list_keys {
    struct thread_scope {};

    bool find(int key) { return list.contains(key); }
    bool insert(int key) { return list.insert(key); }
    bool erase(int key) { return list.erase(key); }

    bench::raw_list list;
};

[[maybe_unused]] bool const registered =
    bench::register_list<michael_list>("dhp") && bench::register_list<unprotected_list>("raw");

} // namespace
