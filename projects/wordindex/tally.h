// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_TALLY_H
#define CDSLIB_PROJECTS_WORDINDEX_TALLY_H

#include <atomic>
#include <cstdint>
#include <optional>

namespace wordindex {

/// A counter that can be closed: afterwards `add` fails, so that no count is lost or taken twice.
///
/// Count and seal share one word. So every `add` comes either before the seal, and is in the sum
/// that `seal` returns, or after it, and is told so. What a late `add` still adds to the word is
/// never read.
class tally {
public:
    explicit tally(std::uint64_t initial) noexcept : word_(initial) {}

    /// Adds one. False: the tally is sealed and nothing was counted.
    [[nodiscard]] bool add() noexcept {
        // relaxed: there is only this one word to agree on, and its changes have one order
        return (word_.fetch_add(1, std::memory_order_relaxed) & sealed) == 0;
    }

    /// Closes the tally and returns its sum. Called once.
    [[nodiscard]] std::uint64_t seal() noexcept {
        // relaxed: see add()
        return word_.fetch_or(sealed, std::memory_order_relaxed);
    }

    /// Returns the sum so far; nothing once sealed.
    [[nodiscard]] std::optional<std::uint64_t> value() const noexcept {
        // relaxed: see add()
        std::uint64_t const word = word_.load(std::memory_order_relaxed);
        return (word & sealed) == 0 ? std::optional(word) : std::nullopt;
    }

private:
    static constexpr std::uint64_t sealed = std::uint64_t{1} << 63;

    std::atomic<std::uint64_t> word_;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_TALLY_H
