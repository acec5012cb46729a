// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "../workload/run.h"

int main(int argc, char** argv) { return bench::run(argc, argv); }
