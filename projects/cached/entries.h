// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_ENTRIES_H
#define CDSLIB_PROJECTS_CACHED_ENTRIES_H

#include "entry.h"
#include "siphash.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace cached {

/// The secret of this process. To be set before the first store is made.
inline hash_secret the_hash_secret;

/// A key that is looked for. It is hashed once, whatever the command does with it then.
struct key_probe {
    explicit key_probe(std::string_view k) noexcept : key(k), hash(hash_of(k)) {}

    /// Never 0, which is where a SCAN begins.
    static std::uint64_t hash_of(std::string_view k) noexcept {
        std::uint64_t const hash = siphash(the_hash_secret, k);
        return hash != 0 ? hash : 1;
    }

    std::string_view key;
    std::uint64_t hash;
};

/// A place in the order of the map that a hash value leads to. SCAN tells clients a hash value, and
/// goes on there when they come back with it.
struct place_of_hash {
    std::uint64_t hash;
};

struct hash_of_key {
    std::size_t operator()(entry const& e) const noexcept { return key_probe::hash_of(e.key()); }
    std::size_t operator()(key_probe const& p) const noexcept { return p.hash; }
    std::size_t operator()(place_of_hash p) const noexcept { return p.hash; }
};

struct compare_keys {
    int operator()(entry const& a, entry const& b) const noexcept {
        return a.key().compare(b.key());
    }
    int operator()(entry const& a, key_probe const& b) const noexcept {
        return a.key().compare(b.key);
    }
};

struct entry_list_traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<gc>>;
    using compare = compare_keys;
    using disposer = entry::disposer;
};
struct entry_set_traits : cds::intrusive::split_list::traits {
    using hash = hash_of_key;
};

/// The map: a split-ordered list. It grows without moving anything, so a cache may begin small;
/// nobody waits while it does. And its order is one that growing does not change, so that SCAN
/// needs no more than a place in it to go on: it meets every key that is there all the time.
class entries
    : public cds::intrusive::SplitListSet<
          gc, cds::intrusive::MichaelList<gc, entry, entry_list_traits>, entry_set_traits> {
public:
    entries() : SplitListSet(0) {}

    /// Returns an iterator at the first entry that is not before `from`, or end().
    [[nodiscard]] iterator lower_bound(place_of_hash from) {
        return this->with_chain_of(from, [](auto& head, auto*, auto const& probe) {
            iterator it(&head, std::next(&head));
            while (it != iterator() && it->m_nHash < probe.place)
                ++it;
            return it;
        });
    }

    /// Bytes of buckets. They stay as long as the map.
    [[nodiscard]] std::size_t bytes_of_buckets() const noexcept {
        return bucket_count() * bytes_of_bucket;
    }

private:
    static constexpr std::size_t bytes_of_bucket = 24;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_ENTRIES_H
