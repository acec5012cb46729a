// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H
#define CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H

#include <cds/algo/atomic.h>
#include <cds/gc/core/scan/pointer_hash.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Lets scans get by although protection never ceases to move from slot to slot: while one reads
/// the slots, it has every hand-over noted, and what was noted counts as protected. A few scans
/// may watch at the same time, each with notes of its own: none waits for one that was stopped.
///
/// A hand-over stores to the destination, issues a light fence, and asks who watches; a scan
/// begins to watch, issues a heavy fence, and reads the slots. So either the hand-over is noted or
/// the scan sees the destination. A note comes before the source is cleared, and whoever reads a
/// slot that was cleared acquires the note with it ([S2] to [S3]).
///
/// The notes are bits of a hash: a scan may keep too much, never too little.
class hand_over_watches {
public:
    static constexpr unsigned most = 4; ///< scans that watch at a time
    static constexpr std::uint32_t max_words = 512;

    constexpr hand_over_watches() noexcept = default;

    /// The number of the caller's watch, which begins with its next heavy fence; `most` if all are
    /// taken. Uses `words` of the notes, a power of two and always the same.
    unsigned try_begin(std::uint32_t words) noexcept {
        for (unsigned i = 0; i != most; ++i) {
            // [HW1] acquire-fetch_or <- [HW4]: the last watcher has read the notes that go now
            if ((taken_.fetch_or(bit_of(i), atomics::memory_order_acquire) & bit_of(i)) != 0)
                continue;
            for (std::uint32_t w = 0; w != words; ++w)
                // relaxed: [HW2] publishes it
                notes_[i][w].store(0, atomics::memory_order_relaxed);
            // [HW2] release-fetch_or -> [HW3]: the notes are empty
            on_.fetch_or(bit_of(i), atomics::memory_order_release);
            return i;
        }
        return most;
    }

    /// The slots are read: what moves from now on need not be noted.
    void close(unsigned watch) noexcept {
        // relaxed: a note too many keeps an object too long, no more
        on_.fetch_and(~bit_of(watch), atomics::memory_order_relaxed);
    }

    void end(unsigned watch) noexcept {
        close(watch);
        // [HW4] release-fetch_and -> [HW1]: the notes have been read
        taken_.fetch_and(~bit_of(watch), atomics::memory_order_release);
    }

    /// `p` was stored to another slot, a light fence was issued, its first slot still protects it.
    void note(void const* p, std::uint32_t words) noexcept {
        // [HW3] acquire-load <- [HW2]: the notes are empty, and what is noted now stays
        if (std::uint32_t const on = on_.load(atomics::memory_order_acquire)) [[unlikely]]
            add(on, place(p, words));
    }

    /// Whether `p` may have moved; the watcher asks when it has read the slots.
    bool has_seen(unsigned watch, void const* p, std::uint32_t words) const noexcept {
        place const at(p, words);
        // relaxed: the clear of the source, which the scan has read, carries it
        return (notes_[watch][at.word].load(atomics::memory_order_relaxed) & at.bit) != 0;
    }

    /// In a forked child: who watched is gone.
    void forget() noexcept {
        for (unsigned i = 0; i != most; ++i)
            end(i);
    }

private:
    struct place {
        place(void const* p, std::uint32_t words) noexcept {
            std::uint64_t const key = pointer_hash(p);
            word = static_cast<std::uint32_t>(key >> 55) & (words - 1);
            bit = std::uint64_t{1} << ((key >> 49) % 64);
        }
        std::uint32_t word;
        std::uint64_t bit;
    };

    static constexpr std::uint32_t bit_of(unsigned watch) noexcept {
        return std::uint32_t{1} << watch;
    }

    [[gnu::noinline]] void add(std::uint32_t on, place at) noexcept {
        for (unsigned i = 0; i != most; ++i) {
            atomics::atomic<std::uint64_t>& notes = notes_[i][at.word];
            if ((on & bit_of(i)) != 0 &&
                // relaxed: spares the read-modify-write if the note is there already
                (notes.load(atomics::memory_order_relaxed) & at.bit) == 0)
                // relaxed: the clear of the source carries it
                notes.fetch_or(at.bit, atomics::memory_order_relaxed);
        }
    }

    atomics::atomic<std::uint32_t> on_{0};    ///< a bit for each watch that wants notes
    atomics::atomic<std::uint32_t> taken_{0}; ///< a bit for each that a scan has
    atomics::atomic<std::uint64_t> notes_[most][max_words]{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H
