// error: (?s)do not say which it is.* Name a hash .*or hash_size
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/intrusive/feldman_hashset_dhp.h>

struct page {
    struct id {
        int file;
        long number;
    } where;
};
struct traits : cds::intrusive::feldman_hashset::traits {
    struct hash_accessor {
        page::id const& operator()(page const& p) const { return p.where; }
    };
};
cds::intrusive::FeldmanHashSet<cds::gc::DHP, page, traits> set;
