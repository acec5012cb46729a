// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_INDEX_RING_H
#define CDSLIB_STRUCTURES_QUEUE_INDEX_RING_H

#include <cds/algo/atomic.h>
#include <cds/details/allocator.h>
#include <cds/opt/options.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace cds::container::details {

/// A FIFO queue of the numbers from 0 to `count` - 1, each of which is in it once at most: it is
/// never full. Lock-free; put() and take() are linearizable.
///
///   algorithm      R. Nikolaev, "A Scalable, Portable, and Memory-Efficient Lock-Free FIFO Queue",
///                  DISC 2019: SCQ, a ring of twice as many entries
///   linearizes at  put [SC1]; take: its ticket, [SC3], or where it finds nothing [SC4] or [SC5]
///   invariants     I1  an entry is a round, a number or `none`, and whether it is safe. A ticket t
///                      names entry t mod size, in round t div size; rounds of an entry only grow
///                  I2  a number is put into an entry of an older round without a number, if the
///                      entry is safe or no consumer has had the ticket yet; it is taken by the
///                      consumer with the same ticket alone
///                  I3  a consumer who comes before the number raises the round of the entry, and
///                      who finds an older number makes the entry unsafe: the producer with this
///                      ticket then goes on to another
///                  I4  `patience_` is how many tickets consumers may still use in vain. It is full
///                      after each put, and large enough that they reach the number: 2 rings'
///                      worth, and one ticket for each consumer who took his before
///   departs        all orders are seq_cst, as the proof has it. I4 needs to know how many
///                  consumers there are: as many as numbers in the paper, here 1024 if that is more
template <class Alloc, unsigned Padding>
class index_ring {
public:
    static constexpr std::size_t none = (std::numeric_limits<std::size_t>::max)();

    /// Numbers from 0 to `count` - 1, a power of two; all of them are in it if `full`.
    index_ring(std::size_t count, bool full)
        : order_(static_cast<int>(std::bit_width(count))),
          most_patience_(
              static_cast<std::int64_t>(2 * count + (std::max<std::size_t>)(count, 1024) - 1)),
          entries_(memory().NewArray(size())) {
        for (std::size_t i = 0; i != size(); ++i) {
            bool const has = full && i < count;
            entry const e = has ? pack(1, true, i) : pack(0, true, none_here());
            // relaxed: whoever hands the queue to another thread publishes it
            at(i).store(e, atomics::memory_order_relaxed);
        }
        // relaxed: likewise
        head_.data.store(size(), atomics::memory_order_relaxed);
        // relaxed: likewise
        tail_.data.store(size() + (full ? count : 0), atomics::memory_order_relaxed);
        // relaxed: likewise
        patience_.data.store(full ? most_patience_ : -1, atomics::memory_order_relaxed);
    }
    index_ring(index_ring const&) = delete;
    index_ring& operator=(index_ring const&) = delete;
    ~index_ring() { memory().Delete(entries_, size()); }

    /// Puts `number` at the end. It is not in the ring.
    void put(std::size_t number) noexcept {
        for (;;) {
            ticket const mine = next_ticket(tail_.data);
            if (fill(mine, number))
                break;
        }
        // [SC6] seq_cst-load <-> [SC7, SC8]: a put that leaves it alone has seen it full
        if (patience_.data.load(atomics::memory_order_seq_cst) != most_patience_)
            // [SC7] seq_cst-store <-> [SC5, SC6, SC8]: consumers look for the number
            patience_.data.store(most_patience_, atomics::memory_order_seq_cst); // I4
    }

    /// Takes the first number; `none` if there is none.
    std::size_t take() noexcept {
        if (patience() < 0)
            return none;
        for (;;) {
            ticket const mine = next_ticket(head_.data);
            if (std::size_t const number = empty_out(mine); number != none)
                return number;
            ticket const end = load(tail_.data);
            if (end <= mine + 1) {
                catch_up(end, mine + 1);
                lose_patience();
                return none;
            }
            if (lose_patience() <= 0)
                return none;
        }
    }

    /// Whether there was no number at a moment of the call.
    bool empty() const noexcept {
        for (;;) {
            if (patience() < 0)
                return true;
            ticket const begin = load(head_.data);
            ticket const end = load(tail_.data);
            ticket t = begin;
            while (t < end && !has_number(look(t), t))
                ++t;
            // nobody has taken what we saw, or have not seen
            if (load(head_.data) == begin)
                return t >= end;
        }
    }

private:
    using ticket = std::uint64_t;
    using entry = std::uint64_t;
    using word = atomics::atomic<std::uint64_t>;
    using memory = cds::details::Allocator<word, Alloc>;

    std::size_t size() const noexcept { return std::size_t{1} << order_; }
    /// What stands for no number in an entry.
    std::size_t none_here() const noexcept { return size() - 1; }

