// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_VYUKOV_H
#define CDSLIB_STRUCTURES_QUEUE_VYUKOV_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/bounded_container.h>
#include <cds/details/concepts.h>
#include <cds/details/raw_storage.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/buffer.h>
#include <cds/opt/options.h>
#include <cds/opt/value_cleaner.h>
#include <cds/structures/options.h>

#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>

/// Options of `VyukovMPMCCycleQueue`.
namespace cds::container::vyukov_queue {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where the cells are; its element type does not matter.
    using buffer = cds::opt::v::uninitialized_dynamic_buffer<void*>;
    /// What happens to a value that has left its cell. It must not throw.
    using value_cleaner = cds::opt::v::auto_cleaner;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = cds::opt::v::relaxed_ordering;
    /// What keeps producers and consumers off one another's cache line.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
    /// What to do while another thread is at the cell that is needed.
    using back_off = cds::backoff::Default;
    /// Whether one thread at most consumes at a time: then the queue has `front` and `pop_front`.
    static constexpr bool single_consumer = false;
};

/// `Traits` for a queue with one consumer.
template <class Traits>
struct single_consumer_traits : Traits {
    static constexpr bool single_consumer = true;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::vyukov_queue

namespace cds::container::details {

/// Bounded FIFO queue of values in a ring of cells.
///
///   algorithm      D. Vyukov's bounded MPMC queue (1024cores.net, 2011), with a second kind of
///                  full cell: a hole, whose value could not be constructed
///   progress       not lock-free: a thread that was stopped between its claim of a cell and the
///                  end of its operation stops everybody who needs that cell, consumers in the
///                  next step and producers one round later. Refusing (full, empty) needs nobody
///   linearizes at  enqueue: its claim [V6]; dequeue: its claim [V8]; a refusal: where it read
///                  the other end, [V5] or [V7]. A value whose constructor threw is none
///   invariants     I1  the turn of cell p mod capacity says whose it is: p, the producer's of
///                      position p; p+1, or far behind that for a hole, the consumer's of
///                      position p; after him p+capacity, the next producer's. There are two
///                      cells or more, so the three are different
///                  I2  head <= tail <= head + capacity: a position of a cell is claimed only by
///                      who has seen the turn, and claimed once
///                  I3  who has claimed a cell gives it on, whether or not the user's code threw
template <class T, class Traits>
class vyukov_ring {
public:
    using value_type = T;
    using traits = Traits;
    using item_counter = typename traits::item_counter;
    using memory_model = typename traits::memory_model;
    using value_cleaner = typename traits::value_cleaner;
    using back_off = typename traits::back_off;

    static constexpr bool c_single_consumer = traits::single_consumer;

    static_assert(concepts::waiting<back_off>,
                  "a back-off must be default-constructible and callable without arguments");

    /// A buffer of the traits that has a size of its own ignores `nCapacity`; others round it up
    /// to a power of two. Throws `std::length_error` if that is less than 2 or more than there
    /// are numbers, and what the buffer's allocator throws.
    explicit vyukov_ring(std::size_t nCapacity = 0) : cells_(nCapacity) {
        if (capacity() < 2 || !beans::is_power2(capacity()))
            CDS_THROW_EXCEPTION(
                std::length_error("cds: a ring has a power of two of cells, two or more"));
        for (std::size_t i = 0; i != capacity(); ++i) {
            cell* const c = ::new (static_cast<void*>(std::addressof(cells_[i]))) cell;
            // relaxed: whoever hands the queue to another thread publishes it
            c->turn.store(free_turn(i), memory_model::memory_order_relaxed);
        }
    }
    vyukov_ring(vyukov_ring const&) = delete;
    vyukov_ring& operator=(vyukov_ring const&) = delete;
    ~vyukov_ring() { clear(); }

    /// Puts a value built from `args` at the end; false, and nothing is touched, if the queue is
    /// full. If the constructor throws there is no value, and its cell is out of use until the
    /// consumers come to it.
    template <class... Args>
    bool emplace(Args&&... args) {
        return enqueue_with([&](value_type& raw) {
            std::construct_at(std::addressof(raw), std::forward<Args>(args)...);
        });
    }

    /// Has `f(T& raw)` construct a value at the end, where `raw` is memory and no T yet; false,
    /// and `f` is not called, if the queue is full. If `f` throws there is no value. Others wait
    /// for `f`, so it must not use the queue.
    template <class F>
    bool enqueue_with(F&& f) {
        place here = at(tail());
        if (!claim_free(here))
            return false;
        filling claim(*this, here);
        std::forward<F>(f)(*here.its->storage.address());
        claim.succeeded();
        return true;
    }

    /// Takes the oldest value and calls `f(T&)` with it; false if there is none. If `f` throws,
    /// the value has left the queue all the same. Others wait for `f`: it must not use the queue.
    template <class F>
    bool dequeue_with(F&& f) {
        place here = at(head());
        if (!claim_filled(here))
            return false;
        emptying const claim(*this, here);
        std::forward<F>(f)(here.its->storage.value());
        return true;
    }

