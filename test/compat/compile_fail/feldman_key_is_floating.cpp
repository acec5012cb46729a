// error: (?s)do not say which it is.* Name a hash .*or hash_size
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// 0.0 and -0.0 are equal and have different bytes.
#include <cds/container/feldman_hashmap_dhp.h>

cds::container::FeldmanHashMap<cds::gc::DHP, double, int> map;
