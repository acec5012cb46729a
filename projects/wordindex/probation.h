// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_PROBATION_H
#define CDSLIB_PROJECTS_WORDINDEX_PROBATION_H

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace wordindex {

/// Selects the words to look at next: those that were not looked at for longest. Each thread has
/// one.
class probation {
public:
    struct entry {
        std::string word;
        std::uint64_t count; ///< of the word, when it was last looked at
    };

    /// No word is due before `length` others wait: so a word gets time to be seen again.
    explicit probation(std::size_t length) : length_(length) {}

    void admit(std::string word, std::uint64_t count) {
        waiting_.push_back({std::move(word), count});
    }

    [[nodiscard]] std::optional<entry> next_due() {
        if (waiting_.size() <= length_)
            return std::nullopt;
        std::optional<entry> due(std::move(waiting_.front()));
        waiting_.pop_front();
        return due;
    }

private:
    std::size_t length_;
    std::deque<entry> waiting_;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_PROBATION_H
