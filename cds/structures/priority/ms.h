// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_PRIORITY_MS_H
#define CDSLIB_STRUCTURES_PRIORITY_MS_H

#include <cds/algo/backoff_strategy.h>
#include <cds/details/bit_reverse_counter.h>
#include <cds/details/bounded_container.h>
#include <cds/details/concepts.h>
#include <cds/details/raw_storage.h>
#include <cds/details/sign.h>
#include <cds/opt/buffer.h>
#include <cds/opt/compare.h>
#include <cds/structures/options.h>
#include <cds/structures/stat.h>
#include <cds/sync/spinlock.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

/// Statistics and options of `MSPriorityQueue`.
namespace cds::intrusive::mspriority_queue {

#define CDS_MSPRIORITY_QUEUE_EVENTS(X)            \
    X(m_nPushCount, onPushSuccess)                \
    X(m_nPopCount, onPopSuccess)                  \
    X(m_nPushFailCount, onPushFailed)             \
    X(m_nPopFailCount, onPopFailed)               \
    X(m_nPushHeapifySwapCount, onPushHeapifySwap) \
    X(m_nPopHeapifySwapCount, onPopHeapifySwap)   \
    X(m_nItemMovedTop, onItemMovedTop)            \
    X(m_nItemMovedUp, onItemMovedUp)              \
    X(m_nPushEmptyPass, onPushEmptyPass)

CDS_DEFINE_STAT(event_counter, CDS_MSPRIORITY_QUEUE_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where the heap is; its element type does not matter.
    using buffer = opt::v::initialized_dynamic_buffer<void*>;
    /// How priorities are compared: three ways by `compare`, or by `less`, or naturally. Must not
    /// throw.
    using compare = opt::none;
    using less = opt::none;
    /// The lock of the heap and of each of its places.
    using lock_type = cds::sync::spin;
    /// What a push does while the push of the parent is not yet done.
    using back_off = cds::backoff::Default;
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::mspriority_queue

namespace cds::intrusive {

/// Bounded priority queue of objects that the user owns; the greatest comes out first.
///
///   algorithm      G. Hunt, M. Michael, S. Parthasarathy, M. Scott, "An efficient algorithm for
///                  concurrent priority queue heaps", IPL 60 (1996): a binary heap with a lock at
///                  each place, filled in bit-reversed order; an item on its way up carries its
///                  push's mark. Two changes. A pop takes the root's lock before it releases the
///                  heap's: in the paper the last item is in no place between the two, so another
///                  pop may return a smaller one. And a push goes on to the root: in the paper, if
///                  its item has moved up, it may end at an emptied place and leave its mark, for
///                  which others wait
///   progress       blocking; a push also waits until the push of its parent is done
///   linearizes at  push: where its item is compared with its parent for the last time, or popped
///                  before; pop: where it holds the heap's lock and the root's
///   invariants     MP-I1  locks are taken in this order: the heap's, then places by their number
///                  MP-I2  an item without a mark is not greater than its parent, except below
///                      a place that is locked
///                  MP-I3  a marked item moves only upwards, one place at a time, until a pop takes
///                      it for the last one and removes its mark
///
/// It needs no reclamation policy and no hook: objects are kept by their address.
template <class T, class Traits = mspriority_queue::traits>
class MSPriorityQueue : public bounded_container {
public:
    using value_type = T;
    using traits = Traits;
    using key_comparator = typename opt::details::make_comparator<value_type, traits>::type;
    using lock_type = typename traits::lock_type;
    using back_off = typename traits::back_off;
    using stat = typename traits::stat;
    using item_counter = cds::bitop::bit_reverse_counter<>;

    static_assert(concepts::waiting<back_off>,
                  "a back-off must be default-constructible and callable without arguments");

private:
    /// The mark of a place: null if it is empty; `settled` if its item is where it belongs; or the
    /// address of something that only one push has.
    using mark = void const*;

    struct place {
        lock_type lock;
        value_type* item = nullptr;
        mark whose = nullptr;
    };

public:
    using buffer_type =
        typename traits::buffer::template rebind<cds::details::raw_storage<place>>::other;
    using counter_type = typename item_counter::counter_type;

    /// Passes `nCapacity` to the buffer of the traits, which may round it up, or ignore it; one of
    /// its places is not used: see capacity(). Throws what the buffer throws.
    explicit MSPriorityQueue(std::size_t nCapacity) : places_(nCapacity) {
        for (std::size_t i = 0; i != places_.capacity(); ++i)
            ::new (static_cast<void*>(places_[i].address())) place;
    }
    MSPriorityQueue(MSPriorityQueue const&) = delete;
    MSPriorityQueue& operator=(MSPriorityQueue const&) = delete;
    /// Does not dispose of what is left. No other thread may use the queue any more.
    ~MSPriorityQueue() {
        for (std::size_t i = 0; i != places_.capacity(); ++i)
            std::destroy_at(std::addressof(at(i)));
    }

    /// Puts `val` in; false if the queue is full. O(log n).
    bool push(value_type& val) {
        char mine = 0;
        std::size_t i = 0;
        {
            guard heap(heap_);
            if (counter_.value() >= capacity()) {
                stat_.onPushFailed();
                return false;
            }
            i = counter_.inc();
            guard const hold(at(i).lock); // MP-I1
            heap.unlock();
            at(i).item = std::addressof(val);
            at(i).whose = &mine;
        }
        settle(i, &mine);
        stat_.onPushSuccess();
        return true;
    }

    /// Removes and returns the greatest object; null if there is none. O(log n).
    value_type* pop() {
        guard heap(heap_);
        if (counter_.value() == 0) {
            stat_.onPopFailed();
            return nullptr;
        }
        guard root(at(1).lock); // MP-I1
        value_type* const last = take_last(counter_.dec());
        heap.unlock();
        stat_.onPopSuccess();
        if (at(1).item == nullptr)
            return last; // it was the root
        value_type* const greatest = std::exchange(at(1).item, last);
        at(1).whose = settled();
        sink(std::move(root));
        return greatest;
    }

    /// Pops until the queue is found empty.
    void clear() {
        clear_with([](value_type&) {});
    }
    /// Pops until the queue is found empty, and calls `f(object)` with each.
    template <class F>
    void clear_with(F f) {
        while (value_type* const p = pop())
            f(*p);
    }

    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] bool full() const { return size() == capacity(); }
    /// Returns the number of objects. Takes the heap's lock.
    [[nodiscard]] std::size_t size() const {
        guard const heap(heap_);
        return counter_.value();
    }
    [[nodiscard]] std::size_t capacity() const noexcept { return places_.capacity() - 1; }

    /// Returns what the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

private:
    using guard = std::unique_lock<lock_type>;

    static mark settled() noexcept {
        static char const nobody = 0;
        return &nobody;
    }

    place& at(std::size_t i) noexcept { return places_[i].value(); }

    bool is_greater(std::size_t a, std::size_t b) {
        return cds::details::sign(key_comparator()(*at(a).item, *at(b).item)) > 0;
    }

    /// Exchanges two places, marks and all. The caller has both locks.
    void exchange(std::size_t a, std::size_t b) noexcept {
        std::swap(at(a).item, at(b).item);
        std::swap(at(a).whose, at(b).whose);
    }

    /// Empties a place and returns its item. The caller has the locks of the heap and of the root.
    value_type* take_last(std::size_t i) {
        guard hold;
        if (i != 1)
            hold = guard(at(i).lock);
        at(i).whose = nullptr;
        return std::exchange(at(i).item, nullptr);
    }

    /// Moves the item with the mark `mine`, last seen at `i`, up to where it belongs, and removes
    /// the mark. An item that has left its place has moved up, or was popped: so this goes on to
    /// the root, also past places that are empty by now, and no mark stays behind.
    void settle(std::size_t i, mark mine) {
        back_off wait;
        while (i > 1) {
            switch (climb(i, mine)) {
            case step::up: i /= 2; break;
            case step::none: return;
            case step::later: wait();
            }
        }
        guard const root(at(1).lock);
        if (at(1).whose == mine)
            at(1).whose = settled();
        else
            stat_.onItemMovedTop();
    }

    enum class step { up, none, later };

    step climb(std::size_t i, mark mine) {
        std::size_t const parent = i / 2;
        guard const above(at(parent).lock);
        guard const here(at(i).lock); // MP-I1
        if (at(i).whose != mine) {
            if (at(parent).item == nullptr)
                stat_.onPushEmptyPass();
            else
                stat_.onItemMovedUp();
            return step::up; // MP-I3
        }
        if (at(parent).whose != settled())
            return step::later;
        if (!is_greater(i, parent)) {
            at(i).whose = settled(); // MP-I2
            return step::none;
        }
        exchange(i, parent);
        stat_.onPushHeapifySwap();
        return step::up;
    }

    /// Moves the root's item down to where it belongs. `here` is its lock.
    void sink(guard here) {
        for (std::size_t i = 1, child = 2; child <= capacity(); i = child, child *= 2) {
            guard below(at(child).lock); // MP-I1
            if (at(child).item == nullptr)
                return;
            if (child < capacity()) {
                guard right(at(child + 1).lock); // MP-I1
                if (at(child + 1).item != nullptr && is_greater(child + 1, child)) {
                    below = std::move(right);
                    ++child;
                }
            }
            if (!is_greater(child, i))
                return;
            exchange(i, child);
            stat_.onPopHeapifySwap();
            here = std::move(below);
        }
    }

    mutable lock_type heap_;
    item_counter counter_;
    buffer_type places_;
    [[no_unique_address]] stat stat_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_PRIORITY_MS_H
