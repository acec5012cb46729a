// error: static_cast
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// What is looked up by is made a key, and not by reading an address as a number.
#include <cds/container/feldman_hashmap_dhp.h>

bool contains(cds::container::FeldmanHashMap<cds::gc::DHP, unsigned long, int> const& map) {
    return map.contains("text");
}
