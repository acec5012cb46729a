// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POINTER_HASH_H
#define CDSLIB_GC_CORE_POINTER_HASH_H

#include <cds/details/fibonacci_hash.h>
#include <cds/details/number_cast.h>

#include <cstdint>

namespace cds::gc::core {

using cds::details::fibonacci_hash;

inline std::uint64_t pointer_hash(void const* p) noexcept {
    return fibonacci_hash(
        cds::details::number_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(p)));
}

} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POINTER_HASH_H
