// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_AUDITED_GC_H
#define CDSLIB_TEST_AUDITED_GC_H

#include <cds/gc/dhp.h>
#include <cds_test/fragile.h>

#include <algorithm>
#include <cstddef>
#include <new>

namespace cds_test {

/// DHP for one thread, with accounts: it refuses reservations when its fuse blows, and counts the
/// retires that nobody had reserved.
struct audited_DHP : cds::gc::DHP {
    static void reserve_retire(std::size_t n) {
        if (!try_reserve_retire(n))
            throw std::bad_alloc();
    }
    static bool try_reserve_retire(std::size_t n) noexcept {
        if (starving || refusal.blows())
            return false;
        reserved = std::max(reserved, n);
        return DHP::try_reserve_retire(n);
    }
    template <class Disposer, class T>
    static void retire(T* p) {
        if (reserved == 0)
            ++unreserved;
        else
            --reserved;
        DHP::retire<Disposer>(p);
    }

    inline static fuse refusal;          ///< one reservation is refused
    inline static bool starving = false; ///< all are
    inline static std::size_t reserved = 0;
    inline static std::size_t unreserved = 0;
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_AUDITED_GC_H
