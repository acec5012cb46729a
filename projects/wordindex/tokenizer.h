// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_TOKENIZER_H
#define CDSLIB_PROJECTS_WORDINDEX_TOKENIZER_H

#include <cstddef>
#include <string>
#include <string_view>

namespace wordindex {

constexpr bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Both cases differ in one bit. `c` is a letter.
constexpr char lower(char c) noexcept { return static_cast<char>(c | 0x20); }

/// Calls `f(std::string_view word)` for every word of `text`, in order.
///
/// A word is a longest run of ASCII letters, in lower case: what `tr -cs A-Za-z '\n' | tr A-Z a-z`
/// prints one to a line. The case is changed in place, so nothing is copied; the views point into
/// `text`.
template <class F>
void for_each_word(std::string& text, F f) {
    std::size_t const size = text.size();
    for (std::size_t at = 0; at < size; ++at) {
        std::size_t const begin = at;
        for (; at < size && is_letter(text[at]); ++at)
            text[at] = lower(text[at]);
        if (at != begin)
            f(std::string_view(text).substr(begin, at - begin));
    }
}

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_TOKENIZER_H
