// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_STACK_ELIMINATION_ARRAY_H
#define CDSLIB_STRUCTURES_STACK_ELIMINATION_ARRAY_H

#include <cds/algo/atomic.h>
#include <cds/details/marked_ptr.h>
#include <cds/opt/options.h>
#include <cds/structures/reclaim.h>
#include <cds/user_setup/threading.h>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

namespace cds::intrusive {

/// The two sides of an elimination.
namespace treiber_stack {
enum operation_id { op_push, op_pop };
}

namespace details {

/// Where a push and a pop that both lost the race for the top of a stack meet and cancel each
/// other, so that contention becomes throughput.
///
///   algorithm      D. Hendler, N. Shavit, L. Yerushalmi, "A scalable lock-free stack algorithm",
///                  SPAA 2004; the hand-shake is one word per cell, without locks or records
///   progress       lock-free; a wait is one call of `Traits::elimination_backoff`, then it ends.
///                  The back-off may throw, and its thread may be cancelled in it
///   guards         none: a node in a cell is in no stack
///   linearizes at  the answer, [E2] or [E3]: the push, directly followed by the pop
///   invariants     I1  what is in a cell has one owner, the thread that put it there, and only the
///                      owner makes the cell vacant again
///                  I2  it is answered at most once, by an operation of the other kind
///                  I3  when the owner leaves, by return or by an exception, the cell is vacant
///
/// By I1 an answered cell stays answered until its owner has seen it. So a later visitor's word
/// cannot be taken for the owner's, although the same nodes and requests may come again.
template <class Node, class Traits>
class elimination_array {
    static_assert(alignof(Node) >= 4,
                  "the state of a cell lives in two low bits of a node's address");
    static_assert(std::is_same_v<typename Traits::random_engine::result_type, unsigned>,
                  "the random engine of an elimination array must yield unsigned int");

public:
    /// Makes `capacity` cells; a buffer of static size ignores the number.
    explicit elimination_array(std::size_t capacity) : cells_(capacity) {
        for (std::size_t i = 0; i != cells_.capacity(); ++i)
            ::new (static_cast<void*>(std::addressof(cells_[i])))
                cell; // the buffer may be an uninitialised one
    }

    std::size_t capacity() const noexcept { return cells_.capacity(); }

    /// Tries to pass `fresh` to a pop. True: the pop has it now, and `passed()` has been called.
    /// An exception of the back-off passes through; if a pop had answered before, `passed()` has
    /// been called.
    template <class Stat, class F>
    bool push(Node* fresh, Stat& stat, F passed) {
        meeting& place = any_meeting();
        word const seen = look(place);
        if (seen.bits() == pop_waits && give(place, fresh)) {
            stat.onActiveCollision(treiber_stack::op_push);
            passed();
            return true;
        }
        if (seen.bits() == vacant && offer(place, fresh)) {
            bool met = false;
            {
                on_exit const leave = [&]() noexcept {
                    if (withdraw(place, fresh))
                        return;
                    vacate(place);
                    met = true;
                    passed();
                };
                wait_for_answer(place, word(fresh, push_waits));
            }
            if (met) {
                stat.onPassiveCollision(treiber_stack::op_push);
                return true;
            }
        }
        stat.onEliminationFailed();
        return false;
    }

    /// Tries to get a node from a push; null if none came. An exception of the back-off passes
    /// through; if a node was given before, it is first handed to `put_back(node)`.
    template <class Stat, class F>
    Node* pop(Stat& stat, F put_back) {
        meeting& place = any_meeting();
        word const seen = look(place);
        if (seen.bits() == push_waits && take(place, seen)) {
            stat.onActiveCollision(treiber_stack::op_pop);
            return seen.ptr();
        }
        if (seen.bits() == vacant && request(place)) {
            Node* given = nullptr;
            bool waited = false;
            {
                on_exit const leave = [&]() noexcept {
                    given = collect(place);
                    if (given == nullptr)
                        return;
                    vacate(place);
                    if (!waited)
                        put_back(given);
                };
                wait_for_answer(place, word(nullptr, pop_waits));
                waited = true;
            }
            if (given != nullptr) {
                stat.onPassiveCollision(treiber_stack::op_pop);
                return given;
            }
        }
        stat.onEliminationFailed();
        return nullptr;
    }

private:
    enum state : int { vacant = 0, push_waits = 1, pop_waits = 2, answered = 3 };
    using word = cds::details::marked_ptr<Node, 3>;
    using order = annotated_orders<typename Traits::memory_model>;
    using meeting = atomics::atomic<word>;

