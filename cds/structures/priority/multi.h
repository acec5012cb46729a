// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_PRIORITY_MULTI_H
#define CDSLIB_STRUCTURES_PRIORITY_MULTI_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/concepts.h>
#include <cds/details/number_cast.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/compare.h>
#include <cds/opt/options.h>
#include <cds/opt/permutation.h>
#include <cds/sync/spinlock.h>
#include <cds/user_setup/allocator.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

/// Options of `MultiQueue`.
namespace cds::container::multi_queue {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where values come from.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// How priorities are compared: three ways by `compare`, or by `less`, or naturally. Must not
    /// throw.
    using compare = cds::opt::none;
    using less = cds::opt::none;
    /// The lock of each heap.
    using lock_type = cds::sync::spin;
    /// What a thread does that has met another one at a heap.
    using back_off = cds::backoff::Default;
    /// What keeps heaps off one another's cache lines.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
    /// How many heaps there are for each thread: the more, the fewer threads meet at a heap, and
    /// the farther from the greatest are the values that come out.
    static constexpr std::size_t heaps_per_thread = 2;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::multi_queue

namespace cds::container::details {

/// Unbounded priority queue of values that is not strict: what comes out is one of the greatest,
/// and most threads are alone where they work.
///
///   algorithm      H. Rihani, P. Sanders, R. Dementiev, "MultiQueues", SPAA 2015: heaps with
///                  a lock each. A value goes into any heap; of two heaps, chosen by chance, the
///                  one with the greater top gives it
///   order          the rank of a value that comes out is how many greater ones are left in the
///                  queue. For `h` heaps it is about 0.83 h in the mean; there is no bound for a
///                  single one. The values of one heap come out in their order
///   progress       blocking, though a thread that was stopped at a heap stops nobody who can do
///                  with another one: a push, and a pop while there are values elsewhere
///   linearizes at  push and pop while they hold the heap's lock, as operations of a bag, which has
///                  no order. A pop that finds nothing has seen each heap empty at some moment, not
///                  all at one: it misses no value whose push was over before it began, unless
///                  another pop has taken that
///   invariants     MQ-I1  `size` of a heap is written with its lock held
///                  MQ-I2  a thread that has one lock does not wait for another
template <class T, class Traits>
class heaps_by_chance {
public:
    using value_type = T;
    using traits = Traits;
    using lock_type = typename traits::lock_type;
    using back_off = typename traits::back_off;
    using key_comparator = typename cds::opt::details::make_comparator<T, traits>::type;

    static_assert(std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>,
                  "a heap moves its values, which must not throw; put what might on the heap");
    static_assert(concepts::waiting<back_off>,
                  "a back-off must be default-constructible and callable without arguments");
    static_assert(traits::heaps_per_thread != 0, "there must be a heap");

    /// Makes heaps for so many threads at a time; 0 stands for as many as there are processors.
    /// More threads may come, but will meet. Throws what the allocator throws.
    explicit heaps_by_chance(std::size_t threads = 0) : heaps_(heaps_for(threads)) {}
    heaps_by_chance(heaps_by_chance const&) = delete;
    heaps_by_chance& operator=(heaps_by_chance const&) = delete;

    /// Puts a value built from `args` in; true. If it cannot be built, or there is no memory for
    /// it, nothing has changed. O(log n).
    template <class... Args>
    bool emplace(Args&&... args) {
        T fresh(std::forward<Args>(args)...);
        for (back_off wait;; wait()) {
            heap& h = any();
            if (hold const mine(h.lock, std::try_to_lock); mine) {
                h.push(std::move(fresh));
                return true;
            }
        }
    }

    /// Takes one of the greatest values and calls `f(T&)` with it; false if there is none. If `f`
    /// throws, the value has left the queue all the same. O(log n) where there is much in the
    /// queue, O(heaps) where there is little.
    template <class F>
    bool pop_with(F&& f) {
        std::optional<T> taken;
        for (std::size_t i = 0; i != tries_by_chance && !taken; ++i)
            take_greater(any(), any(), taken);
        if (!taken && !take_from_some(taken))
            return false;
        std::invoke(std::forward<F>(f), *taken);
        return true;
    }

