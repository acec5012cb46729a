// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_UNIT_GC_DSO_CLOSING_H
#define CDSLIB_TEST_UNIT_GC_DSO_CLOSING_H

#include <atomic>

/// The program's count of a module's objects. No header of the library here: there is a program
/// that does not know it.
struct tally {
    std::atomic<unsigned> made{0};
    std::atomic<unsigned> gone{0};
};

struct closing_face {
    void (*count_in)(tally*);
    void (*use)();           ///< on the calling thread
    void (*use_on_thread)(); ///< on a thread of the module's that it joins
    void (*start_reclaimers)();
};

#endif // #ifndef CDSLIB_TEST_UNIT_GC_DSO_CLOSING_H