    // An entry from the top: round, whether it is safe, number.
    entry pack(std::uint64_t round, bool safe, std::size_t number) const noexcept {
        return (round << (order_ + 1)) | (std::uint64_t{safe} << order_) | number;
    }
    std::uint64_t round_of(entry e) const noexcept { return e >> (order_ + 1); }
    bool is_safe(entry e) const noexcept { return ((e >> order_) & 1) != 0; }
    std::size_t number_of(entry e) const noexcept {
        return static_cast<std::size_t>(e & (size() - 1));
    }
    std::uint64_t round_of_ticket(ticket t) const noexcept { return t >> order_; }
    bool has_number(entry e, ticket t) const noexcept {
        return round_of(e) == round_of_ticket(t) && number_of(e) != none_here();
    }

    /// The entry of a ticket: neighbours in time are on different cache lines.
    word& at(ticket t) const noexcept {
        std::size_t const i = static_cast<std::size_t>(t & (size() - 1));
        constexpr unsigned scatter = 3; // 8 entries are a line
        auto const order = static_cast<unsigned>(order_);
        return entries_[order <= scatter ? i
                                         : (i << scatter | i >> (order - scatter)) & (size() - 1)];
    }

    static ticket next_ticket(word& counter) noexcept {
        // [SC3] seq_cst-add <-> [SC4, SC9]: nobody else has this ticket
        return counter.fetch_add(1, atomics::memory_order_seq_cst);
    }
    static ticket load(word const& counter) noexcept {
        // [SC4] seq_cst-load <-> [SC3, SC9]: the tickets until now
        return counter.load(atomics::memory_order_seq_cst);
    }
    entry look(ticket t) const noexcept {
        // [SC2] seq_cst-load <-> [SC1, SC10, SC11]: what is with the number is known
        return at(t).load(atomics::memory_order_seq_cst);
    }
    std::int64_t patience() const noexcept {
        // [SC5] seq_cst-load <-> [SC7, SC8]: below zero, all tickets of producers were in vain
        return patience_.data.load(atomics::memory_order_seq_cst);
    }
    /// What was left.
    std::int64_t lose_patience() noexcept {
        // [SC8] seq_cst-sub <-> [SC5, SC6, SC7]: one more ticket was in vain
        return patience_.data.fetch_sub(1, atomics::memory_order_seq_cst);
    }

    bool fill(ticket mine, std::size_t number) noexcept {
        entry seen = look(mine);
        while (round_of(seen) < round_of_ticket(mine) && number_of(seen) == none_here() &&
               (is_safe(seen) || load(head_.data) <= mine)) // I2
            if (put_into(mine, seen, pack(round_of_ticket(mine), true, number)))
                return true;
        return false;
    }

    bool put_into(ticket mine, entry& seen, entry fresh) noexcept {
        // [SC1] seq_cst-CAS <-> [SC2, SC10, SC11]: publishes what is with the number
        return at(mine).compare_exchange_strong(seen, fresh, atomics::memory_order_seq_cst,
                                                atomics::memory_order_seq_cst);
    }

    /// The number in the entry of `mine`; `none`, and there never will be one, if it has not come.
    std::size_t empty_out(ticket mine) noexcept {
        entry seen = look(mine);
        for (;;) {
            if (round_of(seen) == round_of_ticket(mine)) {
                // [SC10] seq_cst-or <-> [SC1, SC2, SC11]: the entry is free for the next round
                at(mine).fetch_or(none_here(), atomics::memory_order_seq_cst);
                return number_of(seen) == none_here() ? none : number_of(seen);
            }
            if (round_of(seen) > round_of_ticket(mine))
                return none;
            entry const spoilt = number_of(seen) == none_here()
                                     ? pack(round_of_ticket(mine), is_safe(seen), none_here())
                                     : pack(round_of(seen), false, number_of(seen));
            if (spoil(mine, seen, spoilt)) // I3
                return none;
        }
    }

    bool spoil(ticket mine, entry& seen, entry spoilt) noexcept {
        // [SC11] seq_cst-CAS <-> [SC1, SC2, SC10]: the producer with this ticket will see it
        return at(mine).compare_exchange_strong(seen, spoilt, atomics::memory_order_seq_cst,
                                                atomics::memory_order_seq_cst);
    }

    /// Moves the producers' end to where consumers are, who have overtaken it.
    void catch_up(ticket end, ticket here) noexcept {
        while (!move_tail(end, here)) {
            here = load(head_.data);
            end = load(tail_.data);
            if (end >= here)
                return;
        }
    }

    bool move_tail(ticket& end, ticket here) noexcept {
        // [SC9] seq_cst-CAS <-> [SC3, SC4]: these tickets are with nobody
        return tail_.data.compare_exchange_strong(end, here, atomics::memory_order_seq_cst,
                                                  atomics::memory_order_seq_cst);
    }

    using padded_word = typename cds::opt::details::apply_padding<word, Padding>::type;
    using padded_count =
        typename cds::opt::details::apply_padding<atomics::atomic<std::int64_t>, Padding>::type;

    int const order_;
    std::int64_t const most_patience_;
    word* const entries_;
    padded_word head_;
    padded_word tail_;
    padded_count patience_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_INDEX_RING_H