    /// Pops until nothing is found.
    void clear() {
        while (pop_with([](T&) {}))
            continue;
    }

    /// Returns how many values there are: a hint while others push and pop.
    [[nodiscard]] std::size_t size() const noexcept {
        std::size_t sum = 0;
        for (auto const& h : heaps_)
            sum += h.data.size();
        return sum;
    }
    /// Whether each heap was empty at some moment of the call.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    /// Returns how many heaps there are.
    [[nodiscard]] std::size_t heaps() const noexcept { return heaps_.size(); }

private:
    using memory =
        typename std::allocator_traits<typename traits::allocator>::template rebind_alloc<T>;
    using hold = std::unique_lock<lock_type>;

    struct comes_later {
        bool operator()(T const& a, T const& b) const { return key_comparator()(a, b) < 0; }
    };

    class heap {
    public:
        void push(T&& value) {
            values_.push_back(std::move(value));
            std::push_heap(values_.begin(), values_.end(), comes_later());
            show();
        }
        void pop(std::optional<T>& to) noexcept {
            std::pop_heap(values_.begin(), values_.end(), comes_later());
            to.emplace(std::move(values_.back()));
            values_.pop_back();
            show();
        }
        T const& top() const noexcept { return values_.front(); }

        std::size_t size() const noexcept {
            // relaxed: who knows of a push that is over sees its number or a later one
            return size_.load(atomics::memory_order_relaxed);
        }

        lock_type lock;

    private:
        void show() noexcept {
            // relaxed: a number that orders nobody
            size_.store(values_.size(), atomics::memory_order_relaxed); // MQ-I1
        }

        atomics::atomic<std::size_t> size_{0};
        std::vector<T, memory> values_;
    };
    using padded_heap = typename cds::opt::details::apply_padding<heap, traits::padding>::type;

    /// How often a pop chooses two heaps before it looks at all of them.
    static constexpr std::size_t tries_by_chance = 4;

    static std::size_t heaps_for(std::size_t threads) {
        if (threads == 0)
            threads = (std::max)(1u, std::thread::hardware_concurrency());
        if (threads > (std::numeric_limits<std::size_t>::max)() / traits::heaps_per_thread)
            CDS_THROW_EXCEPTION(std::bad_alloc());
        return threads * traits::heaps_per_thread;
    }

    heap& any() noexcept { return at(cds::opt::details::scattered_bits() >> 32); }
    heap& at(std::uint64_t number) noexcept {
        return heaps_[cds::details::number_cast<std::size_t>(number % heaps_.size())].data;
    }

    /// Takes the greater one of two tops, if nobody else is at either.
    static void take_greater(heap& a, heap& b, std::optional<T>& to) {
        if (a.size() == 0 && b.size() == 0)
            return;
        hold const first(a.lock, std::try_to_lock); // MQ-I2
        if (!first)
            return;
        hold second;
        if (&a != &b) {
            second = hold(b.lock, std::try_to_lock);
            if (!second)
                return;
        }
        heap& chosen = b.size() == 0 || (a.size() != 0 && !comes_later()(a.top(), b.top())) ? a : b;
        if (chosen.size() != 0)
            chosen.pop(to);
    }

    /// Takes the top of the first heap that has one and that nobody else is at; false if all are
    /// empty.
    bool take_from_some(std::optional<T>& to) {
        for (back_off wait;; wait()) {
            bool is_somebody_there = false;
            cds::opt::v::random_permutation<> order(heaps_.size());
            do {
                heap& h = at(static_cast<std::uint64_t>(int(order)));
                if (h.size() == 0)
                    continue;
                hold const mine(h.lock, std::try_to_lock);
                is_somebody_there = is_somebody_there || !mine;
                if (mine && h.size() != 0) {
                    h.pop(to);
                    return true;
                }
            } while (order.next());
            if (!is_somebody_there)
                return false;
        }
    }

    std::vector<padded_heap> heaps_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_PRIORITY_MULTI_H