    /// The oldest value, which stays in the queue; null if there is none. For the consumer.
    [[nodiscard]] value_type* front()
        requires c_single_consumer
    {
        place here = at(head());
        return find_filled(here) ? std::addressof(here.its->storage.value()) : nullptr;
    }

    /// Drops the oldest value; false if there is none. For the consumer.
    bool pop_front()
        requires c_single_consumer
    {
        return dequeue_with([](value_type&) {});
    }

    /// Dequeues until the queue is found empty.
    void clear() {
        while (dequeue_with([](value_type&) {}))
            continue;
    }

    /// Whether there was no value at a moment of the call, nor one under way. Waits for nobody.
    [[nodiscard]] bool empty() const {
        for (std::size_t pos = head();;) {
            std::ptrdiff_t const ahead = ahead_of_filled(cells_[cells_.mod(pos)], pos);
            if (ahead == is_value)
                return false;
            if (ahead == is_hole)
                ++pos;
            else if (ahead > 0)
                pos = head();
            else // free, or claimed: then its enqueue has taken place
                return distance(pos, tail()) >= 0;
        }
    }

    /// The number of values by the item counter of the traits: 0 for `empty_item_counter`, and
    /// while others enqueue and dequeue an upper bound of the values that can be dequeued.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    [[nodiscard]] std::size_t capacity() const noexcept { return cells_.capacity(); }

private:
    struct cell {
        atomics::atomic<std::size_t> turn;
        cds::details::raw_storage<value_type> storage;
    };

    /// A position and its cell.
    struct place {
        std::size_t pos;
        cell* its;
    };

    /// A cell in the hands of its producer, who gives it to the consumer: I3.
    class filling {
    public:
        filling(vyukov_ring& ring, place here) : ring_(ring), here_(here) {
            ++ring_.counter_; // before the value can be seen: size() never falls below zero
        }
        filling(filling const&) = delete;
        filling& operator=(filling const&) = delete;
        ~filling() {
            if (mark_ == is_hole)
                --ring_.counter_;
            // [V1] release-store -> [V2]: publishes the value, or that there is none
            here_.its->turn.store(filled_turn(here_.pos) + static_cast<std::size_t>(mark_),
                                  memory_model::memory_order_release);
        }
        void succeeded() noexcept { mark_ = is_value; }

    private:
        vyukov_ring& ring_;
        place const here_;
        std::ptrdiff_t mark_ = is_hole;
    };

    /// A cell in the hands of its consumer, who gives it to the producer of the next round: I3.
    class emptying {
    public:
        emptying(vyukov_ring& ring, place here) : ring_(ring), here_(here) {}
        emptying(emptying const&) = delete;
        emptying& operator=(emptying const&) = delete;
        ~emptying() {
            value_cleaner()(here_.its->storage.value());
            --ring_.counter_;
            ring_.set_free(here_);
        }

    private:
        vyukov_ring& ring_;
        place const here_;
    };

    // How far the turn of a cell is ahead of that of a full one. A hole is far behind, as it is to
    // the producer of the next round, and so far as nothing else can be. I1
    static constexpr std::ptrdiff_t is_value = 0;
    static constexpr std::ptrdiff_t is_hole = (std::numeric_limits<std::ptrdiff_t>::min)() / 2;

    static constexpr std::size_t free_turn(std::size_t pos) noexcept { return pos; }
    static constexpr std::size_t filled_turn(std::size_t pos) noexcept { return pos + 1; }

    /// How far `a` is ahead of `b`, where both wrap.
    static constexpr std::ptrdiff_t distance(std::size_t a, std::size_t b) noexcept {
        return static_cast<std::ptrdiff_t>(a - b);
    }

    place at(std::size_t pos) noexcept { return {pos, std::addressof(cells_[cells_.mod(pos)])}; }

    // The turns carry the values. The positions are in one total order so that a refusal is true
    // at the moment of its second load: two threads must not each miss what the other has claimed.
    std::size_t tail() const noexcept {
        // [V5] seq_cst-load <-> [V6, V8]: at this tail the queue was empty, or no value is missed
        return tail_.data.load(memory_model::memory_order_seq_cst);
    }
    std::size_t head() const noexcept {
        // [V7] seq_cst-load <-> [V6, V8]: at this head the queue was full, or no room is missed
        return head_.data.load(memory_model::memory_order_seq_cst);
    }

    /// How far the turn of a cell is ahead of that of a full one at `pos`.
    static std::ptrdiff_t ahead_of_filled(cell const& c, std::size_t pos) noexcept {
        // [V2] acquire-load <- [V1]: the value is built, or was given up
        return distance(c.turn.load(memory_model::memory_order_acquire), filled_turn(pos));
    }

    /// How far the turn of a cell is ahead of that of a free one at `pos`.
    static std::ptrdiff_t ahead_of_free(cell const& c, std::size_t pos) noexcept {
        // [V3] acquire-load <- [V4]: the last value is gone
        return distance(c.turn.load(memory_model::memory_order_acquire), free_turn(pos));
    }

