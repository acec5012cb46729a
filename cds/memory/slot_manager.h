// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_SLOT_MANAGER_H
#define CDSLIB_MEMORY_SLOT_MANAGER_H

#include <cds/memory/details/slot_array.h>
#include <cds/memory/details/slot_back_off.h>
#include <cds/memory/details/slot_error.h>
#include <cds/memory/details/slot_free_list.h>
#include <cds/memory/details/slot_guard.h>
#include <cds/memory/details/slot_handle.h>
#include <cds/memory/details/slot_pass.h>
#include <cds/memory/details/slot_state.h>
#include <cds/user_setup/cache_line.h>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

// A fixed number of slots for messages that many threads pass around by handle:
//
//     cds::memory::slot_manager<frame, stamp> frames(1024);
//
//     if (auto const handle = frames.store(stamp{now}, frame{...}))   // empty: all are taken
//         send(*handle);                                              // 64 bits
//     ...
//     if (frames.header(handle)->is_recent())                         // beside a writer, too
//         draw(*frames.read(handle));                                 // beside other readers
//     frames.free(handle);                                            // at once, readers or not

namespace cds::memory {

/// What can be chosen about a slot manager: derive from it and replace members.
struct slot_manager_traits {
    /// Allocates the two arrays; it is rebound.
    using allocator = std::allocator<std::byte>;

    /// Called after a lost race for the list of free slots.
    using back_off = details::after_lost_race;

    /// Called while another guard is in the way.
    using lock_back_off = details::while_guarded;

    /// A slot's state and its content each begin at a multiple of this, so that threads that use
    /// neighbours, or wait for a guard, do not slow each other down. 1 means as close as
    /// possible.
    static constexpr std::size_t padding = c_nCacheLineSize;

    /// Whether a slot starts over after 2^32 payloads. A handle that was kept all the while would
    /// then be taken for a new one. If false, the slot goes out of use and is never available
    /// again.
    static constexpr bool reuse_after_wrap = true;

    // The first values of counters that wrap around.
    static constexpr std::uint32_t first_tag = 0;
    static constexpr std::uint32_t first_generation = 1;
};

/// Stores payloads in a fixed number of slots, each with a header that does not change, and lends
/// them to any number of threads. A payload is reached only by its handle, and only until it is
/// freed; slots are reused, handles are not.
///
///   storage        two flat arrays of `capacity` elements, allocated by the constructor: the
///                  links of the free list, and the slots (state, header, payload). Nothing else
///                  is ever allocated
///   algorithm      free list: details/slot_free_list.h. Guards, generations: details/slot_state.h
///   progress       store, free, header, available: lock-free. read and write wait, but only for
///                  guards of the same slot; no operation ever waits for the manager. A waiting
///                  thread spins a little, then yields, then sleeps in between
///   cost           O(1), without waiting and lost races
///   invariants     M-I1  an index is on the free list, or in the hands of one thread that builds
///                        or destroys its payload or is about to (slot_pass), or its slot is open,
///                        or closed and still held
///                  M-I2  a slot has a header and a payload while it is open or held, and until
///                        the thread that has it in hand has destroyed them
///
/// Every operation may be called from any thread at any time, also from constructors and
/// destructors of payloads. As with any reader/writer lock, a thread must not wait for itself: it
/// must not `write` a slot that it holds a read or write guard of, nor `read` one that it writes;
/// nor `read` again what it reads, because a writer may wait in between. `try_` operations and
/// headers are always safe.
///
/// If the destructor of a payload frees another, by `free` or by giving up a guard, that one is
/// destroyed after it, in the order of the calls, before the operation returns that the
/// destructor is part of. So payloads may own others, in chains of any length, and the stack does
/// not grow. A destructor must not wait for guards that such a payload still has, and must end on
/// the thread where it began.
///
/// A refused handle is reported by an exception of details/slot_error.h, and changes nothing.
/// Handles of another manager cannot be recognised.
template <class Payload, class Header, class Traits = slot_manager_traits>
class slot_manager {
    static_assert(std::is_nothrow_destructible_v<Payload> && std::is_nothrow_destructible_v<Header>,
                  "the last guard destroys them, and it cannot report a failure");
    static_assert(std::is_object_v<Payload> && std::is_object_v<Header>,
                  "a slot holds objects, not references");

    using reading = details::slot_state::reading;
    using writing = details::slot_state::writing;
    using looking = details::slot_state::looking;

public:
    using payload_type = Payload;
    using header_type = Header;
    using traits = Traits;
    using allocator_type = typename Traits::allocator;
    using handle_type = slot_handle;

    /// Access to payload and header; other readers may have it at the same time.
    using read_guard = details::slot_guard<slot_manager, reading>;
    /// Exclusive access to the payload; the header remains constant.
    using write_guard = details::slot_guard<slot_manager, writing>;
    /// Access to the header, beside readers and a writer.
    using header_guard = details::slot_guard<slot_manager, looking>;

