// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H
#define CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H

#include <cds/algo/atomic.h>
#include <cds/gc/core/pointer_hash.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Lets a scan settle although protections are copied from slot to slot without end: while it
/// reads the slots it has every hand-over noted, and a noted object counts as protected. A few
/// scans may watch at the same time, each with its own notes: none waits for another that was
/// stopped.
///
/// A hand-over stores to the destination, issues a light fence, and reads which scans watch; a
/// scan begins to watch, issues a heavy fence, and reads the slots. So either the hand-over is
/// noted or the scan sees the destination. The note is written before the source is cleared, and
/// a scan that reads a cleared slot acquires the note with it ([S2] to [S3]).
///
/// The notes are bits of a hash: a scan may keep too much, never too little.
class hand_over_watches {
public:
    static constexpr unsigned most = 4; ///< scans that watch at the same time
    static constexpr std::uint32_t max_words = 512;

    constexpr hand_over_watches() noexcept = default;

    /// Returns the number of the caller's watch, which begins with its next heavy fence; `most`
    /// if all are taken. It uses `words` words of notes: a power of two, the same in all calls.
    unsigned try_begin(std::uint32_t words) noexcept {
        for (unsigned i = 0; i != most; ++i) {
            // [HW1] acquire-fetch_or <- [HW4]: the last watcher has read the notes erased below
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

    /// Ends the noting when the slots are read: what is copied from now on need not be noted.
    void close(unsigned watch) noexcept {
        // relaxed: a superfluous note keeps an object too long, no more
        on_.fetch_and(~bit_of(watch), atomics::memory_order_relaxed);
    }

    void end(unsigned watch) noexcept {
        close(watch);
        // [HW4] release-fetch_and -> [HW1]: the notes have been read
        taken_.fetch_and(~bit_of(watch), atomics::memory_order_release);
    }

    /// Notes that `p` was copied. It was stored to another slot and a light fence was issued; its
    /// first slot still protects it.
    void note(void const* p, std::uint32_t words) noexcept {
        // [HW3] acquire-load <- [HW2]: the notes were emptied before, so this one stays
        if (std::uint32_t const on = on_.load(atomics::memory_order_acquire)) [[unlikely]]
            add(on, place(p, words));
    }

    /// Whether `p` may have been copied; the watcher asks after it has read the slots.
    bool has_seen(unsigned watch, void const* p, std::uint32_t words) const noexcept {
        place const at(p, words);
        // relaxed: the clear of the source, which the scan has read, carries the note
        return (notes_[watch][at.word].load(atomics::memory_order_relaxed) & at.bit) != 0;
    }

    /// In a forked child: the watching threads do not exist there.
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
                // relaxed: avoids the read-modify-write if the note is there already
                (notes.load(atomics::memory_order_relaxed) & at.bit) == 0)
                // relaxed: the clear of the source carries the note
                notes.fetch_or(at.bit, atomics::memory_order_relaxed);
        }
    }

    atomics::atomic<std::uint32_t> on_{0};    ///< one bit for each watch that collects notes
    atomics::atomic<std::uint32_t> taken_{0}; ///< one bit for each watch that a scan has
    atomics::atomic<std::uint64_t> notes_[most][max_words]{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WATCH_H
