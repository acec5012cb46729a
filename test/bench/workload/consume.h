// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_CONSUME_H
#define CDS_BENCH_WORKLOAD_CONSUME_H

namespace bench {

// Makes a value needed in a register, and nothing else: no store, no memory clobber.
// benchmark::DoNotOptimize lets the compiler satisfy an lvalue with its address, so that the load
// is never made, or spills it to the stack, which inflates a raw load of one cycle; its memory
// clobber makes every contender reload what a program would have kept in registers.
template <class T>
inline void consume(T value) {
    asm volatile("" : : "r"(value)); // NOLINT(hicpp-no-assembler)
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_CONSUME_H
