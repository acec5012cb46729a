// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "probes.h"

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
enum decision : unsigned { undecided, chosen, forced_full };

atomics::atomic<unsigned> decided{undecided};
/// Nonzero: some reader may be light, or soon will be. Then every scan uses the barrier.
atomics::atomic<unsigned> scans_need_barrier{0};

/// What scans write, on a cache line of its own: neither readers nor retiring threads touch it.
struct alignas(64) fence_book {
    atomics::atomic<std::size_t> heavy{0};
    atomics::atomic<std::size_t> failed{0};
    atomics::atomic<std::size_t> registered_again{0};
};
constinit fence_book book;

void count(atomics::atomic<std::size_t>& counter) noexcept {
    // relaxed: a statistic
    counter.fetch_add(1, atomics::memory_order_relaxed);
}

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
    count(
        book.registered_again); // the process was restored: its kernel is not the one that knew it
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
    scans_need_barrier.store(1, atomics::memory_order_release);
    // A scan that has not seen [F4] has unlinked before this barrier reached its thread
    if (!issue_barrier())
        return;
    // [F3] release-store -> [F1]: readers may leave the store-load order to the scans
    present_fence_mode.full_mask.store(0, atomics::memory_order_release);
}
} // namespace

namespace {
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
    count(book.heavy);
    // [F5] acquire-load <- [F4]: zero means that no reader is light yet
    if (scans_need_barrier.load(atomics::memory_order_acquire) == 0 || issue_barrier())
        return true;
    probe::barrier_refused();
    count(book.failed);
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
    auto const read = [](atomics::atomic<std::size_t> const& counter) {
        // relaxed: a statistic
        return counter.load(atomics::memory_order_relaxed);
    };
    return {read(book.heavy), read(book.failed), read(book.registered_again)};
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
