// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_ANSWER_H
#define CDSLIB_PROJECTS_CACHED_ANSWER_H

#include "output.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace cached {

/// Writes answers as RESP2, or as RESP3 after HELLO 3: those differ in nulls and maps.
class answer {
public:
    explicit answer(output& to) noexcept : to_(to) {}

    [[nodiscard]] int protocol() const noexcept { return protocol_; }
    void set_protocol(int version) noexcept { protocol_ = version; }

    void ok() { to_.append("+OK\r\n"); }
    void simple(std::string_view text) { line('+', text); }
    /// `text` begins with a code: "ERR ...". An end of line in it would begin another answer.
    void error(std::string_view text) {
        to_.append('-');
        for (char const c : text)
            to_.append(c == '\r' || c == '\n' ? ' ' : c);
        to_.append("\r\n");
    }
    void integer(std::int64_t n) { number(':', n); }
    void null() { to_.append(protocol_ == 3 ? "_\r\n" : "$-1\r\n"); }
    void bulk(std::string_view text) {
        size('$', text.size());
        to_.append(text);
        to_.append("\r\n");
    }
    /// The value, or null for an empty pointer.
    void bulk(held_value v) {
        if (!v)
            return null();
        size('$', v->bytes().size());
        to_.append(std::move(v));
        to_.append("\r\n");
    }
    /// So many answers follow, which are its elements.
    void array(std::size_t elements) { size('*', elements); }
    /// So many pairs of answers follow.
    void map(std::size_t pairs) { protocol_ == 3 ? size('%', pairs) : size('*', 2 * pairs); }

private:
    void line(char kind, std::string_view text) {
        to_.append(kind);
        to_.append(text);
        to_.append("\r\n");
    }
    void size(char kind, std::size_t n) { number(kind, static_cast<std::int64_t>(n)); }
    void number(char kind, std::int64_t n) {
        std::array<char, 24> digits;
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr;
        line(kind, {digits.data(), static_cast<std::size_t>(end - digits.data())});
    }

    output& to_;
    int protocol_ = 2;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_ANSWER_H
