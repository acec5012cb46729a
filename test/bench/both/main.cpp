// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "../workload/run.h"
#include "side.h"

int main(int argc, char** argv) {
    cds::Initialize();
    int result = 0;
    {
        bench::gc const reclamation;
        result = bench::run(argc, argv);
    }
    cds::Terminate();
    return result;
}
