// error: (?s)do not say which it is.* Name a hash .*or hash_size
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/container/feldman_hashmap_dhp.h>

struct page {
    int file;
    long number;
};
cds::container::FeldmanHashMap<cds::gc::DHP, page, int> map;
