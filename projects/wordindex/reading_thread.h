// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_READING_THREAD_H
#define CDSLIB_PROJECTS_WORDINDEX_READING_THREAD_H

#include "workplace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wordindex {

/// Looks words up while they are counted and evicted, and checks what it finds.
///
/// Now and then it keeps a rare entry for the time of `hold` finds: long enough for the entry to
/// be evicted and for everything retired with it to be freed. Only the guard keeps it readable.
template <class Map>
class reading_thread {
public:
    /// How many entries it has at a time: the one that it keeps and the one that it has found.
    static constexpr std::size_t most_entries = 2;

    reading_thread(workplace<Map>& place, std::vector<std::string> const& vocabulary, unsigned seed)
        : index_(place.index), vocabulary_(vocabulary), random_(seed) {}

    std::uint64_t lookups = 0;
    std::uint64_t finds = 0;
    std::uint64_t held_past_eviction = 0;
    std::uint64_t faults = 0; ///< an entry with another key, or a count that went down

    void operator()(std::stop_token const& stop) {
        if (vocabulary_.empty())
            return;
        while (!stop.stop_requested())
            look_up(vocabulary_[random_() % vocabulary_.size()]);
        let_go();
    }

private:
    using entry_ptr = typename word_index<Map>::entry_ptr;

    static constexpr std::uint64_t hold = 100'000;
    static constexpr std::uint64_t rare = 2;

    void look_up(std::string_view word) {
        ++lookups;
        entry_ptr found = index_.get(word);
        if (!found)
            return;
        ++finds;
        if (found->first != word)
            ++faults;
        if (held_ && finds - held_since_ >= hold)
            let_go();
        if (!held_ && found->second.value().value_or(0) <= rare)
            hold_on_to(std::move(found), word);
    }

    void hold_on_to(entry_ptr entry, std::string_view word) {
        held_ = std::move(entry);
        held_word_ = word;
        held_since_ = finds;
        held_count_ = held_->second.value().value_or(0);
    }

    void let_go() {
        if (!held_)
            return;
        std::optional<std::uint64_t> const now = held_->second.value();
        if (held_->first != held_word_ || (now && *now < held_count_))
            ++faults;
        if (!now)
            ++held_past_eviction;
        held_.release();
    }

    word_index<Map>& index_;
    std::vector<std::string> const& vocabulary_;
    std::minstd_rand random_;

    entry_ptr held_;
    std::string_view held_word_;
    std::uint64_t held_since_ = 0;
    std::uint64_t held_count_ = 0;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_READING_THREAD_H
