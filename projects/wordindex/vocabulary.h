// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_VOCABULARY_H
#define CDSLIB_PROJECTS_WORDINDEX_VOCABULARY_H

#include "documents.h"
#include "tokenizer.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wordindex {

/// The words of a few documents from all over the list: the readers look for these.
[[nodiscard]] inline std::vector<std::string> sample_vocabulary(documents const& all) {
    constexpr std::size_t samples = 8;
    std::vector<std::string> words;
    for (std::size_t at = 0; at < all.size(); at += all.size() / samples + 1)
        if (std::optional<std::string> text = read_document(all[at].path))
            for_each_word(*text, [&words](std::string_view word) { words.emplace_back(word); });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_VOCABULARY_H
