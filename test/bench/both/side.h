// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_BOTH_SIDE_H
#define CDS_BENCH_BOTH_SIDE_H

#include <cds/gc/dhp.h>
#include <cds/init.h>
#include <cds/version.h>

// Every source in this folder is compiled once against our headers and once against libcds's.
// BENCH_MAJOR is what the build meant to find: a header taken from the wrong tree ends here.
static_assert(CDS_VERSION >> 16 == BENCH_MAJOR, "the headers of the other library were found");

namespace bench {

using gc = cds::gc::DHP;

// Attaches the calling thread while it lives.
struct thread_scope {
    thread_scope() { cds::threading::Manager::attachThread(); }
    ~thread_scope() { cds::threading::Manager::detachThread(); }
    thread_scope(thread_scope const&) = delete;
    thread_scope& operator=(thread_scope const&) = delete;
};

} // namespace bench

#endif // CDS_BENCH_BOTH_SIDE_H
