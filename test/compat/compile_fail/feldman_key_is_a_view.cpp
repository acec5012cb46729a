// error: (?s)do not say which it is.* Name a hash .*or hash_size
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// Its bytes are an address and a length: the same text elsewhere would be another key.
#include <cds/container/feldman_hashmap_dhp.h>

#include <string_view>

cds::container::FeldmanHashMap<cds::gc::DHP, std::string_view, int> map;
