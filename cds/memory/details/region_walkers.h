// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_REGION_WALKERS_H
#define CDSLIB_MEMORY_DETAILS_REGION_WALKERS_H

#include <cds/memory/details/region_bitmap.h>

namespace cds::memory::inline CDS_ATOMICS_TAG {
namespace details {

/// A small number for the calling thread, the same each time.
inline unsigned region_thread_number() noexcept {
    static atomics::atomic<unsigned> next{0};
    // relaxed: any number will do
    thread_local unsigned const mine = next.fetch_add(1, atomics::memory_order_relaxed);
    return mine;
}

/// Who reads which header at the moment: hazard pointers for the headers of one region.
///
/// A walker says where it stands, then checks in a bitmap that a header is still there. A merge
/// that is to swallow a header takes it out of the bitmaps, then looks at the walkers. Both in
/// the one order of seq_cst operations: either the merge sees the walker and takes its step back,
/// or the walker sees that the header is going, and does not touch it.
///
/// Each walker has a seat for itself; those that find none left are counted, and while any is,
/// every header counts as stood on.
class region_walkers {
public:
    static constexpr unsigned most_seats = 32;

    struct alignas(64) seat {
        atomics::atomic<std::uint64_t> stands_on{vacant}; ///< of the crowd: how many they are
        atomics::atomic<std::uint64_t> claims{0};
        atomics::atomic<std::uint64_t> failures{0};
        atomics::atomic<std::uint64_t> merges{0};
    };

    explicit region_walkers(unsigned seats) noexcept
        : seats_in_use_(seats < most_seats ? seats : most_seats) {}

    seat& sit_down() noexcept {
        unsigned const first = region_thread_number();
        for (unsigned i = 0; i != seats_in_use_; ++i) {
            seat& s = seats_[(first + i) % seats_in_use_];
            std::uint64_t expected = vacant;
            // [RW1] acquire-CAS <- [RW2]: what the last one here has read lies behind us
            if (s.stands_on.compare_exchange_strong(expected, seated, atomics::memory_order_acquire,
                                                    atomics::memory_order_relaxed))
                return s;
        }
        // [RW3] seq_cst-add <-> [RB3, RW6]: as [RW4], for every position
        crowd_.stands_on.fetch_add(1, atomics::memory_order_seq_cst);
        return crowd_;
    }

    void stand_up(seat& s) noexcept {
        if (is_crowd(s)) {
            // [RW5] release-sub -> [RW6]: what was read lies before the end of the header
            crowd_.stands_on.fetch_sub(1, atomics::memory_order_release);
            return;
        }
        // [RW2] release-store -> [RW1, RW6]: what was read lies before the end of the header
        s.stands_on.store(vacant, atomics::memory_order_release);
    }

    /// True: the header at `p`, a member of `map`, will stay one until `s` goes elsewhere.
    bool stand_on(seat& s, region_position p, region_bitmap const& map) noexcept {
        if (!is_crowd(s)) {
            // [RW4] seq_cst-store <-> [RB3, RW6]: says so before [RB3] looks; and what was read
            // at the place before lies behind us
            s.stands_on.store(first_position + p, atomics::memory_order_seq_cst);
        }
        return map.contains(p);
    }

    /// Whether anybody but `self` may read the header at `p`, which has left the bitmaps.
    bool anyone_on(region_position p, seat const& self) const noexcept {
        for (unsigned i = 0; i != seats_in_use_; ++i)
            if (&seats_[i] != &self && look(seats_[i]) == first_position + p)
                return true;
        return look(crowd_) > (is_crowd(self) ? 1U : 0U);
    }

    /// Adds one to a counter of the seat's own.
    void count(seat& s, atomics::atomic<std::uint64_t>& counter) noexcept {
        if (is_crowd(s)) {
            // relaxed: a counter
            counter.fetch_add(1, atomics::memory_order_relaxed);
            return;
        }
        // relaxed: a counter; only who has the seat writes it
        std::uint64_t const value = counter.load(atomics::memory_order_relaxed);
        // relaxed: a counter
        counter.store(value + 1, atomics::memory_order_relaxed);
    }

    std::uint64_t sum(atomics::atomic<std::uint64_t> seat::* counter) const noexcept {
        // relaxed: a counter
        std::uint64_t total = (crowd_.*counter).load(atomics::memory_order_relaxed);
        for (seat const& s : seats_) {
            // relaxed: a counter
            total += (s.*counter).load(atomics::memory_order_relaxed);
        }
        return total;
    }

private:
    static constexpr std::uint64_t vacant = 0;
    static constexpr std::uint64_t seated = 1;
    static constexpr std::uint64_t first_position = 2;

    bool is_crowd(seat const& s) const noexcept { return &s == &crowd_; }

    static std::uint64_t look(seat const& s) noexcept {
        // [RW6] seq_cst-load <-> [RB2, RW2, RW3, RW4, RW5]: sees who stands there; and, of who
        // has gone, that its reads lie behind us
        return s.stands_on.load(atomics::memory_order_seq_cst);
    }

    unsigned seats_in_use_;
    seat seats_[most_seats];
    seat crowd_;
};

/// A walk, from its seat to its end.
class region_walker {
public:
    explicit region_walker(region_walkers& all) noexcept : all_(all), seat_(all.sit_down()) {}
    ~region_walker() { all_.stand_up(seat_); }
    region_walker(region_walker const&) = delete;
    region_walker& operator=(region_walker const&) = delete;

    bool stand_on(region_position p, region_bitmap const& map) noexcept {
        return all_.stand_on(seat_, p, map);
    }
    bool anyone_else_on(region_position p) const noexcept { return all_.anyone_on(p, seat_); }

    void count_claim() noexcept { all_.count(seat_, seat_.claims); }
    void count_failure() noexcept { all_.count(seat_, seat_.failures); }
    void count_merge() noexcept { all_.count(seat_, seat_.merges); }

private:
    region_walkers& all_;
    region_walkers::seat& seat_;
};

} // namespace details
} // namespace cds::memory::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_MEMORY_DETAILS_REGION_WALKERS_H
