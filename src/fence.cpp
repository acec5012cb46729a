// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/core/fence.h>

#include <cstdlib>
#include <cstring>

#if defined(CDS_ATOMIC_HEADER)
// the model checker has a barrier of its own
#elif defined(__linux__)
#    include <linux/membarrier.h>
#    include <sys/syscall.h>
#    include <unistd.h>
#elif defined(_WIN32)
#    include <windows.h>
#endif

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

namespace {
enum decision : unsigned { undecided, chosen, forced_full };

atomics::atomic<unsigned> decided{undecided};
/// Nonzero: some reader may be light, or soon will be. Every scan uses the barrier.
atomics::atomic<unsigned> scans_need_barrier{0};
atomics::atomic<std::size_t> heavy_fences{0};
atomics::atomic<std::size_t> failed_fences{0};

#if defined(CDS_ATOMIC_HEADER)
bool register_barrier() noexcept { return true; }
bool issue_barrier() noexcept {
    cds_model_atomics::process_barrier();
    return true;
}
#elif defined(__linux__) && defined(__NR_membarrier)
long membarrier(int command) noexcept { return ::syscall(__NR_membarrier, command, 0); }
bool register_barrier() noexcept {
    long const known = membarrier(MEMBARRIER_CMD_QUERY);
    return known >= 0 && (known & MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0 &&
           membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
}
bool issue_barrier() noexcept { return membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0; }
#elif defined(_WIN32)
bool register_barrier() noexcept { return true; }
bool issue_barrier() noexcept {
    ::FlushProcessWriteBuffers();
    return true;
}
#else
bool register_barrier() noexcept { return false; }
bool issue_barrier() noexcept { return false; }
#endif

void count(atomics::atomic<std::size_t>& counter) noexcept {
    // relaxed: a statistic
    counter.fetch_add(1, atomics::memory_order_relaxed);
}

void go_light() noexcept {
    if (!register_barrier())
        return;
    // [F4] release-store -> [F5]: from here on every scan issues the barrier
    scans_need_barrier.store(1, atomics::memory_order_release);
    // A scan that has not seen [F4] has unlinked before this barrier reached its thread
    if (!issue_barrier())
        return;
    // [F3] release-store -> [F1]: readers may leave the store-load order to the scans
    full_fence_mask.store(0, atomics::memory_order_release);
}
} // namespace

namespace {
bool full_fences_wanted() noexcept {
    char const* const wanted = std::getenv("CDS_FENCE");
    return wanted != nullptr && std::strcmp(wanted, "full") == 0;
}

// As early as possible: with one thread the kernel registers at once, later it has to wait for the
// others. The decision itself stays with first use.
[[maybe_unused]] bool const registered_early = !full_fences_wanted() && register_barrier();
} // namespace

constinit atomics::atomic<std::uintptr_t> full_fence_mask{~std::uintptr_t{0}};

bool heavy_fence() noexcept {
    count(heavy_fences);
    // [F2] seq_cst-fence <-> [F6]: what was unlinked is unlinked for readers with full fences
    atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
    // [F5] acquire-load <- [F4]: zero means that no reader is light yet
    if (scans_need_barrier.load(atomics::memory_order_acquire) == 0 || issue_barrier())
        return true;
    count(failed_fences);
    return false;
}

void decide_fences() noexcept {
    // relaxed: what the decision leads to has edges of its own
    if (decided.load(atomics::memory_order_relaxed) != undecided)
        return;
    bool const full = full_fences_wanted();
    unsigned expected = undecided;
    // relaxed: only picks the one thread that carries the decision out
    if (decided.compare_exchange_strong(expected, full ? forced_full : chosen,
                                        atomics::memory_order_relaxed,
                                        atomics::memory_order_relaxed) &&
        !full)
        go_light();
}

bool force_full_fences() noexcept {
    unsigned expected = undecided;
    // relaxed: only picks the one decision
    return decided.compare_exchange_strong(expected, forced_full, atomics::memory_order_relaxed,
                                           atomics::memory_order_relaxed) ||
           expected == forced_full;
}

bool fences_are_full() noexcept {
    // relaxed: a statistic
    return full_fence_mask.load(atomics::memory_order_relaxed) != 0;
}

fence_counters count_fences() noexcept {
    // relaxed: statistics
    return {heavy_fences.load(atomics::memory_order_relaxed),
            // relaxed: statistics
            failed_fences.load(atomics::memory_order_relaxed)};
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