    /// How many guards of one kind one slot can have at a time.
    static constexpr std::uint32_t most_guards = details::slot_state::most_guards;

    /// The greatest capacity.
    static constexpr std::size_t max_capacity = 0xFFFF'FFFF;

    /// Throws `std::length_error` above `max_capacity`, and what the allocator throws. O(capacity).
    explicit slot_manager(std::size_t capacity, allocator_type const& from = allocator_type())
        : free_(checked(capacity), Traits::first_tag, from), slots_(capacity, from) {}

    slot_manager(slot_manager const&) = delete;
    slot_manager& operator=(slot_manager const&) = delete;

    /// Frees what was not freed. No other thread may use the manager any more, and no guard may
    /// be left outside payloads; debug builds check. The destructors of the payloads may still
    /// use it: handles are refused as they are freed, except that each may be freed once more, in
    /// either order; and what the destructors store is freed, too.
    ~slot_manager() {
        ending_ = true;
        while (free_all() != 0)
            continue; // until the destructors have stored nothing more
        assert(none_is_held() && "a guard outlives the slot manager");
    }

    std::size_t capacity() const noexcept { return slots_.size(); }

    /// Returns how many slots are free: a number that was true at some moment of the call. So it
    /// is always within [0, capacity()], and `capacity()` minus the stored payloads when nothing
    /// is in progress.
    std::size_t available() const noexcept { return free_.size(); }

    /// Puts a header and a payload, built from the arguments, into a free slot. Empty if there is
    /// none; then the arguments are untouched. An exception of a constructor is passed on after
    /// the slot has been returned.
    template <class H, class P>
    [[nodiscard]] std::optional<slot_handle> store(H&& header, P&& payload) {
        std::uint32_t const index = free_.pop();
        if (index == free_list::none)
            return std::nullopt;
        borrowed_index borrowed(free_, index);
        slots_[index].content.construct(std::forward<H>(header), std::forward<P>(payload));
        borrowed.keep();
        return slot_handle{index, slots_[index].state.open()};
    }

    /// Waits until no thread writes the payload. Throws `slot_out_of_range`, `stale_slot_handle`,
    /// `too_many_slot_guards`.
    [[nodiscard]] read_guard read(slot_handle handle) { return must_enter<reading>(handle); }
    /// Waits until no thread reads or writes the payload. Throws as `read` does.
    [[nodiscard]] write_guard write(slot_handle handle) { return must_enter<writing>(handle); }
    /// Does not wait. Throws as `read` does.
    [[nodiscard]] header_guard header(slot_handle handle) { return must_enter<looking>(handle); }

    /// Makes one attempt, which neither waits nor throws; returns a guard or the reason.
    [[nodiscard]] slot_result<read_guard> try_read(slot_handle handle) noexcept {
        return try_enter<reading>(handle);
    }
    /// Does the same for a write guard.
    [[nodiscard]] slot_result<write_guard> try_write(slot_handle handle) noexcept {
        return try_enter<writing>(handle);
    }
    /// Does the same for a header guard; the reason is never `busy`.
    [[nodiscard]] slot_result<header_guard> try_header(slot_handle handle) noexcept {
        return try_enter<looking>(handle);
    }

    /// From now on the handle is refused. The last existing guard destroys the payload and
    /// returns the slot; if there is none, this call does (in the destructor of a payload: after
    /// that destructor). Does not wait; the caller may hold guards. Of several threads that free
    /// one handle, one succeeds. Throws `slot_out_of_range`, `slot_double_free`.
    void free(slot_handle handle) {
        if (slot_error const error = try_free(handle); error != slot_error::none)
            details::throw_slot_error(error);
    }

    /// Does what `free` does; returns the reason instead of throwing it, `slot_error::none` after
    /// success.
    slot_error try_free(slot_handle handle) noexcept {
        if (handle.index >= capacity())
            return slot_error::out_of_range;
        bool owned = false;
        slot_error const error = state(handle).close(handle.generation, owned);
        if (owned)
            retire(handle.index);
        return of_a_free(error);
    }

    /// Does what `free` does, and returns when the payload is destroyed and the slot available:
    /// it waits for every guard that exists, also those of headers. The caller must hold none of
    /// them. It may be called from the destructor of a payload, and recurses then. Throws as
    /// `free` does, and `too_many_slot_guards`.
    void free_and_wait(slot_handle handle) {
        if (handle.index >= capacity())
            details::throw_slot_error(slot_error::out_of_range);
        slot_error const error = state(handle).close_and_wait(handle.generation, waiting());
        if (error == slot_error::none)
            take_down(handle.index);
        else if (slot_error const reason = of_a_free(error); reason != slot_error::none)
            details::throw_slot_error(reason);
    }

private:
    template <class, class>
    friend class details::slot_guard;

    using free_list = details::slot_free_list<allocator_type, typename Traits::back_off>;
    using waiting = details::patience<typename Traits::lock_back_off>;

