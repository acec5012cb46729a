// error: must name a hash_accessor
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/container/feldman_hashset_dhp.h>

cds::container::FeldmanHashSet<cds::gc::DHP, int> set;
