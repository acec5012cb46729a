// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_CHASE_LEV_H
#define CDSLIB_STRUCTURES_QUEUE_CHASE_LEV_H

#include <cds/algo/atomic.h>
#include <cds/algo/int_algo.h>
#include <cds/details/allocator.h>
#include <cds/details/atomic_words.h>
#include <cds/details/concepts.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/options.h>
#include <cds/structures/reclaim.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

/// Options of `WorkStealingDeque`.
namespace cds::container::work_stealing_deque {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where buffers come from, and values that are not trivially copyable.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// What keeps the owner off the cache line of those who steal.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::work_stealing_deque

namespace cds::container::details {

/// Unbounded deque of values: one thread, the owner, pushes and pops at the bottom; any number of
/// others steal at the top.
///
///   algorithm      D. Chase, Y. Lev, SPAA 2005, with the memory orders of N. M. Le, A. Pop,
///                  A. Cohen, F. Zappa Nardelli, PPoPP 2013, and a hazard pointer for the buffer
///   progress       push is wait-free, but for the allocation and the copying when the buffer is
///                  outgrown; pop is wait-free; steal is lock-free
///   guards         1 in a steal, for the buffer; none for the owner
///   linearizes at  push [CL1]; steal [CL5]. pop: where the bottom is lowered [CL3], but for the
///                  last value, for which it is a steal [CL5]. Where steal finds nothing, the last
///                  value was taken before, or is in the hands of a pop or of another steal, which
///                  began before and takes it
///   invariants     I1  values stand in the positions from top to before bottom. Only the owner
///                      writes the bottom, slots and buffers; the top only grows
///                  I2  position p of a buffer is slot p mod size. The owner writes a slot again
///                      only when it has seen that the top has passed the value there
///                  I3  a value belongs to whoever moves the top off it, or to the owner, if it
///                      has lowered the bottom to it and then seen the top above of it
///                  I4  a buffer that was outgrown is not written to any more: what a thief reads
///                      there is right, if the top is still there
///   departs        where the paper has fences, the accesses at both ends are seq_cst, which costs
///                  the same or less, and is understood by ThreadSanitizer. The owner knows a top
///                  that is no later than the real one, and looks at the thieves' cache line only
///                  when its buffer seems to be full. A value whose copying is more than that of
///                  bytes is on the heap, and the deque is one of pointers
template <class GC, class T, class Traits>
class chase_lev_deque {
    static_assert(concepts::hazard_policy<GC>,
                  "the GC of a container must be a policy: cds::gc::DHP, HP or their like");

    using policy = intrusive::details::reclaim<GC>;

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;

    static constexpr std::size_t c_nHazardPtrCount = 1;

    /// The first buffer has room for `capacity` values, rounded up to a power of two from 2 on.
    /// Throws `std::length_error` if that is more than there are numbers, and what the allocator
    /// throws.
    explicit chase_lev_deque(std::size_t capacity = 64)
        : buffer_(buffers().New(rounded(capacity))) {}
    chase_lev_deque(chase_lev_deque const&) = delete;
    chase_lev_deque& operator=(chase_lev_deque const&) = delete;
    /// Destroys what is left. Nobody else may be using the deque any more.
    ~chase_lev_deque() {
        clear();
        buffers().Delete(own_buffer());
    }

    /// \name For the owner: one thread at a time
    ///@{

    /// Puts a value built from `args` at the bottom; true. If it cannot be built, or there is no
    /// memory for it, nothing has changed.
    template <class... Args>
    bool emplace(Args&&... args) {
        if constexpr (in_place) {
            put(T(std::forward<Args>(args)...));
        } else {
            owner fresh(values().MoveNew(std::forward<Args>(args)...));
            put(fresh.get());
            (void)fresh.release();
        }
        return true;
    }

    /// Takes the newest value and calls `f(T&)` with it; false if there is none. If `f` throws, the
    /// value has left the deque all the same.
    template <class F>
    bool pop_with(F&& f) {
        copy newest;
        if (!take_newest(newest))
            return false;
        give(newest, f);
        return true;
    }

    /// Pops until there is nothing.
    void clear() {
        while (pop_with([](T&) {}))
            continue;
    }

    ///@}
    /// \name For everybody
    ///@{

    /// Takes the oldest value and calls `f(T&)` with it; false if there is none. If `f` throws, the
    /// value has left the deque all the same. Throws what a guard throws, and has taken nothing.
    template <class F>
    bool steal_with(F&& f) {
        copy oldest;
        if (!take_oldest(oldest))
            return false;
        give(oldest, f);
        return true;
    }

    /// Returns how many values there are: a hint while others take or put some.
    [[nodiscard]] std::size_t size() const noexcept {
        // relaxed: a hint. The top is read first, so that it does not pass the bottom
        position const top = top_.data.load(atomics::memory_order_relaxed);
        // relaxed: likewise
        position const bottom = bottom_.data.load(atomics::memory_order_relaxed);
        return top < bottom ? static_cast<std::size_t>(bottom - top) : 0;
    }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    ///@}

private:
    using position = std::int64_t;
    static constexpr bool in_place = std::is_trivially_copyable_v<T>;
    /// What is in a slot: a value, or where it is.
    using content = std::conditional_t<in_place, T, T*>;
    using slot = cds::details::atomic_words<content>;
    using copy = typename slot::copy;
    using values = cds::details::Allocator<T, typename traits::allocator>;
    using slot_arrays = cds::details::Allocator<slot, typename traits::allocator>;

    struct value_disposer {
        void operator()(T* p) const { values().Delete(p); }
    };
    using owner = std::unique_ptr<T, value_disposer>;

