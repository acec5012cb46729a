// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_ENTRY_H
#define CDSLIB_PROJECTS_CACHED_ENTRY_H

#include "value.h"

#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/split_list.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace cached {

/// A key and the value that it has now, as it stands in the map.
///
/// All that is done to a key is one CAS on `current_`: SET puts a value into the place of another,
/// INCR a value that it computed from the one it replaces, DEL puts null there. Nothing can come
/// between the look at the old value and the CAS, since the CAS would fail: the old value is
/// guarded, so its address cannot have come back.
///
///   invariants  E-I1  null is final: the entry is dead, and whoever wants the key makes another
///               E-I2  the thread whose CAS took a value out retires it
///               E-I3  a dead entry is taken out of the map by anybody who meets it
class entry : public cds::intrusive::split_list::node<cds::intrusive::michael_list::node<gc>> {
public:
    /// Takes `first` over if it succeeds. Throws std::bad_alloc.
    [[nodiscard]] static entry* make(std::string_view key, value* first, instant now) {
        auto* const made = new (::operator new(sizeof(entry) + key.size()))
            entry(static_cast<std::uint32_t>(key.size()), first, now);
        std::memcpy(reinterpret_cast<char*>(made + 1), key.data(), key.size());
        return made;
    }
    entry(entry const&) = delete;
    entry& operator=(entry const&) = delete;

    [[nodiscard]] std::string_view key() const noexcept {
        return {reinterpret_cast<char const*>(this + 1), key_size_};
    }

    /// Returns the value and keeps it readable by `guard`; null if the entry is dead.
    [[nodiscard]] value* protect(gc::Guard& guard) const noexcept {
        // [E1] protect-load <- [E2]: the value is built
        return guard.protect(current_);
    }
    /// Puts `next` into the place of `seen`; false if that is not the value any more.
    [[nodiscard]] bool replace(value* seen, value* next) noexcept {
        // [E2] release-CAS -> [E1]: publishes the value
        return current_.compare_exchange_strong(seen, next, atomics::memory_order_release,
                                                atomics::memory_order_relaxed);
    }

    /// Notes that the key was used. Time is counted in ticks, so that a key that is read all the
    /// time is written to once in a tick.
    void touch(instant now) noexcept {
        // relaxed: a hint for eviction
        if (used_.load(atomics::memory_order_relaxed) != tick(now))
            // relaxed: a hint for eviction
            used_.store(tick(now), atomics::memory_order_relaxed);
    }
    /// Returns for how many ticks the key has not been used.
    [[nodiscard]] std::uint32_t idle(instant now) const noexcept {
        // relaxed: a hint for eviction
        auto const age = tick(now) - used_.load(atomics::memory_order_relaxed);
        return age > UINT32_MAX / 2 ? 0 : age; // another thread's clock is a little ahead
    }

    [[nodiscard]] static std::size_t footprint(std::size_t key_size) noexcept {
        return heap_footprint(sizeof(entry) + key_size);
    }
    [[nodiscard]] std::size_t footprint() const noexcept { return footprint(key_size_); }

    /// Destroys an entry that no other thread has seen, and not its value.
    static void destroy(entry* e) noexcept {
        e->~entry();
        ::operator delete(e);
    }

    /// Gets an entry that was taken out of the map. It has a value only if the map was destroyed
    /// around it.
    struct disposer {
        void operator()(entry* e) const noexcept {
            // relaxed: no other thread has the entry any more
            if (value* const left = e->current_.load(atomics::memory_order_relaxed)) {
                memory_account::one().retired(e->footprint() + left->footprint());
                value::disposer()(left);
            }
            memory_account::one().freed(e->footprint());
            destroy(e);
        }
    };

private:
    entry(std::uint32_t key_size, value* first, instant now) noexcept
        : current_(first), used_(tick(now)), key_size_(key_size) {}
    ~entry() = default;

    static std::uint32_t tick(instant now) noexcept { return static_cast<std::uint32_t>(now / 64); }

    atomics::atomic<value*> current_;
    atomics::atomic<std::uint32_t> used_;
    std::uint32_t const key_size_;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_ENTRY_H
