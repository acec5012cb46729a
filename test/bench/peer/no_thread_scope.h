// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_PEER_NO_THREAD_SCOPE_H
#define CDS_BENCH_PEER_NO_THREAD_SCOPE_H

namespace bench {

// For contenders whose threads need not be announced.
struct no_thread_scope {};

} // namespace bench

#endif // CDS_BENCH_PEER_NO_THREAD_SCOPE_H
