// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_CUCKOO_SET_H
#define CDSLIB_INTRUSIVE_CUCKOO_SET_H

#include <cds/face/locked_set.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/opt/hash.h>
#include <cds/structures/hash/cuckoo/table.h>
#include <cds/sync/lock_array.h>
#include <cds/sync/spinlock.h>

namespace cds::intrusive {

/// Cuckoo hash set, with locks inside, of objects that the user owns; it grows. The interface is
/// that of `details::locked_set`, the algorithm and its progress are in
/// structures/hash/cuckoo/table.h.
template <class T, class Traits = cuckoo::traits>
class CuckooSet : public details::locked_set<cuckoo::details::table<T, Traits>> {
    using base = typename CuckooSet::locked_set;

public:
    using base::base;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_CUCKOO_SET_H