    /// Claims the next cell from `here` on for the caller to fill, waiting for a consumer that is
    /// still at it; false if there are as many values as cells.
    bool claim_free(place& here) {
        back_off wait;
        for (;;) {
            std::ptrdiff_t const ahead = ahead_of_free(*here.its, here.pos);
            if (ahead == 0 && advance_tail(here.pos))
                return true;
            if (ahead < 0) {
                if (here.pos - head() == capacity())
                    return false;
                wait();
            }
            here = at(tail());
        }
    }

    /// Claims the oldest value from `here` on for the caller; false if there is none.
    bool claim_filled(place& here) {
        while (find_filled(here)) {
            if (advance_head(here.pos))
                return true;
            here = at(head());
        }
        return false;
    }

    /// Looks from `here` on for the oldest value, waiting for a producer that is still at its
    /// cell, and clears holes away; false if there is none.
    bool find_filled(place& here) {
        back_off wait;
        for (;;) {
            std::ptrdiff_t const ahead = ahead_of_filled(*here.its, here.pos);
            if (ahead == is_value)
                return true;
            if (ahead == is_hole) {
                if (advance_head(here.pos))
                    set_free(here);
            } else if (ahead < 0) {
                if (here.pos == tail())
                    return false;
                wait();
            }
            here = at(head());
        }
    }

    bool advance_tail(std::size_t pos) noexcept {
        // [V6] seq_cst-CAS <-> [V5, V7]: claims the cell (I2)
        return tail_.data.compare_exchange_strong(pos, pos + 1, memory_model::memory_order_seq_cst,
                                                  memory_model::memory_order_relaxed);
    }

    bool advance_head(std::size_t pos) noexcept {
        // [V8] seq_cst-CAS <-> [V5, V7]: claims the value, or the hole (I2)
        return head_.data.compare_exchange_strong(pos, pos + 1, memory_model::memory_order_seq_cst,
                                                  memory_model::memory_order_relaxed);
    }

    void set_free(place here) noexcept {
        // [V4] release-store -> [V3]: the value is gone
        here.its->turn.store(free_turn(here.pos + capacity()), memory_model::memory_order_release);
    }

    using buffer = typename traits::buffer::template rebind<cell>::other;
    using padded_position = typename cds::opt::details::apply_padding<atomics::atomic<std::size_t>,
                                                                      traits::padding>::type;

    [[no_unique_address]] item_counter counter_;
    padded_position tail_{};
    padded_position head_{};
    buffer cells_;
};

} // namespace cds::container::details

/// Options of the intrusive `VyukovMPMCCycleQueue`.
namespace cds::intrusive::vyukov_queue {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : cds::container::vyukov_queue::traits {
    /// What clear() and the destructor do with the objects that are left.
    using disposer = opt::v::empty_disposer;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::vyukov_queue

namespace cds::intrusive {

/// Bounded FIFO queue of objects that the user owns: a ring of pointers, see
/// container/vyukov_mpmc_cycle_queue.h. Objects need no hook, and may be in several queues.
template <class T, class Traits = vyukov_queue::traits>
class VyukovMPMCCycleQueue : public bounded_container {
    using ring = cds::container::details::vyukov_ring<T*, Traits>;

public:
    using value_type = T;
    using traits = Traits;
    using item_counter = typename ring::item_counter;
    using memory_model = typename ring::memory_model;
    using back_off = typename ring::back_off;
    using disposer = typename traits::disposer;

    static constexpr bool c_single_consumer = ring::c_single_consumer;

    static_assert(concepts::disposer<disposer, value_type>,
                  "a disposer must be default-constructible and callable with a T*");

    template <class T2, class Traits2>
    struct rebind {
        using other = VyukovMPMCCycleQueue<T2, Traits2>;
    };

    /// Throws what the ring throws: `std::length_error`, or what the buffer's allocator throws.
    explicit VyukovMPMCCycleQueue(std::size_t nCapacity = 0) : ring_(nCapacity) {}
    /// Disposes of what is left; nobody else may be using the queue any more.
    ~VyukovMPMCCycleQueue() { clear(); }

    /// Puts `data` at the end; false if the queue is full.
    bool enqueue(value_type& data) { return ring_.emplace(std::addressof(data)); }
    /// enqueue()
    bool push(value_type& data) { return enqueue(data); }

    /// Takes the oldest object; null if there is none.
    value_type* dequeue() {
        value_type* oldest = nullptr;
        ring_.dequeue_with([&oldest](value_type* p) { oldest = p; });
        return oldest;
    }
    /// dequeue()
    value_type* pop() { return dequeue(); }

    /// Dequeues until the queue is found empty, and calls `f(T*)` with each object.
    template <class F>
    void clear(F f) {
        while (value_type* const p = dequeue())
            f(p);
    }
    /// Dequeues until the queue is found empty, and disposes of each object at once.
    void clear() { clear(disposer()); }

    /// Whether there was no object at a moment of the call.
    [[nodiscard]] bool empty() const { return ring_.empty(); }
    /// The number of objects by the item counter of the traits.
    [[nodiscard]] std::size_t size() const noexcept { return ring_.size(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return ring_.capacity(); }

private:
    ring ring_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_VYUKOV_H
