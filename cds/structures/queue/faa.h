// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_FAA_H
#define CDSLIB_STRUCTURES_QUEUE_FAA_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/allocator.h>
#include <cds/details/concepts.h>
#include <cds/details/raw_storage.h>
#include <cds/memory/node_cache.h>
#include <cds/details/counted_size.h>
#include <cds/opt/options.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/queue/segment_list.h>
#include <cds/structures/stat.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

/// Statistics and options of `FAAQueue`.
namespace cds::container::faa_queue {

// A race of an enqueue is a cell that its consumer has given up; one of a dequeue is such a cell.
#define CDS_FAA_QUEUE_EVENTS(X)           \
    X(m_EnqueueCount, onEnqueue)          \
    X(m_DequeueCount, onDequeue)          \
    X(m_EnqueueRace, onEnqueueRace)       \
    X(m_DequeueRace, onDequeueRace)       \
    X(m_EmptyDequeue, onEmptyDequeue)     \
    X(m_SegmentCreated, onSegmentCreated) \
    X(m_SegmentDeleted, onSegmentDeleted)

CDS_DEFINE_STAT(counter_type, CDS_FAA_QUEUE_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where segments come from and go to, and values whose move may throw. What keeps a few
    /// segments saves most of what they cost.
    using allocator = cds::memory::node_cache<int, 4>;
    /// What to do after a cell was given up.
    using back_off = cds::backoff::empty;
    using item_counter = cds::atomicity::empty_item_counter;
    using stat = faa_queue::empty_stat;
    using memory_model = cds::opt::v::relaxed_ordering;
    /// What keeps producers and consumers off one another's cache line.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
    /// How many cells a segment has.
    static constexpr std::size_t segment_size = 1024;
    /// How often a consumer looks whether a value arrives in its cell before it gives the cell up.
    static constexpr unsigned patience = 64;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::faa_queue

namespace cds::container::details {

/// A value on the heap: its address can be moved, whatever a move of the value would do.
template <class T, class Alloc>
class boxed {
    using memory = cds::details::Allocator<T, Alloc>;

public:
    template <class... Args>
    explicit boxed(Args&&... args) : value_(memory().MoveNew(std::forward<Args>(args)...)) {}
    boxed(boxed&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    boxed& operator=(boxed const&) = delete;
    ~boxed() {
        if (value_ != nullptr)
            memory().Delete(value_);
    }

    T& operator*() const noexcept { return *value_; }

private:
    T* value_;
};

/// Unbounded FIFO queue of values in the cells of arrays, which are given out by tickets.
///
///   algorithm      P. Ramalhete, A. Correia, FAAArrayQueue (2016), after the LCRQ of A. Morrison,
///                  Y. Afek, PPoPP 2013; with a state beside each value
///   progress       lock-free. A consumer that comes to its cell before the producer gives the cell
///                  up, and both go on: that may happen to them again and again, but the producer
///                  who finds the cells of a segment used up links the next one with its value in
///                  it. enqueue allocates once a segment, dequeue to reserve the retire of one
///   guards         1: the segment
///   linearizes at  enqueue [FA1], or [SG1] for the first value of a segment; dequeue where it has
///                  its ticket, [FA4], and the value is there, [FA1]: at the later of the two.
///                  Where dequeue and empty() find nothing, where they read how many tickets the
///                  producers have, or that no segment follows [SG6]. A batch is several such
///                  operations, whose tickets are taken in one step: the consumer's by [FA6]
///   invariants     I1  a cell goes from vacant to full or given up, and never back: its producer
///                      and its consumer, who have its number for a ticket, agree by one CAS
///                  I2  a value is moved only by who has it alone: by the producer before [FA1] and
///                      after [FA1] has failed, by the consumer after it
///                  I3  a consumer asks for a ticket only if a producer has one that no consumer
///                      has: who polls an empty queue writes nothing but its guard
///                  I4  a segment is left when all its tickets are with consumers, and linked when
///                      all are with producers, with a value in it
///   departs        a value is built before anything else and moved to its cell, and back if that
///                  was given up. So a constructor that throws, or an allocation, changes nothing;
///                  what might throw when moved is kept on the heap. A consumer is patient for a
///                  moment. empty() looks at cells: a ticket is no value yet
template <class GC, class T, class Traits>
class faa_array_queue : public cds::details::counted_size<faa_array_queue<GC, T, Traits>,
                                                          typename Traits::item_counter> {
    friend cds::details::counted_size<faa_array_queue, typename Traits::item_counter>;

    static_assert(concepts::hazard_policy<GC>,
                  "the GC of a container must be a policy: cds::gc::DHP, HP or their like");
    static_assert(concepts::waiting<typename Traits::back_off>,
                  "a back-off must be default-constructible and callable without arguments");
    static_assert(Traits::segment_size != 0, "a segment needs a cell for its first value");

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;
    using back_off = typename traits::back_off;
    using item_counter = typename traits::item_counter;
    using stat = typename traits::stat;
    using memory_model = intrusive::details::annotated_orders<typename traits::memory_model>;
    using allocator_type =
        typename std::allocator_traits<typename traits::allocator>::template rebind_alloc<T>;

    static constexpr std::size_t c_nHazardPtrCount = 1;
    /// How many cells a segment has.
    static constexpr std::size_t c_nSegmentSize = traits::segment_size;

    /// Throws what the allocator throws: the first segment is there from the beginning.
    faa_array_queue() : segments_(memory().New()) {}
    faa_array_queue(faa_array_queue const&) = delete;
    faa_array_queue& operator=(faa_array_queue const&) = delete;
    /// Destroys what is left. Nobody else may be using the queue any more.
    ~faa_array_queue() {
        segments_.for_each_quiescent([](segment* s) {
            for (std::size_t i = s->tickets_taken(); i < s->tickets_given(); ++i)
                if (s->cells[i].is_full())
                    s->cells[i].destroy();
        });
    }

    /// Puts a value built from `args` at the end; true. If it cannot be built, or there is no
    /// memory for it, nothing has changed.
    template <class... Args>
    bool emplace(Args&&... args) {
        held fresh(std::in_place, std::forward<Args>(args)...);
        put(fresh.value);
        return true;
    }

    /// Puts a value-initialised T at the end after `f(T&)` has filled it; true.
    template <class F>
    bool enqueue_with(F&& f) {
        held fresh(std::in_place);
        std::invoke(std::forward<F>(f), content(fresh.value));
        put(fresh.value);
        return true;
    }

    /// Takes the oldest value and calls `f(T&)` with it; false if there is none. If `f` throws, the
    /// value has left the queue all the same. Throws `std::bad_alloc`, and has taken nothing, if
    /// there is no memory to retire a segment with that is used up.
    template <class F>
    bool dequeue_with(F&& f) {
        typename gc::Guard guard;
        for (back_off wait;;) {
            segment* const first = segments_.protect_first(guard);
            std::size_t const oldest = first->tickets_taken();
            if (oldest < c_nSegmentSize) {
                if (oldest >= first->tickets_given()) // I3
                    break;
                std::size_t const ticket = first->consumer_ticket();
                if (ticket < c_nSegmentSize && first->cells[ticket].arrives()) {
                    --counter_;
                    stat_.onDequeue();
                    taken const value{first->cells[ticket]};
                    std::invoke(std::forward<F>(f), content(value.from.value()));
                    return true;
                }
                stat_.onDequeueRace();
                wait();
            } else {
                segment* const next = segments_.successor(first);
                if (next == nullptr)
                    break;
                drop(first, next);
            }
        }
        stat_.onEmptyDequeue();
        return false;
    }

    /// Puts values built from the elements at `first` at the end: as many as the last segment has
    /// room for, in cells that one step has claimed, and at most `count`. Returns how many, which
    /// is not 0. Building a value must not throw; when there is no memory for a segment, the value
    /// that needs it is lost, and nothing else has changed.
    template <class Iterator>
    std::size_t enqueue_batch(Iterator first, std::size_t count)
        requires std::is_nothrow_move_constructible_v<T>
    {
        typename gc::Guard guard;
        segment* const last = segments_.protect_last(guard);
        std::size_t const wanted = (std::min)(count, c_nSegmentSize);
        std::size_t ticket = last->producer_tickets(wanted);
        std::size_t const end = (std::min)(ticket + wanted, c_nSegmentSize);
        if (ticket >= end) {
            emplace(*first);
            return 1;
        }
        std::size_t n = 0;
        for (; ticket < end; ++n, ++first) {
            held fresh(std::in_place, *first);
            if (!fill_next(*last, ticket, end, fresh.value)) {
                put(fresh.value); // behind those before it
                return n + 1;
            }
        }
        return n;
    }

    /// Takes oldest values and calls `f(T&)` with each: those whose cells one step has claimed, at
    /// most `most`. Returns how many; 0 if there is none. `f` must not throw. Throws
    /// `std::bad_alloc` as dequeue_with() does.
    template <class F>
    std::size_t dequeue_batch(F f, std::size_t most) {
        std::size_t const n = most > 1 ? dequeue_run(f, most) : 0;
        return n != 0 || !dequeue_with(f) ? n : 1;
    }

    /// Dequeues until the queue is found empty.
    void clear() {
        while (dequeue_with([](value_type&) {}))
            continue;
    }

    /// Whether there was no value at a moment of the call. Lock-free; takes a guard. O(1), but for
    /// tickets whose values have not arrived.
    [[nodiscard]] bool empty() const {
        typename gc::Guard guard;
        for (;;) {
            segment* const first = segments_.protect_first(guard);
            std::size_t i = first->tickets_taken();
            std::size_t const end = first->tickets_given();
            while (i < end && !first->cells[i].is_full())
                ++i;
            if (i < end) {
                if (first->tickets_taken() <= i)
                    return false; // it was there, and no consumer's
            } else if (segments_.successor(first) == nullptr) {
                return true;
            } else if (segments_.is_first(first)) {
                return false; // nobody has come to the next one: I4
            }
        }
    }

    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

private:
    std::size_t counted() const noexcept { return counter_.value(); }

    static constexpr bool in_place = std::is_nothrow_move_constructible_v<T>;
    /// What is in a cell: it can be moved without fear.
    using stored = std::conditional_t<in_place, T, boxed<T, typename traits::allocator>>;

    static T& content(stored& s) noexcept {
        if constexpr (in_place)
            return s;
        else
            return *s;
    }

    /// A value on its way to a cell.
    struct held {
        template <class... Args>
        explicit held(std::in_place_t, Args&&... args) : value(std::forward<Args>(args)...) {}
        stored value;
    };

    /// Moves a value to where there is none any more, or never was.
    static void move_over(stored& from, stored* to) noexcept {
        std::construct_at(to, std::move(from));
        std::destroy_at(std::addressof(from));
    }

    class cell {
    public:
        /// Moves `v` here; false, and `v` is as it was, if the consumer has given the cell up.
        bool fill(stored& v) noexcept {
            // relaxed: a look before [FA1], which decides
            if (state_.load(memory_model::memory_order_relaxed) != vacant)
                return false;
            std::construct_at(place_.address(), std::move(v));
            if (publish())
                return true;
            std::destroy_at(std::addressof(v));
            move_over(place_.value(), std::addressof(v)); // I2
            return false;
        }

        /// fill() of a cell that nobody else can reach, and its undoing.
        void begin_with(stored& v) noexcept {
            std::construct_at(place_.address(), std::move(v));
            // relaxed: [SG1] publishes it
            state_.store(full, memory_model::memory_order_relaxed);
        }
        void give_back(stored& v) noexcept {
            std::destroy_at(std::addressof(v));
            move_over(place_.value(), std::addressof(v));
        }

        /// Whether the cell's value is there, now or soon; if not, there never will be one. For
        /// the consumer.
        bool arrives() noexcept {
            cds::backoff::pause wait;
            for (unsigned looks = traits::patience; !is_full(); --looks) {
                if (looks == 0)
                    return !give_up();
                wait();
            }
            return true;
        }

        bool is_full() const noexcept {
            // [FA2] acquire-load <- [FA1]: the value is built
            return state_.load(memory_model::memory_order_acquire) == full;
        }

        stored& value() noexcept { return place_.value(); }
        void destroy() noexcept { std::destroy_at(std::addressof(place_.value())); }

    private:
        enum state : unsigned char { vacant, full, given_up };

        bool publish() noexcept {
            state seen = vacant;
            // [FA1] release-CAS -> [FA2, FA3]: publishes the value, and the ticket of its producer
            return state_.compare_exchange_strong(seen, full, memory_model::memory_order_release,
                                                  memory_model::memory_order_relaxed); // I1
        }

        /// False if the value is there.
        bool give_up() noexcept {
            state seen = vacant;
            // [FA3] acquire-CAS <- [FA1]: where it fails, the value is built
            return state_.compare_exchange_strong(seen, given_up, // I1
                                                  memory_model::memory_order_acquire,
                                                  memory_model::memory_order_acquire);
        }

        atomics::atomic<state> state_{vacant};
        cds::details::raw_storage<stored> place_;
    };

    /// A value that was taken, for as long as its taker looks at it.
    struct taken {
        cell& from;
        ~taken() { from.destroy(); }
    };

    using padded_tickets = typename cds::opt::details::apply_padding<atomics::atomic<std::size_t>,
                                                                     traits::padding>::type;

    struct segment {
        /// A number that no other producer has; there may be no cell for it.
        std::size_t producer_ticket() noexcept { return producer_tickets(1); }
        /// The first of `n` such numbers.
        std::size_t producer_tickets(std::size_t n) noexcept {
            // relaxed: [FA1] carries it on
            return given.data.fetch_add(n, memory_model::memory_order_relaxed);
        }
        /// A number that no other consumer has; there may be no cell for it.
        std::size_t consumer_ticket() noexcept {
            // [FA4] release-add -> [FA5]: what the consumer knew of the producers' tickets
            return taken.data.fetch_add(1, memory_model::memory_order_release);
        }
        /// Takes the numbers from `first` to before `end` for one consumer, unless another consumer
        /// has one of them.
        bool take_tickets(std::size_t first, std::size_t end) noexcept {
            // [FA6] release-CAS -> [FA5]: as [FA4]
            return taken.data.compare_exchange_strong(
                first, end, memory_model::memory_order_release, memory_model::memory_order_relaxed);
        }
        /// The number of cells for which consumers have tickets, or more.
        std::size_t tickets_taken() const noexcept {
            // [FA5] acquire-load <- [FA4, FA6]: who reads the producers' tickets now reads no fewer
            // than any of these consumers did
            return taken.data.load(memory_model::memory_order_acquire);
        }
        /// The number of cells for which producers have tickets.
        std::size_t tickets_given() const noexcept {
            // relaxed: what is older than a consumer's ticket we know by [FA5]
            return (std::min)(given.data.load(memory_model::memory_order_relaxed), c_nSegmentSize);
        }

        void begin_with(stored& v) noexcept {
            cells[0].begin_with(v);
            // relaxed: [SG1] publishes it
            given.data.store(1, memory_model::memory_order_relaxed);
        }

        padded_tickets given{};
        padded_tickets taken{};
        atomics::atomic<segment*> next{nullptr};
        cell cells[c_nSegmentSize];
    };
    using memory = cds::details::Allocator<segment, typename traits::allocator>;

    struct disposer {
        void operator()(segment* s) const { memory().Delete(s); }
    };
    using owner = std::unique_ptr<segment, disposer>;

    /// Moves `value` to the first cell from `ticket` on that its consumer has not given up, and
    /// `ticket` past that; false, and `value` is as it was, if there is none before `end`.
    bool fill_next(segment& of, std::size_t& ticket, std::size_t end, stored& value) {
        intrusive::details::counted_in<item_counter> item(counter_);
        while (ticket < end)
            if (of.cells[ticket++].fill(value)) {
                item.stays();
                stat_.onEnqueue();
                return true;
            } else {
                stat_.onEnqueueRace();
            }
        return false;
    }

    /// Takes the values of at most `most` cells of the first segment, all with tickets of
    /// producers; none if another consumer takes a ticket meanwhile.
    template <class F>
    std::size_t dequeue_run(F& f, std::size_t most) {
        typename gc::Guard guard;
        segment* const first = segments_.protect_first(guard);
        std::size_t ticket = first->tickets_taken();
        std::size_t const given = first->tickets_given();
        if (ticket >= given) // I3
            return 0;
        std::size_t const end = ticket + (std::min)(most, given - ticket);
        if (!first->take_tickets(ticket, end))
            return 0;
        std::size_t n = 0;
        for (; ticket != end; ++ticket) {
            if (!first->cells[ticket].arrives()) {
                stat_.onDequeueRace();
                continue;
            }
            --counter_;
            stat_.onDequeue();
            taken const value{first->cells[ticket]};
            f(content(value.from.value()));
            ++n;
        }
        return n;
    }

    /// Puts `value` at the end, or throws and leaves it.
    void put(stored& value) {
        intrusive::details::counted_in<item_counter> item(counter_);
        typename gc::Guard guard;
        owner fresh;
        for (back_off wait;;) {
            segment* const last = segments_.protect_last(guard);
            std::size_t const ticket = last->producer_ticket();
            if (ticket < c_nSegmentSize) {
                if (last->cells[ticket].fill(value))
                    break;
                stat_.onEnqueueRace();
                wait();
            } else if (!segments_.leave(last) && append(last, fresh, value)) {
                break;
            }
        }
        item.stays();
        stat_.onEnqueue();
    }

    /// Links a segment with `value` in it; false, and `value` is as it was, if another was quicker.
    bool append(segment* last, owner& fresh, stored& value) {
        if (fresh == nullptr)
            fresh.reset(memory().New());
        fresh->begin_with(value);
        if (segments_.append(last, fresh.get())) {
            (void)fresh.release();
            stat_.onSegmentCreated();
            return true;
        }
        fresh->cells[0].give_back(value);
        return false;
    }

    /// Retires `first`, all of whose tickets are with consumers. One in so many is followed by a
    /// scan, so that segments are used again while they are in the caches, and memory is bounded by
    /// a few of them.
    void drop(segment* first, segment* next) {
        if constexpr (requires { memory::get_ready(); })
            memory::get_ready();
        if (!segments_.drop_first(first, next))
            return;
        stat_.onSegmentDeleted();
        // relaxed: a count that orders nobody
        if (dropped_.fetch_add(1, memory_model::memory_order_relaxed) % drops_per_scan ==
            drops_per_scan - 1)
            gc::scan();
    }

    static constexpr unsigned drops_per_scan = 8;

    intrusive::details::segment_list<GC, segment, disposer, memory_model, traits::padding>
        segments_;
    atomics::atomic<unsigned> dropped_{0};
    [[no_unique_address]] item_counter counter_;
    [[no_unique_address]] stat stat_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_FAA_H
