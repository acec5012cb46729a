// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_STATE_H
#define CDSLIB_MEMORY_DETAILS_SLOT_STATE_H

#include <cds/algo/atomic.h>
#include <cds/memory/details/slot_error.h>

#include <cassert>
#include <cstdint>

namespace cds::memory::details {

/// Makes one attempt: a thread that would have to wait gets `busy`.
struct no_patience {
    static constexpr bool waits = false;
    void operator()() const noexcept {}
};

/// Waits by `BackOff` until it may enter.
template <class BackOff>
struct patience : BackOff {
    static constexpr bool waits = true;
};

/// All that threads must agree on about one slot, in one word: which payload is in it (its
/// generation), whether that may still be reached (open), and which guards are held.
///
///     63       32   31     30       29           28       27     14  13      0
///     generation   open  writer  writer_waits  reader_waits  lookers  readers
///
/// Because it is one word, a thread that enters checks the generation in the same step, and exactly
/// one thread finds the slot closed and left by all: that one owns it.
///
///   algorithm      a reader/writer lock with alternating phases (after Brandenburg, Anderson,
///                  "Spin-based reader-writer synchronization for multiprocessor real-time
///                  systems", Real-Time Systems 46, 2010) together with a reference count
///   progress       enter for looking, close: lock-free. leave: wait-free. Enter for reading waits
///                  for a writer, enter for writing for all readers, but only of this slot
///   fairness       new readers wait when a writer waits, and the next writer waits when readers
///                  waited for the last one: so neither kind starves the other. Which thread of a
///                  kind goes first is left to chance
///   linearizes at  enter: [SS1]. leave: [SS2]. close: [SS3]. open: [SS4]
///   invariants     SS-I1  a writer excludes readers and other writers; lookers exclude no thread
///                  SS-I2  no thread enters a closed slot; its counts only fall
///                  SS-I3  a slot that is closed and not held: one thread made it so and owns it,
///                         or it is on the free list
///                  SS-I4  a thread that sets a waiting bit stays until a thread of its kind has
///                         entered, and thereby cleared the bit, or the slot is closed
class slot_state {
    using word = std::uint64_t;

    static constexpr unsigned count_bits = 14;
    static constexpr word one_reader = 1;
    static constexpr word one_looker = word{1} << count_bits;
    static constexpr word reader_waits = word{1} << 28;
    static constexpr word writer_waits = word{1} << 29;
    static constexpr word writer = word{1} << 30;
    static constexpr word opened = word{1} << 31;

    static constexpr word readers = one_looker - one_reader;
    static constexpr word lookers = reader_waits - one_looker;
    static constexpr word holders = readers | lookers | writer;

public:
    /// How many guards of a kind can hold one slot.
    static constexpr std::uint32_t most_guards = readers;

    // The three ways to hold a slot: when a thread may enter, what that does to the word, and
    // which bit shows that it waits.

    /// Shares the payload with others that read it.
    struct reading {
        static constexpr word unit = one_reader;

        static slot_error verdict(word seen) noexcept {
            bool const writers_turn = (seen & (writer_waits | reader_waits)) == writer_waits;
            if ((seen & writer) != 0 || writers_turn)
                return slot_error::busy;
            return (seen & readers) == readers ? slot_error::too_many_guards : slot_error::none;
        }
        static word entered(word seen) noexcept { return (seen + unit) & ~reader_waits; }
        // Only while a writer is in: earlier, it would overtake one that waits.
        static word waiting(word seen) noexcept { return (seen & writer) != 0 ? reader_waits : 0; }
    };

    /// Has the payload exclusively.
    struct writing {
        static constexpr word unit = writer;

        static slot_error verdict(word seen) noexcept {
            return (seen & (writer | readers | reader_waits)) != 0 ? slot_error::busy
                                                                   : slot_error::none;
        }
        static word entered(word seen) noexcept { return (seen | writer) & ~writer_waits; }
        // Not while another is in: after that one it is the readers' turn.
        static word waiting(word seen) noexcept { return (seen & writer) != 0 ? 0 : writer_waits; }
    };

    /// Prevents the reuse of the slot, and hinders no other guard.
    struct looking {
        static constexpr word unit = one_looker;

        static slot_error verdict(word seen) noexcept {
            return (seen & lookers) == lookers ? slot_error::too_many_guards : slot_error::none;
        }
        static word entered(word seen) noexcept { return seen + unit; }
        static word waiting(word) noexcept { return 0; }
    };

    /// A closed slot, which will have this generation when it is opened.
    explicit slot_state(std::uint32_t generation) noexcept : word_(word{generation} << 32) {}

    /// Admits others to what the owner has put into the slot. Returns the generation.
    std::uint32_t open() noexcept {
        // relaxed: the caller owns the slot, so no other thread writes the word (SS-I2)
        word const mine = word_.load(atomics::memory_order_relaxed);
        assert((mine & (opened | holders)) == 0);
        // [SS4] release-store -> [SS1, SS3]: publishes header and payload
        word_.store(mine | opened, atomics::memory_order_release);
        return generation_of(mine);
    }

