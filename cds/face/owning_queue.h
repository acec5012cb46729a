// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_QUEUE_H
#define CDSLIB_FACE_OWNING_QUEUE_H

#include <cds/details/counted_size.h>
#include <cds/face/concepts.h>
#include <cds/face/owning_node.h>
#include <cds/face/value_queue.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <utility>

namespace cds::container::details {

/// A queue of values over an intrusive queue of their nodes; `value_queue` adds the interface.
///
/// `Queue` offers what `queue_of` names: `enqueue(node&)`, which may refuse, and
/// `dequeue_with(f)`, which calls `f(node&)` while the node cannot be disposed of; its disposer is
/// that of `Factory`, which leaves the value alone. It may have a policy, or do without. Where it
/// has `clear_with(f)`, which takes all at one moment, and `for_each_quiescent(f)`, they are used.
///
/// A value is built in its node before the queue changes: when its constructor, the allocator or
/// the functor of `enqueue_with` throws, the queue is as it was. When the assignment in
/// `dequeue` or the functor of `dequeue_with` throws, the item has left the queue and is lost.
/// A value that was taken is destroyed by its taker: by `dequeue_with` after the functor, by
/// `clear` and the destructor at once. Its node is reclaimed later.
template <class Queue, class T, class Factory>
class queued_values : public policy_of<Queue>,
                      public cds::details::counted_size<queued_values<Queue, T, Factory>,
                                                        typename Queue::item_counter> {
    friend cds::details::counted_size<queued_values, typename Queue::item_counter>;
    static_assert(queue_of<Queue>);
    using node = typename Queue::value_type;
    static constexpr bool takes_joined_nodes =
        requires(Queue& q, node& n) { q.enqueue_joined(n, n, std::size_t()); };

public:
    using value_type = T;
    using back_off = typename Queue::back_off;
    using item_counter = typename Queue::item_counter;
    using stat = typename Queue::stat;
    using memory_model = typename Queue::memory_model;

    queued_values() = default;
    /// `args` are those of `Queue`: a capacity, or what it calls for.
    template <class... Args>
        requires(sizeof...(Args) != 0 && std::constructible_from<Queue, Args...>)
    explicit queued_values(Args&&... args) : queue_(std::forward<Args>(args)...) {}
    /// Nodes come from `memory` and from copies of it; each node keeps one.
    explicit queued_values(typename memory_of<Factory>::type const& memory)
        requires memory_of<Factory>::has_state
        : nodes_(memory) {}
    ~queued_values() {
        if constexpr (requires { queue_.for_each_quiescent(end_value); })
            queue_.for_each_quiescent(end_value);
        else
            clear();
    }

    /// Puts a value built from `args` at the end; false if the queue refuses it: none but bounded
    /// ones do.
    template <class... Args>
    bool emplace(Args&&... args) {
        return link(nodes_.make(std::forward<Args>(args)...));
    }

    /// Puts a value-initialised T at the end after `f(T&)` has filled it.
    template <class F>
    bool enqueue_with(F&& f) {
        owner fresh = nodes_.make();
        std::invoke(std::forward<F>(f), fresh->m_value);
        return link(std::move(fresh));
    }

    /// Puts values built from [first, last) at the end in one step, where the queue can; returns
    /// `last`. When it throws, nothing has changed.
    template <class Iterator, class Sentinel>
        requires takes_joined_nodes
    Iterator enqueue_all(Iterator first, Sentinel last) {
        joined_nodes fresh;
        for (; first != last; ++first)
            fresh.add(nodes_.make(*first));
        fresh.move_to(queue_);
        return first;
    }

    /// Takes the oldest value and calls `f(T&)` with it; false if there is none.
    template <class F>
    bool dequeue_with(F&& f) {
        Factory::get_ready();
        return queue_.dequeue_with(
            [&f](node& oldest) { std::invoke(std::forward<F>(f), *taken_value<node>(oldest)); });
    }

    /// Takes and destroys all values: those that are in the queue at one moment, where it can tell,
    /// else until it is found empty.
    void clear() {
        Factory::get_ready();
        if constexpr (requires { queue_.clear_with(end_value); })
            queue_.clear_with(end_value);
        else
            while (queue_.dequeue_with(end_value)) {}
    }
    /// Whether there was nothing at a moment of the call.
    [[nodiscard]] bool empty() const { return queue_.empty(); }
    [[nodiscard]] bool empty()
        requires(!requires(Queue const& q) { q.empty(); })
    {
        return queue_.empty();
    }
    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return queue_.statistics(); }

protected:
    Queue const& structure() const noexcept { return queue_; }

private:
    using owner = typename Factory::owner;
    static constexpr ends_value<node> end_value{};

    /// Nodes that will be linked into the queue together, in the order in which they are added.
    class joined_nodes {
    public:
        joined_nodes() = default;
        joined_nodes(joined_nodes const&) = delete;
        joined_nodes& operator=(joined_nodes const&) = delete;
        ~joined_nodes() {
            while (first_ != nullptr) {
                owner const ended(first_);
                first_ = Queue::joined(*first_);
            }
        }

        void add(owner fresh) noexcept {
            if (first_ == nullptr)
                first_ = fresh.get();
            else
                Queue::join(*last_, *fresh);
            last_ = fresh.release();
            ++count_;
        }
        void move_to(Queue& queue) {
            if (first_ == nullptr)
                return;
            queue.enqueue_joined(*first_, *last_, count_); // throws only before it changes anything
            first_ = nullptr;
        }

    private:
        node* first_ = nullptr;
        node* last_ = nullptr;
        std::size_t count_ = 0;
    };

    std::size_t counted() const noexcept { return queue_.size(); }

    bool link(owner fresh) {
        if (!queue_.enqueue(*fresh)) // throws only before it changes anything
            return false;
        (void)fresh.release();
        return true;
    }

    [[no_unique_address]] Factory nodes_;
    [[no_unique_address]] Queue queue_;
};

/// The interface that all queues of values share, over an intrusive queue of their nodes.
template <class Queue, class T, class Factory>
using owning_queue = value_queue<queued_values<Queue, T, Factory>>;

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_QUEUE_H
