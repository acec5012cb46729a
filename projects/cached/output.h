// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_OUTPUT_H
#define CDSLIB_PROJECTS_CACHED_OUTPUT_H

#include "value.h"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace cached {

/// What a client is to be sent.
///
/// Text is buffered. A large value is not copied into it: it stays where it is, under a guard,
/// until the kernel has taken its last byte. So a client that reads slowly keeps the values that it
/// has been promised, evicted or not, and nothing else: all other garbage is freed meanwhile.
class output {
public:
    enum class sent { everything, a_part, connection_lost };

    /// Values from this size on are held; to copy a smaller one is cheaper than to account for it.
    static constexpr std::size_t held_from = 4096;

    /// What append() throws if a client is to be sent more text than it may be.
    struct too_much {};

    explicit output(std::size_t max_text) noexcept : max_text_(max_text) {}

    void append(std::string_view text) {
        if (unsent_text() + text.size() > max_text_)
            throw too_much();
        text_.append(text);
    }
    void append(char c) { append(std::string_view(&c, 1)); }
    /// `v` must not be empty.
    void append(held_value v) {
        std::string_view const bytes = v->bytes();
        if (bytes.size() < held_from)
            return append(bytes);
        held_.push_back({std::move(v), text_.size()});
        held_bytes_ += bytes.size();
    }

    /// Gives the socket what it takes.
    sent send_to(int socket);

    [[nodiscard]] bool empty() const noexcept { return unsent_text() == 0 && held_.empty(); }
    /// What is still to be sent, in bytes.
    [[nodiscard]] std::size_t size() const noexcept { return unsent_text() + held_bytes_; }
    [[nodiscard]] std::size_t unsent_text() const noexcept { return text_.size() - text_sent_; }
    [[nodiscard]] std::size_t capacity() const noexcept { return text_.capacity(); }

    /// \name The values that it holds
    ///@{
    [[nodiscard]] std::size_t held_values() const noexcept { return held_.size(); }
    [[nodiscard]] std::size_t held_bytes() const noexcept { return held_bytes_; }
    [[nodiscard]] value const* first_held() const noexcept {
        return held_.empty() ? nullptr : held_.front().what.operator->();
    }
    ///@}

private:
    struct piece {
        held_value what;
        std::size_t behind; ///< so much of `text_` goes before it
    };

    void drop(std::size_t bytes);

    std::size_t const max_text_;
    std::string text_;
    std::size_t text_sent_ = 0;
    std::deque<piece> held_;
    std::size_t held_sent_ = 0; ///< of the first one
    std::size_t held_bytes_ = 0;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_OUTPUT_H
