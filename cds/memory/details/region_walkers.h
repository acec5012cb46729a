// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_REGION_WALKERS_H
#define CDSLIB_MEMORY_DETAILS_REGION_WALKERS_H

#include <cds/memory/details/region_bitmap.h>
#include <cds/user_setup/threading.h>

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {
namespace details {

/// Returns a small number for the calling thread, the same each time.
CDS_ASKED_ANEW inline unsigned region_thread_number() noexcept {
    static atomics::atomic<unsigned> next{0};
    // relaxed: any number will do
    thread_local unsigned const mine = next.fetch_add(1, atomics::memory_order_relaxed);
    return CDS_OF_THIS_THREAD(mine);
}

/// Which thread reads which header at the moment: hazard pointers for the headers of one region.
///
/// A walker publishes where it stands, then checks in a bitmap that a header is still there. A
/// merge that is to swallow a header removes it from the bitmaps, then looks at the walkers. Both
/// use the one order of seq_cst operations: either the merge sees the walker and reverts its
/// step, or the walker sees that the header is going, and does not touch it.
///
/// Each walker has a seat of its own. Those that find no free seat share the standing room:
/// counters of how many stand on the positions of each remainder. So a merge is delayed where one
/// of them stands, and at few places where none does.
class region_walkers {
public:
    static constexpr unsigned most_seats = 32;
    static constexpr unsigned standing_room = 1024;
    using counter = atomics::atomic<std::uint64_t>;

    /// Where a walker stands, and what it has counted there.
    struct alignas(64) seat {
        counter stands_on{vacant};
        counter claims{0};
        counter failures{0};
        counter merges{0};
        counter looks{0};
    };

    explicit region_walkers(unsigned seats) noexcept
        : seats_in_use_(seats < most_seats ? seats : most_seats) {}

    seat& sit_down() noexcept {
        unsigned const first = region_thread_number();
        for (unsigned i = 0; i != seats_in_use_; ++i) {
            seat& s = seats_[(first + i) % seats_in_use_];
            std::uint64_t expected = vacant;
            // [RW1] acquire-CAS <- [RW2]: what the seat's last user read lies behind us
            if (s.stands_on.compare_exchange_strong(expected, seated, atomics::memory_order_acquire,
                                                    atomics::memory_order_relaxed))
                return s;
        }
        return crowd_;
    }

    void stand_up(seat& s) noexcept {
        // [RW2] release-store -> [RW1, RW6]: our reads lie before the end of the header
        s.stands_on.store(vacant, atomics::memory_order_release);
    }

    void stand_on(seat& s, region_position p) noexcept {
        // [RW4] seq_cst-store <-> [RB3, RW6]: publishes the place before [RB3] looks; and what
        // was read at the place before lies behind us
        s.stands_on.store(first_position + p, atomics::memory_order_seq_cst);
    }

    /// Stands on `p`, for a walker without a seat.
    void join_crowd(region_position p) noexcept {
        // [RW3] seq_cst-add <-> [RB3, RW7]: see [RW4]
        crowd_on(p).fetch_add(1, atomics::memory_order_seq_cst);
    }
    void leave_crowd(region_position p) noexcept {
        // [RW5] release-sub -> [RW7]: our reads lie before the end of the header
        crowd_on(p).fetch_sub(1, atomics::memory_order_release);
    }

    bool is_crowd(seat const& s) const noexcept { return &s == &crowd_; }

    /// Whether another thread may read the header at `p`, which has left the bitmaps: from a seat
    /// other than `self`, or from the standing room, where `own` of those counted are the caller.
    bool anyone_on(region_position p, seat const& self, std::uint32_t own) const noexcept {
        for (unsigned i = 0; i != seats_in_use_; ++i) {
            // [RW6] seq_cst-load <-> [RB2, RW2, RW4]: sees a walker that stands there; and if it
            // has gone, its reads lie behind us
            if (seats_[i].stands_on.load(atomics::memory_order_seq_cst) == first_position + p &&
                &seats_[i] != &self)
                return true;
        }
        // [RW7] seq_cst-load <-> [RB2, RW3, RW5]: see [RW6]
        return crowd_on(p).load(atomics::memory_order_seq_cst) > own;
    }

    /// Adds to a counter of the seat.
    void count(seat& s, counter& what, std::uint64_t n) noexcept {
        if (is_crowd(s)) {
            // relaxed: a counter
            what.fetch_add(n, atomics::memory_order_relaxed);
            return;
        }
        // relaxed: a counter; only the thread that has the seat writes it
        std::uint64_t const value = what.load(atomics::memory_order_relaxed);
        // relaxed: a counter
        what.store(value + n, atomics::memory_order_relaxed);
    }

    std::uint64_t sum(counter seat::* which) const noexcept {
        // relaxed: a counter
        std::uint64_t total = (crowd_.*which).load(atomics::memory_order_relaxed);
        for (seat const& s : seats_) {
            // relaxed: a counter
            total += (s.*which).load(atomics::memory_order_relaxed);
        }
        return total;
    }

    /// Empties all seats. No other thread is here any more, and the caller does not walk.
    void send_all_away() noexcept {
        for (seat& s : seats_) {
            // relaxed: no other thread is here
            s.stands_on.store(vacant, atomics::memory_order_relaxed);
        }
        for (auto& c : standing_) {
            // relaxed: no other thread is here
            c.store(0, atomics::memory_order_relaxed);
        }
    }

private:
    static constexpr std::uint64_t vacant = 0;
    static constexpr std::uint64_t seated = 1;
    static constexpr std::uint64_t first_position = 2;

    atomics::atomic<std::uint32_t>& crowd_on(region_position p) noexcept {
        return standing_[p % standing_room];
    }
    atomics::atomic<std::uint32_t> const& crowd_on(region_position p) const noexcept {
        return standing_[p % standing_room];
    }

    unsigned seats_in_use_;
    seat seats_[most_seats];
    seat crowd_; ///< counts what is done without a seat; no walker sits here
    atomics::atomic<std::uint32_t> standing_[standing_room]{};
};

/// One walk: it has a seat, or stands, until its end.
class region_walker {
public:
    explicit region_walker(region_walkers& all) noexcept : all_(all), seat_(all.sit_down()) {}
    ~region_walker() {
        if (all_.is_crowd(seat_))
            leave();
        else
            all_.stand_up(seat_);
    }
    region_walker(region_walker const&) = delete;
    region_walker& operator=(region_walker const&) = delete;

    /// If true, the header at `p`, a member of `map`, stays one until this walker leaves the
    /// place.
    bool stand_on(region_position p, region_bitmap const& map) noexcept {
        ++looks_;
        if (all_.is_crowd(seat_)) {
            leave();
            all_.join_crowd(p);
            place_ = p;
        } else {
            all_.stand_on(seat_, p);
        }
        return map.contains(p);
    }
    bool anyone_else_on(region_position p) const noexcept {
        bool const own = place_ != nowhere && place_ % region_walkers::standing_room ==
                                                  p % region_walkers::standing_room;
        return all_.anyone_on(p, seat_, own ? 1U : 0U);
    }

    void count_claim() noexcept { all_.count(seat_, seat_.claims, 1); }
    void count_failure() noexcept { all_.count(seat_, seat_.failures, 1); }
    void count_merge() noexcept { all_.count(seat_, seat_.merges, 1); }
    /// Counts a look at something else than a header.
    void count_look() noexcept { ++looks_; }
    /// Adds the looks to the statistics.
    void count_looks() noexcept { all_.count(seat_, seat_.looks, looks_); }

private:
    static constexpr region_position nowhere = ~region_position{0};

    void leave() noexcept {
        if (place_ != nowhere)
            all_.leave_crowd(place_);
        place_ = nowhere;
    }

    region_walkers& all_;
    region_walkers::seat& seat_;
    region_position place_ = nowhere; ///< in the standing room
    std::uint64_t looks_ = 0;
};

} // namespace details
} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_DETAILS_REGION_WALKERS_H
