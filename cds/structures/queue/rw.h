// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_RW_H
#define CDSLIB_STRUCTURES_QUEUE_RW_H

#include <cds/algo/atomic.h>
#include <cds/details/allocator.h>
#include <cds/details/raw_storage.h>
#include <cds/opt/options.h>
#include <cds/sync/spinlock.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

/// Options of `RWQueue`.
namespace cds::container::rwqueue {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// The lock of each end.
    using lock_type = cds::sync::spin;
    /// Where nodes come from.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using item_counter = cds::atomicity::empty_item_counter;
    /// What keeps producers and consumers off one another's cache line.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::rwqueue

namespace cds::container::details {

/// Unbounded FIFO queue of values in a list with a lock at each end.
///
///   algorithm      the two-lock queue of M. Michael, M. Scott, PODC 1996
///   progress       blocking: producers wait for one another, consumers for one another; a
///                  producer and a consumer never. Memory is allocated and freed without a lock
///   linearizes at  enqueue [RQ1]; dequeue, empty() [RQ2]; clear() where it holds both locks
///   invariants     I1  `head_` is a dummy, whose value is not there (any more): its
///                      successor has the oldest value
///                  I2  `tail_` is the last node: the only one with a null link
///                  I3  the dummy is the consumers', the last node's link the producers': only
///                      that link has both sides at it, in an empty queue
template <class T, class Traits>
class two_lock_queue {
public:
    using value_type = T;
    using traits = Traits;
    using lock_type = typename traits::lock_type;
    using item_counter = typename traits::item_counter;
    using allocator_type =
        typename std::allocator_traits<typename traits::allocator>::template rebind_alloc<T>;

    /// Throws what the allocator throws: the dummy is a node.
    two_lock_queue() {
        node* const dummy = nodes().New();
        head_.data.at = dummy;
        tail_.data.at = dummy;
    }
    two_lock_queue(two_lock_queue const&) = delete;
    two_lock_queue& operator=(two_lock_queue const&) = delete;
    /// Nobody else may be using the queue any more.
    ~two_lock_queue() {
        drop(successor(head_.data.at));
        nodes().Delete(head_.data.at);
    }

    /// Puts a value built from `args` at the end; true. If it cannot be built, or there is no
    /// memory for it, nothing has changed.
    template <class... Args>
    bool emplace(Args&&... args) {
        owner fresh(nodes().New());
        fresh->build(std::forward<Args>(args)...);
        link(std::move(fresh));
        return true;
    }

    /// Puts a value-initialised T at the end after `f(T&)` has filled it, without a lock; true.
    template <class F>
    bool enqueue_with(F&& f) {
        owner fresh(nodes().New());
        fresh->build();
        std::forward<F>(f)(fresh->storage.value());
        link(std::move(fresh));
        return true;
    }

    /// Calls `f(T&)` with the oldest value and takes it; false if there is none. If `f` throws,
    /// the value stays. `f` runs under the lock of the consumers, and must not take from the queue.
    template <class F>
    bool dequeue_with(F&& f) {
        owner dummy;
        {
            std::unique_lock<lock_type> const hold(head_.data.lock);
            node* const oldest = successor(head_.data.at);
            if (oldest == nullptr)
                return false;
            std::forward<F>(f)(oldest->storage.value());
            oldest->destroy();
            dummy.reset(std::exchange(head_.data.at, oldest)); // I1
            --counter_;
        }
        return true;
    }

    /// Whether there was nothing at a moment of the call. Takes the lock of the consumers.
    [[nodiscard]] bool empty() const {
        std::unique_lock<lock_type> const hold(head_.data.lock);
        return successor(head_.data.at) == nullptr;
    }

    /// Takes everything at one moment, for which it holds both locks.
    void clear() {
        node* first = nullptr;
        {
            std::unique_lock<lock_type> const consumers(head_.data.lock);
            std::unique_lock<lock_type> const producers(tail_.data.lock);
            first = successor(head_.data.at);
            if (first == nullptr)
                return;
            for (node* n = first; n != nullptr; n = successor(n))
                --counter_;
            unlink_all(head_.data.at);
            tail_.data.at = head_.data.at; // I2
        }
        drop(first);
    }

    /// The number of values by the item counter of the traits: 0 for `empty_item_counter`, and
    /// while others enqueue and dequeue an upper bound of the values in the queue.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    /// Nothing is counted.
    std::nullptr_t statistics() const noexcept { return nullptr; }

private:
    /// A link, and room for a value: there is one if it was built and not yet destroyed.
    struct node {
        template <class... Args>
        void build(Args&&... args) {
            std::construct_at(storage.address(), std::forward<Args>(args)...);
            built = true;
        }
        void destroy() noexcept {
            built = false;
            storage.value().~value_type();
        }
        node() = default;
        node(node const&) = delete;
        node& operator=(node const&) = delete;
        ~node() {
            if (built)
                destroy();
        }

        atomics::atomic<node*> next{nullptr};
        bool built = false;
        cds::details::raw_storage<value_type> storage;
    };

    using nodes = cds::details::Allocator<node, typename traits::allocator>;
    struct give_back {
        void operator()(node* n) const { nodes().Delete(n); }
    };
    using owner = std::unique_ptr<node, give_back>;

    static node* successor(node* n) noexcept {
        // [RQ2] acquire-load <- [RQ1]: the value behind is built
        return n->next.load(atomics::memory_order_acquire);
    }

    void link(owner fresh) {
        std::unique_lock<lock_type> const hold(tail_.data.lock);
        ++counter_; // before the link: size() never falls below the number of values
        node* const last = std::exchange(tail_.data.at, fresh.release());
        // [RQ1] release-store -> [RQ2]: publishes the value and its null link
        last->next.store(tail_.data.at, atomics::memory_order_release); // I2
    }

    /// The caller has both locks.
    static void unlink_all(node* dummy) noexcept {
        // relaxed: who reads it next comes by one of the locks
        dummy->next.store(nullptr, atomics::memory_order_relaxed);
    }

    /// Frees a list that nobody else can reach.
    static void drop(node* first) {
        while (first != nullptr)
            nodes().Delete(std::exchange(first, successor(first)));
    }

    struct end {
        mutable lock_type lock;
        node* at = nullptr;
    };
    using padded_end = typename cds::opt::details::apply_padding<end, traits::padding>::type;

    padded_end head_;
    padded_end tail_;
    [[no_unique_address]] item_counter counter_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_RW_H
