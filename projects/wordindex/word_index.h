// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_WORD_INDEX_H
#define CDSLIB_PROJECTS_WORDINDEX_WORD_INDEX_H

#include "tally.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wordindex {

/// Words and how often each was seen. Any number of threads may call all functions but
/// `for_each`.
///
/// The interesting race is a thread that counts a word while another evicts it:
///
///     thread A, add("ox")                     thread B, evict("ox")
///     finds the entry, guards it
///                                             takes the entry out of the map; it is retired
///     adds one to the entry's tally           seals the entry's tally, keeps the sum
///
/// Without guards A's last step writes to freed memory, and so does B's if a third thread happens
/// to collect garbage in between. Here both hold a guard on the entry (A the one that `find`
/// keeps while its functor runs, B its `guarded_ptr`), so the entry stays until both have let go.
/// It remains to decide whose count it is, and the tally does that: either A came before the seal
/// and B has A's count, or A came after it, is told so and starts again. By then the entry is out
/// of the map, so A makes a new one: it never waits for B.
///
/// `Map` is one of maps.h: from words to tallies, with libcds's interface of a map.
template <class Map>
class word_index {
    using entry = typename Map::value_type;

public:
    using gc = typename Map::gc;
    /// An entry that stays readable while this lives, evicted or not.
    using entry_ptr = typename Map::guarded_ptr;

    explicit word_index(std::size_t expected_words) : words_(expected_words) {}

    /// Counts one more `word`. Returns true if the index did not have it.
    bool add(std::string_view word) {
        for (;;) {
            bool counted = false;
            words_.find(word, [&counted](entry& e) { counted = e.second.add(); });
            if (counted)
                return false;
            if (words_.emplace(word, std::uint64_t{1}))
                return true;
        }
    }

    /// Takes `word` out and returns what was counted for it: 0 if it is not here.
    [[nodiscard]] std::uint64_t evict(std::string_view word) {
        entry_ptr const evicted = words_.extract(word);
        return evicted ? evicted->second.seal() : 0;
    }

    /// Returns how often `word` was counted since it was last inserted: 0 if it is not here.
    [[nodiscard]] std::uint64_t count(std::string_view word) {
        std::optional<std::uint64_t> sum;
        words_.find(word, [&sum](entry& e) { sum = e.second.value(); });
        return sum.value_or(0);
    }

    /// Returns the entry of `word`, or null.
    [[nodiscard]] entry_ptr get(std::string_view word) { return words_.get(word); }

    [[nodiscard]] std::size_t size() const { return words_.size(); }

    /// Calls `f(word, count)` for every entry. No other thread may use the index.
    template <class F>
    void for_each(F f) {
        for (auto it = words_.begin(); it != words_.end(); ++it)
            f(it->first, it->second.value().value_or(0));
    }

private:
    Map words_;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_WORD_INDEX_H
