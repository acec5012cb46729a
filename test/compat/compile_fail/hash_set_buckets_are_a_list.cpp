// error: the buckets of a hash set are an ordered list
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_set.h>

cds::intrusive::MichaelHashSet<cds::gc::DHP, int> set(100, 1);
