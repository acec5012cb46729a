// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_QUIET_H
#define CDSLIB_TEST_QUIET_H

#include <cds_test/gc_policies.h>

#include <cstddef>
#include <cstdio>
#include <memory>
#include <stdexcept>

// After a spike: the time in which a domain shrinks, and how much memory is left then.
namespace cds_test {

/// Ordinary life, little of it.
template <class GC>
void go_quiet() {
    ledger book;
    for (int i = 0; i < 100; ++i) {
        make_and_retire<GC>(book);
        GC::force_dispose();
    }
}

/// Of the process. It says nothing where `sanitized`: a shadow is resident, too, and does not
/// shrink.
inline std::size_t resident_pages() {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen("/proc/self/statm", "r"),
                                                               &std::fclose);
    unsigned long total = 0;
    unsigned long resident = 0;
    if (!file || std::fscanf(file.get(), "%lu %lu", &total, &resident) != 2)
        throw std::runtime_error("/proc/self/statm cannot be read");
    return resident;
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_QUIET_H
