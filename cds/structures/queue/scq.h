// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_SCQ_H
#define CDSLIB_STRUCTURES_QUEUE_SCQ_H

#include <cds/algo/int_algo.h>
#include <cds/details/allocator.h>
#include <cds/details/bounded_container.h>
#include <cds/details/raw_storage.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/options.h>
#include <cds/structures/queue/index_ring.h>

#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

/// Options of `SCQueue`.
namespace cds::container::sc_queue {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where the cells and the two rings come from.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using item_counter = cds::atomicity::empty_item_counter;
    /// What keeps producers and consumers off one another's cache line.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::sc_queue

namespace cds::container::details {

/// Bounded FIFO queue of values in cells, whose numbers go round in two rings: one has those of
/// free cells, the other those of values.
///
///   algorithm      R. Nikolaev, DISC 2019, with values in the cells
///   progress       lock-free, as long as no more threads take at a time than there are cells, or
///                  1024. A thread that was stopped in an operation keeps one cell, and stops
///                  nobody
///   linearizes at  enqueue and dequeue where the number is put into, or taken from, the ring of
///                  values; a dequeue or empty() that finds nothing, and clear(), likewise
///   a refusal      says that no cell was free: each had a value, or was in the hands of another
///                  operation that had begun and not ended
///   invariants     I1  a number is in one of the rings, or in the hands of one thread, whose cell
///                      it is: if a value cannot be built, the cell is free again
template <class T, class Traits>
class two_index_rings {
public:
    using value_type = T;
    using traits = Traits;
    using item_counter = typename traits::item_counter;
    using allocator_type =
        typename std::allocator_traits<typename traits::allocator>::template rebind_alloc<T>;

    /// The capacity is rounded up to a power of two. Throws `std::length_error` if it is less than
    /// 2 or more than there are numbers, and what the allocator throws.
    explicit two_index_rings(std::size_t nCapacity)
        : capacity_(rounded(nCapacity)),
          free_(capacity_, true),
          values_(capacity_, false),
          cells_(memory().NewArray(capacity_)) {}
    two_index_rings(two_index_rings const&) = delete;
    two_index_rings& operator=(two_index_rings const&) = delete;
    /// Destroys what is left. Nobody else may be using the queue any more.
    ~two_index_rings() {
        clear();
        memory().Delete(cells_, capacity_);
    }

    /// Puts a value built from `args` at the end; false, and nothing is touched, if no cell is
    /// free. If the constructor throws, nothing has changed.
    template <class... Args>
    bool emplace(Args&&... args) {
        return enqueue_with([&](value_type& raw) {
            std::construct_at(std::addressof(raw), std::forward<Args>(args)...);
        });
    }

    /// Has `f(T& raw)` construct a value that is put at the end then, where `raw` is memory and no
    /// T yet; false, and `f` is not called, if no cell is free. If `f` throws, nothing has changed.
    template <class F>
    bool enqueue_with(F&& f) {
        in_hand mine{free_, free_.take()};
        if (mine.number == none)
            return false;
        std::invoke(std::forward<F>(f), *cells_[mine.number].address());
        ++counter_; // before the value can be seen: size() never falls below zero
        values_.put(std::exchange(mine.number, none));
        return true;
    }

    /// Takes the oldest value and calls `f(T&)` with it; false if there is none. If `f` throws, the
    /// value has left the queue all the same.
    template <class F>
    bool dequeue_with(F&& f) {
        in_hand const mine{free_, values_.take()};
        if (mine.number == none)
            return false;
        --counter_;
        ends_at_last const value{cells_[mine.number].value()};
        std::invoke(std::forward<F>(f), value.it);
        return true;
    }

    /// Dequeues until the queue is found empty.
    void clear() {
        while (dequeue_with([](value_type&) {}))
            continue;
    }

    /// Whether there was no value at a moment of the call. Lock-free; O(1), but for operations in
    /// progress.
    [[nodiscard]] bool empty() const noexcept { return values_.empty(); }

    /// The number of values by the item counter of the traits: 0 for `empty_item_counter`, and
    /// while others enqueue and dequeue an upper bound of the values that can be dequeued.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

private:
    using ring = index_ring<typename traits::allocator, traits::padding>;
    using cell = cds::details::raw_storage<value_type>;
    using memory = cds::details::Allocator<cell, typename traits::allocator>;
    static constexpr std::size_t none = ring::none;

    /// A cell in the hands of a thread, which is free at the end unless it was given on.
    struct in_hand {
        ring& free;
        std::size_t number;
        ~in_hand() {
            if (number != none)
                free.put(number);
        }
    };
    struct ends_at_last {
        value_type& it;
        ~ends_at_last() { std::destroy_at(std::addressof(it)); }
    };

    static std::size_t rounded(std::size_t capacity) {
        constexpr std::size_t most = (std::numeric_limits<std::size_t>::max)() / 2 + 1;
        if (capacity < 2 || capacity > most)
            CDS_THROW_EXCEPTION(std::length_error(
                "cds: the capacity of an SCQueue is from 2 up to the largest power of two"));
        if (capacity > (std::numeric_limits<std::ptrdiff_t>::max)() / (4 * sizeof(cell) + 32))
            CDS_THROW_EXCEPTION(std::bad_alloc());
        return beans::ceil2(capacity);
    }

    std::size_t const capacity_;
    ring free_;
    ring values_;
    cell* const cells_;
    [[no_unique_address]] item_counter counter_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_SCQ_H
