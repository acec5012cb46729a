// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "probes.h"

#include <cds/gc/core/counters.h>
#include <cds/gc/core/fence.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#if defined(CDS_ATOMIC_HEADER)
// The model checker has a barrier of its own.
#elif defined(__linux__)
#    include <linux/membarrier.h>
#    include <sys/syscall.h>
#    include <unistd.h>
#elif defined(_WIN32)
#    include <windows.h>
#endif

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
/// `with_barrier`: some reader may be light, or soon will be. Then every scan uses the barrier.
enum decision : unsigned { undecided, chosen, forced_full, with_barrier };

atomics::atomic<unsigned> decided{undecided};

/// What scans write, on a cache line of its own: neither readers nor retiring threads touch it.
struct alignas(64) fence_book {
    shared_counter heavy;
    shared_counter failed;
    shared_counter registered_again;
};
constinit fence_book book;

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
bool try_barrier() noexcept { return membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0; }
bool issue_barrier() noexcept {
    if (try_barrier())
        return true;
    if (errno != EPERM || !register_barrier())
        return false;
    // The process was restored: its kernel is not the one that knew it.
    book.registered_again.add(1);
    return try_barrier();
}
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

void go_light() noexcept {
    if (!register_barrier())
        return;
    // [F4] release-store -> [F5]: from here on every scan issues the barrier
    decided.store(with_barrier, atomics::memory_order_release);
    // A scan that has not seen [F4] has unlinked before this barrier reached its thread
    if (!issue_barrier())
        return;
    // [F3] release-store -> [F1]: readers may leave the store-load order to the scans
    present_fence_mode.full_mask.store(0, atomics::memory_order_release);
}

bool full_fences_wanted() noexcept {
    char const* const wanted = std::getenv("CDS_FENCE");
    return wanted != nullptr && std::strcmp(wanted, "full") == 0;
}

// Registers as early as possible: with one thread the kernel does it at once, later it has to wait
// for the other threads. The decision itself is made at first use.
[[maybe_unused]] bool const registered_early = !full_fences_wanted() && register_barrier();
} // namespace

constinit fence_mode present_fence_mode;

bool heavy_fence() noexcept {
    // [F2] seq_cst-fence <-> [F6]: what was unlinked is unlinked for readers with full fences
    atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
    book.heavy.add(1);
    // [F5] acquire-load <- [F4]: another decision means that no reader is light yet
    if (decided.load(atomics::memory_order_acquire) != with_barrier || issue_barrier())
        return true;
    probe::barrier_refused();
    book.failed.add(1);
    return false;
}

void decide_fences() noexcept {
    // relaxed: what follows from the decision has edges of its own
    if (decided.load(atomics::memory_order_relaxed) != undecided)
        return;
    bool const full = full_fences_wanted();
    unsigned expected = undecided;
    // relaxed: only selects the one thread that carries out the decision
    if (decided.compare_exchange_strong(expected, full ? forced_full : chosen,
                                        atomics::memory_order_relaxed,
                                        atomics::memory_order_relaxed) &&
        !full)
        go_light();
}

bool force_full_fences() noexcept {
    unsigned expected = undecided;
    // relaxed: only selects the one decision
    return decided.compare_exchange_strong(expected, forced_full, atomics::memory_order_relaxed,
                                           atomics::memory_order_relaxed) ||
           expected == forced_full;
}

bool fences_are_full() noexcept {
    // relaxed: a statistic
    return present_fence_mode.full_mask.load(atomics::memory_order_relaxed) != 0;
}

fence_counters count_fences() noexcept {
    return {book.heavy.get(), book.failed.get(), book.registered_again.get()};
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