    class buffer {
    public:
        explicit buffer(std::size_t size) : size_(size), slots_(slot_arrays().NewArray(size)) {}
        buffer(buffer const&) = delete;
        buffer& operator=(buffer const&) = delete;
        ~buffer() { slot_arrays().Delete(slots_, size_); }

        std::size_t size() const noexcept { return size_; }
        slot& at(position p) noexcept { return slots_[static_cast<std::size_t>(p) & (size_ - 1)]; }

    private:
        std::size_t const size_;
        slot* const slots_;
    };
    using buffers = cds::details::Allocator<buffer, typename traits::allocator>;
    struct buffer_disposer {
        void operator()(buffer* b) const { buffers().Delete(b); }
    };

    static std::size_t rounded(std::size_t capacity) {
        constexpr std::size_t most = (std::numeric_limits<std::size_t>::max)() / 2 + 1;
        if (capacity > most)
            CDS_THROW_EXCEPTION(std::length_error("cds: no power of two is as large"));
        return beans::ceil2((std::max<std::size_t>)(capacity, 2));
    }

    /// Ends a value that has left the deque, when `f` has looked at it.
    template <class F>
    static void give(copy& taken, F& f) {
        if constexpr (in_place) {
            std::invoke(f, taken.value());
        } else {
            owner const alone(taken.value());
            std::invoke(f, *alone);
        }
    }

    void put(content c) {
        position const bottom = own_bottom();
        buffer* const current = buffer_for(bottom);
        current->at(bottom).write(c);
        publish(bottom + 1);
    }

    bool take_newest(copy& newest) {
        position const last = own_bottom() - 1;
        // relaxed: the top only grows, and never beyond the bottom
        if (top_.data.load(atomics::memory_order_relaxed) > last)
            return false;
        lower_bottom(last);
        position top = current_top();
        if (top < last) {
            own_buffer()->at(last).read(newest); // I3
            return true;
        }
        bool is_mine = false;
        if (top == last) {
            own_buffer()->at(last).read(newest);
            is_mine = advance_top(top);
        }
        publish(last + 1);
        return is_mine;
    }

    bool take_oldest(copy& oldest) {
        typename gc::Guard guard;
        for (;;) {
            position const top = current_top();
            if (top >= current_bottom())
                return false;
            // [CL7] protect-load <- [CL6]: the buffer has the values from the top on
            buffer* const current = guard.protect(buffer_);
            current->at(top).read(oldest);
            if (advance_top(top))
                return true;
        }
    }

    position own_bottom() const noexcept {
        // relaxed: the owner's own
        return bottom_.data.load(atomics::memory_order_relaxed);
    }
    buffer* own_buffer() const noexcept {
        // relaxed: the owner's own
        return buffer_.load(atomics::memory_order_relaxed);
    }

    void publish(position bottom) noexcept {
        // [CL1] release-store -> [CL2]: the value is in its slot, and the slot in its buffer
        bottom_.data.store(bottom, atomics::memory_order_release);
    }
    position current_bottom() const noexcept {
        // [CL2] seq_cst-load <-> [CL1, CL3]: the values below it are built; and a thief whose top
        // the owner has not seen at [CL4] sees the bottom lowered
        return bottom_.data.load(atomics::memory_order_seq_cst);
    }
    void lower_bottom(position bottom) noexcept {
        // [CL3] seq_cst-store <-> [CL2, CL4]: thieves see it, or the owner sees that they came
        bottom_.data.store(bottom, atomics::memory_order_seq_cst);
    }

    position current_top() const noexcept {
        // [CL4] seq_cst-load <-> [CL3, CL5]: the owner sees each thief that has not seen [CL3]
        return top_.data.load(atomics::memory_order_seq_cst);
    }
    bool advance_top(position top) noexcept {
        // [CL5] seq_cst-CAS <-> [CL4, CL8]: the value is ours; the slot has been read
        return top_.data.compare_exchange_strong(top, top + 1, atomics::memory_order_seq_cst,
                                                 atomics::memory_order_relaxed);
    }

    /// Returns a buffer that has a free slot for position `bottom`.
    buffer* buffer_for(position bottom) {
        buffer* const current = own_buffer();
        if (has_room(*current, bottom)) [[likely]]
            return current;
        // [CL8] acquire-load <- [CL5]: what was in these slots has been read
        known_top_ = top_.data.load(atomics::memory_order_acquire);
        return has_room(*current, bottom) ? current : grow(*current, bottom);
    }
    bool has_room(buffer const& b, position bottom) const noexcept {
        return static_cast<std::size_t>(bottom - known_top_) < b.size(); // I2
    }

    [[gnu::noinline]] buffer* grow(buffer& outgrown, position bottom) {
        std::unique_ptr<buffer, buffer_disposer> larger(buffers().New(2 * outgrown.size()));
        for (position p = known_top_; p != bottom; ++p) {
            copy c;
            outgrown.at(p).read(c);
            larger->at(p).write(c);
        }
        typename policy::lease const here;
        policy::reserve(1);
        // [CL6] release-store -> [CL7]: publishes the copies
        buffer_.store(larger.get(), atomics::memory_order_release);
        policy::template retire<buffer_disposer>(&outgrown); // I4
        return larger.release();
    }

    using padded_position =
        typename cds::opt::details::apply_padding<atomics::atomic<position>, traits::padding>::type;

    padded_position top_{};
    padded_position bottom_{};
    atomics::atomic<buffer*> buffer_;
    position known_top_ = 0;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_CHASE_LEV_H