    /// Enters for reading, writing or looking at the payload of that generation.
    template <class Way, class Patience>
    slot_error enter(std::uint32_t generation, Patience patience) noexcept {
        // relaxed: [SS1] acquires; and a slot that was closed before this call is seen closed
        word seen = word_.load(atomics::memory_order_relaxed);
        for (;;) {
            if (!is_open_for(generation, seen))
                return slot_error::stale_handle;
            slot_error const verdict = Way::verdict(seen);
            if (verdict == slot_error::none) {
                if (advance(seen, Way::entered(seen)))
                    return slot_error::none;
            } else if (verdict == slot_error::busy && Patience::waits) {
                seen = wait_a_turn(seen, Way::waiting(seen), patience);
            } else {
                return verdict;
            }
        }
    }

    /// Leaves after enter<Way>. True if that makes the caller the slot's owner.
    template <class Way>
    [[nodiscard]] bool leave() noexcept {
        // [SS2] acq_rel-sub <-> [SS1, SS2, SS3]: publishes what was done under the guard; the
        // owner reads what was done under all guards
        word const before = word_.fetch_sub(Way::unit, atomics::memory_order_acq_rel);
        assert((before & holders) >= Way::unit);
        return is_abandoned(before - Way::unit);
    }

    /// Closes the slot: no thread enters from now on. `owned` becomes true if that makes the
    /// caller the slot's owner.
    slot_error close(std::uint32_t generation, bool& owned) noexcept {
        return close_adding(0, generation, owned);
    }

    /// Does what close() does, and returns when all others have left; the caller is the owner
    /// then.
    template <class Patience>
    slot_error close_and_wait(std::uint32_t generation, Patience patience) noexcept {
        bool owned = false;
        slot_error const error = close_adding(looking::unit, generation, owned);
        if (error != slot_error::none)
            return error;
        while (!left_by_all_but_a_looker())
            patience();
        owned = leave<looking>();
        assert(owned);
        return slot_error::none;
    }

    /// Returns the next payload's generation. The caller owns the slot.
    std::uint32_t generation() const noexcept {
        // relaxed: no thread writes the word of a slot that has an owner (SS-I2)
        return generation_of(word_.load(atomics::memory_order_relaxed));
    }

    /// Whether there is a payload, and whether a guard. To be called when no other thread uses
    /// the slot.
    bool is_open() const noexcept {
        // relaxed: see above
        return (word_.load(atomics::memory_order_relaxed) & opened) != 0;
    }
    bool is_held() const noexcept {
        // relaxed: see above
        return (word_.load(atomics::memory_order_relaxed) & holders) != 0;
    }

private:
    static constexpr std::uint32_t generation_of(word w) noexcept {
        return static_cast<std::uint32_t>(w >> 32);
    }
    static constexpr bool is_open_for(std::uint32_t generation, word w) noexcept {
        return w >> 31 == (word{generation} << 1 | 1);
    }
    static constexpr bool is_abandoned(word w) noexcept { return (w & (opened | holders)) == 0; }

    /// Returns the word with the next generation, not open yet, and with the same holders.
    static constexpr word closed(word w) noexcept {
        return (word{generation_of(w) + 1} << 32) | (w & holders);
    }

    bool advance(word& seen, word next) noexcept {
        // [SS1] acquire-CAS <- [SS2, SS4]: reads the payload as its maker or last writer left it
        return word_.compare_exchange_weak(seen, next, atomics::memory_order_acquire,
                                           atomics::memory_order_relaxed);
    }

    template <class Patience>
    word wait_a_turn(word seen, word bit, Patience& patience) noexcept {
        if ((seen & bit) == bit || announce(seen, bit)) // SS-I4
            patience();
        // relaxed: only compared; [SS1] acquires
        return word_.load(atomics::memory_order_relaxed);
    }

    bool announce(word seen, word bit) noexcept {
        // relaxed: the bit is a request to others and publishes nothing
        return word_.compare_exchange_weak(seen, seen | bit, atomics::memory_order_relaxed,
                                           atomics::memory_order_relaxed);
    }

    slot_error close_adding(word unit, std::uint32_t generation, bool& owned) noexcept {
        // relaxed: [SS3] acquires
        word seen = word_.load(atomics::memory_order_relaxed);
        for (;;) {
            if (!is_open_for(generation, seen))
                return slot_error::stale_handle;
            if (unit != 0 && looking::verdict(seen) != slot_error::none)
                return looking::verdict(seen);
            word const next = closed(seen) + unit;
            // [SS3] acq_rel-CAS <-> [SS2, SS4]: shows the owner what the caller did; if the
            // caller becomes the owner, reads what all others did
            if (word_.compare_exchange_weak(seen, next, atomics::memory_order_acq_rel,
                                            atomics::memory_order_relaxed)) {
                owned = is_abandoned(next);
                return slot_error::none;
            }
        }
    }

    bool left_by_all_but_a_looker() const noexcept {
        // relaxed: [SS2] acquires when the caller leaves, too
        return (word_.load(atomics::memory_order_relaxed) & holders) == looking::unit;
    }

    atomics::atomic<word> word_;
};

} // namespace cds::memory::details

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_STATE_H
