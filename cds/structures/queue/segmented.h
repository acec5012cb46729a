// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_SEGMENTED_H
#define CDSLIB_STRUCTURES_QUEUE_SEGMENTED_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/algo/int_algo.h>
#include <cds/details/allocator.h>
#include <cds/details/concepts.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/options.h>
#include <cds/opt/permutation.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/options.h>
#include <cds/structures/queue/segment_list.h>
#include <cds/structures/stat.h>
#include <cds/sync/spinlock.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

/// Statistics and options of `SegmentedQueue`.
namespace cds::intrusive::segmented_queue {

#define CDS_SEGMENTED_QUEUE_EVENTS(X)          \
    X(m_nPush, onPush)                         \
    X(m_nPushPopulated, onPushPopulated)       \
    X(m_nPushContended, onPushContended)       \
    X(m_nPop, onPop)                           \
    X(m_nPopEmpty, onPopEmpty)                 \
    X(m_nPopContended, onPopContended)         \
    X(m_nCreateSegmentReq, onCreateSegmentReq) \
    X(m_nDeleteSegmentReq, onDeleteSegmentReq) \
    X(m_nSegmentCreated, onSegmentCreated)     \
    X(m_nSegmentDeleted, onSegmentDeleted)

CDS_DEFINE_STAT(counter_type, CDS_SEGMENTED_QUEUE_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// What clear() and the destructor do with objects, when nobody guards them.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::item_counter;
    using stat = segmented_queue::empty_stat;
    using memory_model = opt::v::relaxed_ordering;
    /// How a segment is aligned.
    static constexpr unsigned alignment = opt::cache_line_alignment;
    /// What separates the cells of a segment, and the two ends of the queue.
    static constexpr unsigned padding = opt::no_special_padding;
    /// Where segments come from.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// No lock is taken: segments are linked by CAS. The name is there for programs that have it.
    using lock_type = cds::sync::spin;
    /// In which order an operation tries the cells of a segment.
    using permutation_generator = opt::v::random2_permutation<int>;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::segmented_queue

namespace cds::intrusive {

/// Lock-free queue of objects that the user owns, in segments of `quasi_factor()` cells. Objects
/// leave segment by segment, in any order within one: an object is overtaken by
/// `quasi_factor()` - 1 others at most. Threads therefore seldom meet at a cell.
///
///   algorithm      Y. Afek, G. Korland, E. Yanovsky, "Quasi-Linearizability: Relaxed Consistency
///                  for Improved Concurrency", OPODIS 2010
///   progress       every operation lock-free; enqueue allocates once a segment, dequeue to
///                  reserve the retire of a segment
///   guards         1: the segment; dequeue_with() one more for the object
///   linearizes at  enqueue [SQ1], or [SG1] for the first of a segment; dequeue [SQ2]; where it
///                  or empty() finds nothing, between two looks at the cells, see I3
///   invariants     I1  a cell goes from null to an object to `taken`, and never back
///                  I2  a segment is linked when all cells before it have been filled, with an
///                      object in it, and is left when all its cells are taken. So a segment that
///                      has a null cell is the last one, and all others are full or were
///                  I3  who has seen no object in any cell, twice, has seen at once: what was
///                      null the second time was null the first time, what was taken stays taken
///   departs        it says empty only where the queue was empty, which takes the second look; the
///                  segment of a full tail begins with the object that did not fit, and is linked
///                  by a CAS, not under a lock. To the specification above, of items that leave
///                  segment by segment, it is linearizable, not only quasi-linearizable to a FIFO
///
/// What was dequeued is the caller's at once: nobody else looks at it, unless by a guard of the
/// program's own. Objects need no hook, and may be in several queues.
template <class GC, class T, class Traits = segmented_queue::traits>
class SegmentedQueue {
    static_assert(concepts::hazard_policy<GC>,
                  "the GC of a container must be a policy: cds::gc::DHP, HP or their like");

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;
    using disposer = typename traits::disposer;
    using allocator = typename traits::allocator;
    using item_counter = typename traits::item_counter;
    using stat = typename traits::stat;
    using memory_model = details::annotated_orders<typename traits::memory_model>;
    using lock_type = typename traits::lock_type;
    using permutation_generator = typename traits::permutation_generator;
    /// Nothing waits: who has lost a cell tries the next one.
    using back_off = cds::backoff::empty;

    static_assert(concepts::disposer<disposer, value_type>,
                  "a disposer must be default-constructible and callable with a T*");

    static constexpr std::size_t c_nHazardPtrCount = 2;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = SegmentedQueue<GC2, T2, Traits2>;
    };

    /// An empty queue with a first segment of `nQuasiFactor` cells, rounded up to a power of two
    /// from 2 on. Throws what the allocator throws, and `std::length_error` if that is too much.
    explicit SegmentedQueue(std::size_t nQuasiFactor)
        : factor_(rounded(nQuasiFactor)), segments_(segment::make(factor_).release()) {}
    SegmentedQueue(SegmentedQueue const&) = delete;
    SegmentedQueue& operator=(SegmentedQueue const&) = delete;
    /// Retires what is left. Nobody else may be using the queue any more; where memory for
    /// retiring has run out, the rest is therefore disposed at once.
    ~SegmentedQueue() {
        lease const all_the_time;
        for_each_quiescent([](value_type& val) {
            if (policy::make_room(1))
                policy::template retire<disposer>(std::addressof(val));
            else
                disposer()(std::addressof(val));
        });
    }

    /// Puts `val` in; always true. Throws what the allocator throws, where a segment is full, and
    /// has changed nothing then.
    bool enqueue(value_type& val) {
        details::counted_in<item_counter> item(counter_);
        typename gc::Guard guard;
        owner fresh;
        for (;;) {
            segment* const last = segments_.protect_last(guard);
            if (put_into(*last, val))
                break;
            if (segments_.leave(last))
                continue;
            stat_.onCreateSegmentReq();
            if (fresh == nullptr)
                fresh = segment_with(val);
            if (segments_.append(last, fresh.get())) {
                (void)fresh.release();
                stat_.onSegmentCreated();
                break;
            }
        }
        item.stays();
        stat_.onPush();
        return true;
    }
    /// enqueue()
    bool push(value_type& val) { return enqueue(val); }

    /// Takes an object, which is not disposed of; null if there is none. Throws `std::bad_alloc`,
    /// and has taken nothing, if there is no memory to retire an empty segment with.
    value_type* dequeue() { return take(0); }
    /// dequeue()
    value_type* pop() { return dequeue(); }

    /// Takes an object, retires it, and calls `f(object)` while it is guarded; false if there is
    /// none. Should `f` throw, the object has left the queue all the same.
    template <class F>
    bool dequeue_with(F&& f) {
        lease const here;
        typename gc::Guard guard;
        policy::reserve(1);
        value_type* const val = take(1);
        if (val == nullptr)
            return false;
        guard.assign(val);
        policy::template retire<disposer>(val);
        std::invoke(std::forward<F>(f), *val);
        return true;
    }

    /// Whether there was nothing at a moment of the call. Lock-free; takes a guard.
    [[nodiscard]] bool empty() const {
        typename gc::Guard guard;
        for (;;) {
            segment* const first = segments_.protect_first(guard);
            content const seen = content_of(*first);
            if (seen == content::objects)
                return false;
            if (seen == content::nothing_yet) {
                if (content_of(*first) != content::objects) // I3
                    return true;
            } else if (segments_.successor(first) == nullptr) {
                return true; // I2
            } else if (segments_.is_first(first)) {
                return false; // nobody has taken anything from the next one: I2
            }
        }
    }

    /// Dequeues until the queue is found empty, and retires each object for the disposer. Throws
    /// `std::bad_alloc` when there is no memory for that; what is in the queue then stays.
    void clear() { clear_with(disposer()); }

    /// clear() with another disposer: a stateless functor, made anew where it is needed.
    template <class Disposer>
        requires concepts::disposer<Disposer, value_type>
    void clear_with(Disposer) {
        lease const here;
        for (;;) {
            policy::reserve(1);
            value_type* const val = take(1);
            if (val == nullptr)
                return;
            policy::template retire<Disposer>(val);
        }
    }

    /// The number of objects by the item counter of the traits: 0 for `empty_item_counter`, and
    /// while others enqueue and dequeue an upper bound of the objects in the queue.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

    /// How many cells a segment has.
    [[nodiscard]] std::size_t quasi_factor() const noexcept { return factor_; }

    /// `f(object)` for each object in the queue. Nobody else may be using it.
    template <class F>
    void for_each_quiescent(F f) {
        segments_.for_each_quiescent([&f](segment* s) {
            for (std::size_t i = 0; i != s->size; ++i)
                if (value_type* const val = look(s->cell(i)); is_object(val))
                    f(*val);
        });
    }

private:
    using policy = details::reclaim<GC>;
    using lease = typename policy::lease;
    using pointer = atomics::atomic<value_type*>;
    using cell_type = typename opt::details::apply_padding<pointer, traits::padding>::type;

    class segment;
    /// What the cells of a segment follow in memory.
    struct header {
        explicit header(std::size_t cells) noexcept : size(cells) {}

        atomics::atomic<segment*> next{nullptr};
        std::size_t const size;
    };

    /// A link and cells, in one allocation.
    class segment : public opt::details::alignment_setter<header, traits::alignment>::type {
        using base = typename opt::details::alignment_setter<header, traits::alignment>::type;
        using memory = cds::details::Allocator<segment, allocator>;

    public:
        using base::base;

        struct disposer {
            void operator()(segment* s) const { memory().DeleteBlock(s, bytes(s->size)); }
        };

        static std::unique_ptr<segment, disposer> make(std::size_t cells) {
            segment* const s = memory().NewBlock(bytes(cells), cells);
            std::uninitialized_value_construct_n(s->cells(), cells);
            return std::unique_ptr<segment, disposer>(s);
        }

        pointer& cell(std::size_t i) noexcept { return cells()[i].data; }

        static constexpr std::size_t most_cells =
            (std::numeric_limits<std::ptrdiff_t>::max)() / (2 * sizeof(cell_type));

    private:
        cell_type* cells() noexcept { return reinterpret_cast<cell_type*>(this + 1); }
        static constexpr std::size_t bytes(std::size_t cells) noexcept {
            return sizeof(segment) + cells * sizeof(cell_type);
        }
    };
    using owner = std::unique_ptr<segment, typename segment::disposer>;

    /// What somebody saw who looked at the cells of a segment one after the other.
    enum class content {
        objects,     ///< an object, which is perhaps taken by now
        nothing_yet, ///< none, and a cell that may be filled
        nothing_more ///< all cells are taken, for ever
    };

    static std::size_t rounded(std::size_t factor) {
        if (factor > segment::most_cells)
            CDS_THROW_EXCEPTION(
                std::length_error("cds: more cells in a segment than there is memory for"));
        return factor < 2 ? 2 : beans::ceil2(factor);
    }

    /// What a cell holds when its object is gone: an address at which there is no object.
    static value_type* taken() noexcept { return reinterpret_cast<value_type*>(std::uintptr_t{1}); }
    static bool is_object(value_type* p) noexcept { return p != nullptr && p != taken(); }

    static value_type* look(pointer const& cell) noexcept {
        // [SQ3] acquire-load <- [SQ1, SQ2]: the object is built; or what its taker knew is known,
        // cells that were filled before among it (I3)
        return cell.load(memory_model::memory_order_acquire);
    }

    static bool fill(pointer& cell, value_type* val) noexcept {
        value_type* vacant = nullptr;
        // [SQ1] release-CAS -> [SQ3]: publishes the object
        return cell.compare_exchange_strong(vacant, val, memory_model::memory_order_release, // I1
                                            memory_model::memory_order_relaxed);
    }

    static bool remove(pointer& cell, value_type* val) noexcept {
        // [SQ2] release-CAS -> [SQ3]: hands on what we know of the other cells (I3)
        return cell.compare_exchange_strong(val, taken(), memory_model::memory_order_release, // I1
                                            memory_model::memory_order_relaxed);
    }

    /// Puts `val` into a null cell; false if there is none.
    bool put_into(segment& s, value_type& val) {
        permutation_generator order(factor_);
        do {
            pointer& cell = s.cell(static_cast<std::size_t>(order));
            // relaxed: compared with null alone; what is not null stays so
            if (cell.load(memory_model::memory_order_relaxed) != nullptr)
                stat_.onPushPopulated();
            else if (fill(cell, std::addressof(val)))
                return true;
            else
                stat_.onPushContended();
        } while (order.next());
        return false;
    }

    /// A segment with `val` in one of its cells.
    owner segment_with(value_type& val) {
        permutation_generator order(factor_);
        owner s = segment::make(factor_);
        // relaxed: the segment is ours until it is linked
        s->cell(static_cast<std::size_t>(order))
            .store(std::addressof(val), memory_model::memory_order_relaxed);
        return s;
    }

    /// Takes an object from a cell; null if there was none where it looked, one cell after the
    /// other.
    value_type* take_from(segment& s) {
        permutation_generator order(factor_);
        do {
            pointer& cell = s.cell(static_cast<std::size_t>(order));
            if (value_type* const val = look(cell); is_object(val)) {
                if (remove(cell, val))
                    return val;
                stat_.onPopContended();
            }
        } while (order.next());
        return nullptr;
    }

    static content content_of(segment& s) noexcept {
        content seen = content::nothing_more;
        for (std::size_t i = 0; i != s.size; ++i) {
            value_type* const val = look(s.cell(i));
            if (is_object(val))
                return content::objects;
            if (val == nullptr)
                seen = content::nothing_yet;
        }
        return seen;
    }

    /// Takes an object; null if there is none. Leaves `more` retires reserved that were.
    value_type* take(std::size_t more) {
        typename gc::Guard guard;
        for (;;) {
            segment* const first = segments_.protect_first(guard);
            if (value_type* const val = take_from(*first)) {
                --counter_;
                stat_.onPop();
                return val;
            }
            content const seen = content_of(*first); // the second look: I3
            if (seen == content::objects)
                continue;
            segment* const next = segments_.successor(first);
            if (seen == content::nothing_yet || next == nullptr) { // I2
                stat_.onPopEmpty();
                return nullptr;
            }
            stat_.onDeleteSegmentReq();
            if (segments_.drop_first(first, next, more))
                stat_.onSegmentDeleted();
        }
    }

    std::size_t const factor_;
    details::segment_list<GC, segment, typename segment::disposer, memory_model, traits::padding>
        segments_;
    [[no_unique_address]] item_counter counter_;
    [[no_unique_address]] stat stat_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_SEGMENTED_H
