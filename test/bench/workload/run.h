// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_RUN_H
#define CDS_BENCH_WORKLOAD_RUN_H

#include <benchmark/benchmark.h>

#include <thread>

namespace bench {

// Runs what the command line asks for. The process has had a second thread before: glibc's malloc
// takes short cuts until then, and no program that needs a concurrent container ever sees those.
inline int run(int argc, char** argv) {
    std::thread([] {}).join();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_RUN_H
