// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H
#define CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H

#include <cds/algo/atomic.h>
#include <cds/gc/core/scan/pointer_hash.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Lets one scan at a time get by although protection never ceases to move from slot to slot:
/// while it reads the slots, it has every hand-over noted, and what was noted counts as protected.
///
/// A hand-over stores to the destination, issues a light fence, and asks whether a scan watches; a
/// scan begins to watch, issues a heavy fence, and reads the slots. So either the hand-over is
/// noted or the scan sees the destination. A note comes before the source is cleared, and whoever
/// reads a slot that was cleared acquires the note with it ([S2] to [S3]).
///
/// The notes are bits of a hash: a scan may keep too much, never too little.
class hand_over_watch {
public:
    static constexpr std::uint32_t max_words = 512;

    constexpr hand_over_watch() noexcept = default;

    /// True: the caller watches, from its next heavy fence on. Uses `words` of the filter, a power
    /// of two and always the same.
    bool try_begin(std::uint32_t words) noexcept {
        std::uint32_t nobody = off;
        // [HW1] acquire-CAS <- [HW4]: the last watcher has read the notes that go now
        if (!state_.compare_exchange_strong(nobody, preparing, atomics::memory_order_acquire,
                                            atomics::memory_order_relaxed))
            return false;
        for (std::uint32_t i = 0; i != words; ++i)
            // relaxed: [HW2] publishes it
            notes_[i].store(0, atomics::memory_order_relaxed);
        // [HW2] release-store -> [HW3]: the filter is empty
        state_.store(on, atomics::memory_order_release);
        return true;
    }

    /// The slots are read: what moves from now on need not be noted.
    void close() noexcept {
        // relaxed: a note too many keeps an object too long, no more
        state_.store(closed, atomics::memory_order_relaxed);
    }

    void end() noexcept {
        // [HW4] release-store -> [HW1]: the notes have been read
        state_.store(off, atomics::memory_order_release);
    }

    /// `p` was stored to another slot, a light fence was issued, its first slot still protects it.
    void note(void const* p, std::uint32_t words) noexcept {
        // [HW3] acquire-load <- [HW2]: the filter is empty, and what is noted now stays
        if (state_.load(atomics::memory_order_acquire) == on) [[unlikely]]
            add(place(p, words));
    }

    /// For the watcher, when it has read the slots: whether `p` may have moved meanwhile.
    bool has_seen(void const* p, std::uint32_t words) const noexcept {
        place const at(p, words);
        // relaxed: the clear of the source, which the scan has read, carries it
        return (notes_[at.word].load(atomics::memory_order_relaxed) & at.bit) != 0;
    }

    /// In a forked child: who watched is gone.
    void forget() noexcept { end(); }

private:
    enum : std::uint32_t { off, preparing, on, closed };

    struct place {
        place(void const* p, std::uint32_t words) noexcept {
            std::uint64_t const key = pointer_hash(p);
            word = static_cast<std::uint32_t>(key >> 55) & (words - 1);
            bit = std::uint64_t{1} << ((key >> 49) % 64);
        }
        std::uint32_t word;
        std::uint64_t bit;
    };

    [[gnu::noinline]] void add(place at) noexcept {
        // relaxed: spares the read-modify-write if the note is there already
        if ((notes_[at.word].load(atomics::memory_order_relaxed) & at.bit) == 0)
            // relaxed: the clear of the source carries it
            notes_[at.word].fetch_or(at.bit, atomics::memory_order_relaxed);
    }

    atomics::atomic<std::uint32_t> state_{off};
    atomics::atomic<std::uint64_t> notes_[max_words]{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H
