// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_SWEEPER_H
#define CDSLIB_PROJECTS_CACHED_SWEEPER_H

#include "figures.h"
#include "store.h"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace cached {

/// Keeps a store within its limit and free of what has expired. Each thread has a sweeper of its
/// own.
///
/// It walks round and round through the map, an entry at a time. The map's order is that of hash
/// values, so the next few entries are a random sample of all: the one among them that was not used
/// for the longest time is evicted. That comes close to LRU and needs no list of entries, which
/// every look-up would have to write to.
class sweeper {
public:
    /// `start` is any hash value; different sweepers had better begin at different places. What
    /// goes is counted in `counts`, which the calling thread alone writes.
    sweeper(store& s, std::uint64_t start, worker_figures& counts)
        : store_(s), hand_(s.begin_near(start)), counts_(counts) {}

    /// Evicts until `bytes` more fit in; false if they do not.
    bool make_room(std::size_t bytes, instant now) {
        std::size_t const limit = store_.max_bytes();
        if (limit == 0)
            return true;
        if (bytes > limit)
            return false;
        for (unsigned misses = 0; store_.bytes() + bytes > limit;) {
            if (evict_one(now))
                misses = 0;
            else if (++misses == most_misses)
                return false;
        }
        return true;
    }

    /// Looks at a part of the map, and takes out what has expired. It goes on as long as much has.
    void expire_some(instant now) {
        constexpr std::size_t part = 64;
        constexpr std::size_t most_parts = 64; // or a full map would stop the event loop
        for (std::size_t parts = 0; parts != most_parts; ++parts) {
            std::size_t gone = 0;
            for (std::size_t i = 0; i != part; ++i)
                if (entry* const e = next())
                    gone += expire(*e, now);
            if (gone < part / 4)
                return;
        }
    }

private:
    static constexpr std::size_t sample = 8;
    static constexpr unsigned most_misses = 16;

    /// The next entry on the way round, guarded by the hand; null if there is none.
    entry* next() {
        if (hand_ != store_.end())
            ++hand_;
        if (hand_ == store_.end())
            hand_ = store_.begin();
        return hand_ != store_.end() ? &*hand_ : nullptr;
    }

    bool expire(entry& e, instant now) {
        bool const gone = store_.erase_at(e, [now](value const& v) { return v.has_expired(now); });
        counts_.expired.add(gone);
        return gone;
    }

    bool evict_one(instant now) {
        entries::guarded_ptr oldest;
        for (std::size_t i = 0; i != sample; ++i) {
            entry* const e = next();
            if (e == nullptr)
                return false;
            if (expire(*e, now))
                return true;
            if (!oldest || e->idle(now) > oldest->idle(now))
                oldest.reset(e);
        }
        bool const gone = store_.erase_at(*oldest, [](value const&) { return true; });
        counts_.evicted.add(gone);
        return gone;
    }

    store& store_;
    store::iterator hand_;
    worker_figures& counts_;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_SWEEPER_H
