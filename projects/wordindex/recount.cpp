// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "recount.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wordindex {

namespace {

/// Letter by letter; the program never leaves the "C" locale.
void recount_text(std::string_view text, std::uint64_t weight, counts& sums) {
    std::string word;
    auto const finish = [&] {
        if (!word.empty())
            add_to(sums, word, weight);
        word.clear();
    };
    for (char const c : text) {
        int const letter = static_cast<unsigned char>(c);
        if (std::isalpha(letter) != 0)
            word.push_back(static_cast<char>(std::tolower(letter)));
        else
            finish();
    }
    finish();
}

std::uint64_t times_in(counts const& sums, std::string const& word) {
    auto const found = sums.find(word);
    return found == sums.end() ? 0 : found->second;
}

} // namespace

counts recount(documents const& all) {
    counts sums;
    for (document const& doc : all) {
        std::uint64_t const weight = doc.times_counted.get();
        if (weight == 0)
            continue;
        if (std::optional<std::string> const text = read_document(doc.path))
            recount_text(*text, weight, sums);
    }
    return sums;
}

std::vector<std::string> differences(counts const& got, counts const& expected) {
    std::vector<std::string> lines;
    auto const compare = [&](std::string const& word) {
        std::uint64_t const ours = times_in(got, word);
        std::uint64_t const theirs = times_in(expected, word);
        if (ours != theirs)
            lines.push_back(word + ": " + std::to_string(ours) + " counted, " +
                            std::to_string(theirs) + " expected");
    };
    for (auto const& [word, times] : expected)
        compare(word);
    for (auto const& [word, times] : got)
        if (!expected.contains(word))
            compare(word);
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace wordindex