    /// Storage for a header and a payload, whose lifetimes the manager controls.
    struct contents {
        contents() noexcept {}
        ~contents() {}

        template <class H, class P>
        void construct(H&& h, P&& p) {
            std::construct_at(std::addressof(header), std::forward<H>(h));
            undo_header undo{header};
            std::construct_at(std::addressof(payload), std::forward<P>(p));
            undo.armed = false;
        }
        void destroy() noexcept {
            std::destroy_at(std::addressof(payload));
            std::destroy_at(std::addressof(header));
        }

        struct undo_header {
            Header& header;
            bool armed = true;
            ~undo_header() {
                if (armed)
                    std::destroy_at(std::addressof(header));
            }
        };

        union {
            Header header;
        };
        union {
            Payload payload;
        };
    };

    struct slot {
        static constexpr std::size_t alignment(std::size_t natural) noexcept {
            return (std::max)(natural, Traits::padding);
        }

        alignas(alignment(alignof(details::slot_state))) details::slot_state state{
            Traits::first_generation};
        alignas(alignment(alignof(contents))) contents content;
    };

    /// Returns the index to the list unless it is kept.
    class borrowed_index {
    public:
        borrowed_index(free_list& from, std::uint32_t index) noexcept
            : from_(std::addressof(from)), index_(index) {}
        borrowed_index(borrowed_index const&) = delete;
        borrowed_index& operator=(borrowed_index const&) = delete;
        ~borrowed_index() {
            if (from_ != nullptr)
                from_->push(index_);
        }
        void keep() noexcept { from_ = nullptr; }

    private:
        free_list* from_;
        std::uint32_t const index_;
    };

    static std::uint32_t checked(std::size_t capacity) {
        if (capacity > max_capacity)
            CDS_THROW_EXCEPTION(std::length_error("cds: slot manager: capacity above 2^32 - 1"));
        return static_cast<std::uint32_t>(capacity);
    }

    /// A handle that was once valid is stale only because it was freed. When the manager ends,
    /// that is no error.
    slot_error of_a_free(slot_error error) const noexcept {
        if (error != slot_error::stale_handle)
            return error;
        return ending_ ? slot_error::none : slot_error::double_free;
    }

    details::slot_state& state(slot_handle handle) noexcept { return slots_[handle.index].state; }

    template <class Way, class Patience>
    slot_error enter(slot_handle handle, Patience patience) noexcept {
        if (handle.index >= capacity())
            return slot_error::out_of_range;
        return state(handle).template enter<Way>(handle.generation, patience);
    }

    template <class Way>
    details::slot_guard<slot_manager, Way> must_enter(slot_handle handle) {
        if (slot_error const error = enter<Way>(handle, waiting()); error != slot_error::none)
            details::throw_slot_error(error);
        return {*this, handle};
    }

    template <class Way>
    slot_result<details::slot_guard<slot_manager, Way>> try_enter(slot_handle handle) noexcept {
        slot_error const error = enter<Way>(handle, details::no_patience());
        if (error != slot_error::none)
            return error;
        return details::slot_guard<slot_manager, Way>(*this, handle);
    }

    template <class Way>
    void leave(std::uint32_t index) noexcept {
        if (slots_[index].state.template leave<Way>())
            retire(index);
    }

    /// Takes down a closed slot, whose owner calls this: now, or after what its thread is taking
    /// down at the moment.
    void retire(std::uint32_t index) noexcept {
        if (details::slot_pass* const pass = details::slot_pass::over(this))
            pass->add(index, free_);
        else
            take_down(index);
    }

    /// Takes down a closed slot, whose owner calls this, and what destructors retire meanwhile.
    void take_down(std::uint32_t index) noexcept {
        details::slot_pass pass(this);
        for (; index != details::slot_pass::none; index = pass.take(free_)) {
            slots_[index].content.destroy();
            give_back(index); // M-I1
        }
    }
    void give_back(std::uint32_t index) noexcept {
        bool const worn = slots_[index].state.generation() == 0;
        if ((Traits::reuse_after_wrap || !worn) && !ending_)
            free_.push(index);
    }

    /// Called by the destructor. Returns how many payloads there were to free.
    std::size_t free_all() noexcept {
        std::size_t freed = 0;
        for (std::uint32_t index = 0; index != slots_.size(); ++index)
            if (details::slot_state const& s = slots_[index].state; s.is_open()) {
                (void)try_free({index, s.generation()});
                ++freed;
            }
        return freed;
    }
    bool none_is_held() const noexcept {
        for (std::uint32_t index = 0; index != slots_.size(); ++index)
            if (slots_[index].state.is_held())
                return false;
        return true;
    }

    free_list free_;
    details::slot_array<slot, allocator_type> slots_;
    bool ending_ = false; ///< set by the destructor: slots are not used again
};

} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_SLOT_MANAGER_H
