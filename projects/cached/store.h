// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_STORE_H
#define CDSLIB_PROJECTS_CACHED_STORE_H

#include "entries.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace cached {

/// What a command does with the value of a key.
enum class verdict {
    keep,  ///< leaves it as it is
    put,   ///< puts the new value into its place
    erase, ///< takes it out
};

/// What became of a key, and the value that it had before, which stays readable.
struct change {
    verdict done;
    held_value before; ///< empty if the key was not there
};

/// Keys and values. Any number of threads may call everything but the constructor and the
/// destructor at the same time. Look-ups are lock-free, and write nothing but their guards and,
/// once in a tick, when the key was used.
class store {
public:
    /// `max_bytes` is the limit of bytes(); 0 means none. The store keeps it in mind, and
    /// eviction.h keeps to it.
    explicit store(std::size_t max_bytes = 0) noexcept : max_bytes_(max_bytes) {}

    /// Returns the value of `key`, or an empty pointer.
    [[nodiscard]] held_value get(std::string_view key, instant now);

    /// The one way to change a key. `decide(old, fresh)` looks at the value that the key has, null
    /// if it is not there, says what is to be done, and for `put` leaves the new value in `fresh`.
    /// It is called again, with another `old`, if another thread was faster; it finds in `fresh`
    /// then what it left there. What it saw last is what was replaced: the whole is one step.
    /// Lock-free. Throws std::bad_alloc, and what `decide` throws; nothing has changed then.
    template <class Decide>
    change update(std::string_view key, instant now, Decide decide);

    /// Takes `key` out; false if it is not there.
    bool erase(std::string_view key, instant now) {
        return update(key, now, [](value const* old, value::owner&) {
                   return old != nullptr ? verdict::erase : verdict::keep;
               }).done == verdict::erase;
    }

    /// Takes all keys out, one after the other. Keys that others put in meanwhile may stay.
    void clear();

    /// Calls `f(key, value)` for `count` keys, or a few more, from `cursor` on, or until `f` has
    /// returned false. Returns where to go on, and 0 at the end. From 0 back to 0 it meets every
    /// key that is there all the time; one that is taken out and put in again it may meet twice or
    /// not at all.
    template <class F>
    std::uint64_t scan(std::uint64_t cursor, std::size_t count, instant now, F f);

    /// Returns the number of keys, with those that have expired and were not met since.
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    /// Returns the bytes of keys, values and buckets, without garbage.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return memory_account::one().live() + bytes_of_buckets();
    }
    [[nodiscard]] std::size_t bytes_of_buckets() const noexcept {
        return entries_.bytes_of_buckets();
    }
    [[nodiscard]] std::size_t max_bytes() const noexcept { return max_bytes_; }
    [[nodiscard]] std::size_t buckets() const noexcept { return entries_.bucket_count(); }

    /// \name For eviction, which walks through the map on its own
    ///@{
    using iterator = entries::iterator;
    [[nodiscard]] iterator begin_near(std::uint64_t hash) {
        return entries_.lower_bound(place_of_hash{hash});
    }
    [[nodiscard]] iterator begin() { return entries_.begin(); }
    [[nodiscard]] iterator end() { return entries_.end(); }

    /// Takes out the guarded entry `e` if `condemned(value)` of the value that it has, or if it is
    /// dead; false if not.
    template <class Pred>
    bool erase_at(entry& e, Pred condemned);
    ///@}

private:
    /// What a thread may retire in bytes before it looks what can be freed. The library counts
    /// objects, and a few thousand objects of a megabyte each are too much.
    [[nodiscard]] std::size_t bytes_before_scan() const noexcept;

    void retire(value* old);
    void unlink(entry& dead);

    std::size_t const max_bytes_;
    entries entries_;
};

template <class Decide>
change store::update(std::string_view key, instant now, Decide decide) {
    key_probe const probe(key);
    value::owner fresh;
    for (;;) {
        entries::guarded_ptr found = entries_.get(probe);
        if (!found) {
            if (decide(static_cast<value const*>(nullptr), fresh) != verdict::put)
                return {verdict::keep, {}};
            std::size_t const bytes = entry::footprint(key.size()) + fresh->footprint();
            entry* const made = entry::make(key, fresh.get(), now);
            bool inserted = false;
            try {
                inserted = entries_.insert(*made);
            } catch (...) {
                entry::destroy(made);
                throw;
            }
            if (inserted) {
                (void)fresh.release(); // it may be gone by now
                memory_account::one().made(bytes);
                return {verdict::put, {}};
            }
            entry::destroy(made);
            continue;
        }
        gc::Guard guard;
        value* const seen = found->protect(guard);
        if (seen == nullptr) { // E-I3
            unlink(*found);
            continue;
        }
        bool const expired = seen->has_expired(now);
        verdict wanted = decide(expired ? nullptr : std::as_const(seen), fresh);
        if (wanted == verdict::keep && !expired)
            return {verdict::keep, held_value(std::move(guard))};
        gc::reserve_retire(1);
        value* const next = wanted == verdict::put ? fresh.get() : nullptr;
        std::size_t const bytes = next != nullptr ? next->footprint() : 0;
        if (!found->replace(seen, next))
            continue;
        retire(seen); // E-I2
        if (next != nullptr) {
            (void)fresh.release();
            memory_account::one().made(bytes);
            found->touch(now);
        } else
            unlink(*found);
        return {wanted, expired ? held_value() : held_value(std::move(guard))};
    }
}

template <class F>
std::uint64_t store::scan(std::uint64_t cursor, std::size_t count, instant now, F f) {
    iterator it = cursor == 0 ? entries_.begin() : entries_.lower_bound(place_of_hash{cursor});
    std::size_t last_place = 0;
    for (gc::Guard guard; it != entries_.end(); ++it) {
        // Keys of one place have one cursor, so they go together.
        if (count == 0 && it->m_nHash != last_place)
            return key_probe::hash_of(it->key());
        last_place = it->m_nHash;
        count -= count != 0;
        value const* const v = it->protect(guard);
        if (v != nullptr && !v->has_expired(now) && !std::invoke(f, it->key(), *v))
            count = 0;
    }
    return 0;
}

template <class Pred>
bool store::erase_at(entry& e, Pred condemned) {
    gc::Guard guard;
    value* const seen = e.protect(guard);
    if (seen != nullptr) {
        if (!std::invoke(condemned, std::as_const(*seen)))
            return false;
        gc::reserve_retire(1);
        if (!e.replace(seen, nullptr))
            return false; // it is in use
        retire(seen);
    }
    unlink(e);
    return true;
}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_STORE_H
