// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_PROBATION_H
#define CDSLIB_PROJECTS_WORDINDEX_PROBATION_H

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace wordindex {

/// Finds rare words: a new word has until `length` others have followed it to be seen again.
/// Each thread keeps its own.
class probation {
public:
    explicit probation(std::size_t length) : length_(length) {}

    /// Puts `word` on probation; returns the word whose time is up, if there is one.
    [[nodiscard]] std::optional<std::string> admit(std::string_view word) {
        waiting_.emplace_back(word);
        if (waiting_.size() <= length_)
            return std::nullopt;
        std::optional<std::string> due(std::move(waiting_.front()));
        waiting_.pop_front();
        return due;
    }

private:
    std::size_t length_;
    std::deque<std::string> waiting_;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_PROBATION_H