    struct cell {
        typename opt::details::apply_padding<meeting, opt::cache_line_padding>::type place_;
    };
    using buffer = typename Traits::buffer::template rebind<cell>::other;

    /// Leaves a cell (I3), whether the wait in it returns, throws, or ends with its thread.
    template <class F>
    struct on_exit {
        F leave;
        on_exit(F f) : leave(f) {}
        on_exit(on_exit const&) = delete;
        on_exit& operator=(on_exit const&) = delete;
        ~on_exit() { leave(); }
    };
    template <class F>
    on_exit(F) -> on_exit<F>;

    CDS_ASKED_ANEW meeting& any_meeting() {
        static thread_local typename Traits::random_engine engine;
        return cells_[engine() % cells_.capacity()].place_.data;
    }

    static word look(meeting const& place) noexcept {
        // relaxed: a hint which step to try; the CAS of that step decides
        return place.load(order::memory_order_relaxed);
    }

    static void wait_for_answer(meeting const& place, word mine) {
        typename Traits::elimination_backoff wait;
        wait([&] { return look(place) != mine; });
    }

    // --- a push is the owner ----------------------------------------------------------------

    static bool offer(meeting& place, Node* fresh) noexcept {
        word nobody;
        // [E1] release-CAS -> [E2]: publishes the node to the pop that takes it
        return place.compare_exchange_strong(nobody, word(fresh, push_waits),
                                             order::memory_order_release,
                                             order::memory_order_relaxed);
    }

    static bool take(meeting& place, word offered) noexcept {
        // [E2] acquire-CAS <- [E1]: the node is built, whichever push offers it by now
        return place.compare_exchange_strong(offered, word(nullptr, answered), // I2
                                             order::memory_order_acquire,
                                             order::memory_order_relaxed);
    }

    static bool withdraw(meeting& place, Node* fresh) noexcept {
        word offered(fresh, push_waits);
        // relaxed: withdraws what this thread put there, or learns that it was taken
        return place.compare_exchange_strong(offered, word(), order::memory_order_relaxed,
                                             order::memory_order_relaxed);
    }

    // --- a pop is the owner -----------------------------------------------------------------

    static bool request(meeting& place) noexcept {
        word nobody;
        // relaxed: a request, which publishes nothing
        return place.compare_exchange_strong(nobody, word(nullptr, pop_waits),
                                             order::memory_order_relaxed,
                                             order::memory_order_relaxed);
    }

    static bool give(meeting& place, Node* fresh) noexcept {
        word requested(nullptr, pop_waits);
        // [E3] release-CAS -> [E4]: publishes the node to the pop that waits
        return place.compare_exchange_strong(requested, word(fresh, answered), // I2
                                             order::memory_order_release,
                                             order::memory_order_relaxed);
    }

    /// Withdraws the request; if that is too late, returns the node that was given.
    static Node* collect(meeting& place) noexcept {
        word requested(nullptr, pop_waits);
        // [E4] acquire-CAS <- [E3]: acquires when it fails: then there is a node, and it is built
        return place.compare_exchange_strong(requested, word(), order::memory_order_acquire,
                                             order::memory_order_acquire)
                   ? nullptr
                   : requested.ptr();
    }

    static void vacate(meeting& place) noexcept {
        // relaxed: by I1; the next owner's CAS publishes its own node
        place.store(word(), order::memory_order_relaxed);
    }

    buffer cells_;
};

/// A stack that does not eliminate: it stores nothing and meets no other operation.
struct no_elimination {
    explicit constexpr no_elimination(std::size_t) noexcept {}
};

} // namespace details
} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_STACK_ELIMINATION_ARRAY_H
