// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "side.h"

#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
    cds::Initialize();
    {
        bench::gc const reclamation;
        benchmark::Initialize(&argc, argv);
        if (benchmark::ReportUnrecognizedArguments(argc, argv))
            return 1;
        benchmark::RunSpecifiedBenchmarks();
    }
    cds::Terminate();
    return 0;
}
