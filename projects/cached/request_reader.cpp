// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "request_reader.h"

#include "integer.h"

#include <cctype>
#include <optional>
#include <utility>

namespace cached {
namespace {

constexpr std::size_t longest_number = 32;
constexpr std::size_t many = 1024; ///< more room for arguments than that is not kept

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    char const lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The character that a backslash in double quotes stands for; `at` is moved behind it.
char escaped(std::string_view line, std::size_t& at) noexcept {
    char const c = line[at++];
    switch (c) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'a': return '\a';
    case 'b': return '\b';
    case 'x':
        if (at + 1 < line.size() && hex_digit(line[at]) >= 0 && hex_digit(line[at + 1]) >= 0) {
            int const code = hex_digit(line[at]) * 16 + hex_digit(line[at + 1]);
            at += 2;
            return static_cast<char>(code);
        }
        return c;
    default: return c;
    }
}

bool is_space(char c) noexcept { return std::isspace(static_cast<unsigned char>(c)) != 0; }

} // namespace

request_reader::outcome request_reader::read(std::string_view arrived) {
    if (arrived.empty())
        return outcome::incomplete;
    return arrived.front() == '*' ? read_array(arrived) : read_line(arrived);
}

request_reader::outcome request_reader::read_array(std::string_view arrived) {
    std::int64_t number = 0;
    if (missing_ < 0) {
        if (!number_after(arrived, 1, number))
            return complaint_.empty() ? outcome::incomplete : refuse("invalid multibulk length");
        if (number > static_cast<std::int64_t>(limits_.arguments))
            return refuse("invalid multibulk length");
        missing_ = number < 0 ? 0 : number;
    }
    while (missing_ != 0) {
        if (bulk_ < 0) {
            if (at_ == arrived.size())
                return outcome::incomplete;
            if (arrived[at_] != '$')
                return refuse(std::string("expected '$', got '") + arrived[at_] + "'");
            if (!number_after(arrived, at_ + 1, number))
                return complaint_.empty() ? outcome::incomplete : refuse("invalid bulk length");
            if (number < 0 || number > static_cast<std::int64_t>(limits_.argument_bytes))
                return refuse("invalid bulk length");
            if (at_ + static_cast<std::size_t>(number) > limits_.request_bytes)
                return refuse("too big request");
            bulk_ = number;
        }
        std::size_t const size = static_cast<std::size_t>(bulk_);
        if (arrived.size() - at_ < size + 2)
            return outcome::incomplete;
        if (arrived.substr(at_ + size, 2) != "\r\n")
            return refuse("no end of line behind a bulk string");
        ranges_.push_back({at_, size});
        at_ += size + 2;
        looked_ = at_;
        bulk_ = -1;
        --missing_;
    }
    return finish(arrived);
}

/// Reads the number between `start` and the end of line, and moves behind that. False: it has not
/// arrived, or is none, which complaint_ tells.
bool request_reader::number_after(std::string_view arrived, std::size_t start,
                                  std::int64_t& number) {
    std::size_t const end = arrived.find('\n', start);
    bool const arrived_whole = end != std::string_view::npos;
    std::size_t const length = (arrived_whole ? end : arrived.size()) - start;
    if (length > longest_number) {
        complaint_ = "too long";
        return false;
    }
    if (!arrived_whole)
        return false;
    std::string_view digits = arrived.substr(start, length);
    if (digits.empty() || digits.back() != '\r') {
        complaint_ = "no carriage return";
        return false;
    }
    digits.remove_suffix(1);
    std::optional<std::int64_t> const read = parse_integer<std::int64_t>(digits);
    if (!read) {
        complaint_ = "no number";
        return false;
    }
    number = *read;
    at_ = end + 1;
    return true;
}

request_reader::outcome request_reader::read_line(std::string_view arrived) {
    std::size_t const end = arrived.find('\n', looked_);
    if (end == std::string_view::npos) {
        looked_ = arrived.size();
        return looked_ > limits_.inline_bytes ? refuse("too big inline request")
                                              : outcome::incomplete;
    }
    if (end > limits_.inline_bytes)
        return refuse("too big inline request");
    std::string_view line = arrived.substr(0, end);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    unquoted_.clear();
    if (!split(line))
        return refuse("unbalanced quotes in request");
    at_ = end + 1;
    outcome const done = finish(arrived);
    arguments_.assign(unquoted_.begin(), unquoted_.end());
    return done;
}

/// Splits a line into words, which quotes may hold together.
bool request_reader::split(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        if (is_space(line[at])) {
            ++at;
            continue;
        }
        std::string word;
        while (at < line.size() && !is_space(line[at])) {
            char const quote = line[at];
            if (quote != '"' && quote != '\'') {
                word += line[at++];
                continue;
            }
            for (++at;;) {
                if (at == line.size())
                    return false;
                char const c = line[at++];
                if (c == quote)
                    break;
                bool const escapes =
                    c == '\\' && at < line.size() && (quote == '"' || line[at] == '\'');
                word += escapes ? escaped(line, at) : c;
            }
            if (at < line.size() && !is_space(line[at]))
                return false;
        }
        unquoted_.push_back(std::move(word));
    }
    return true;
}

request_reader::outcome request_reader::refuse(std::string complaint) {
    complaint_ = "Protocol error: " + std::move(complaint);
    return outcome::malformed;
}

void request_reader::forget_arguments() noexcept {
    if (arguments_.capacity() > many)
        arguments_ = decltype(arguments_)();
    if (unquoted_.capacity() > many)
        unquoted_ = decltype(unquoted_)();
    arguments_.clear();
    unquoted_.clear();
}

std::size_t request_reader::capacity() const noexcept {
    return ranges_.capacity() * sizeof(range) + arguments_.capacity() * sizeof(std::string_view) +
           unquoted_.capacity() * sizeof(std::string);
}

request_reader::outcome request_reader::finish(std::string_view arrived) {
    arguments_.clear();
    for (range const& r : ranges_)
        arguments_.push_back(arrived.substr(r.at, r.size));
    if (ranges_.capacity() > many)
        ranges_ = decltype(ranges_)(); // {} would leave its memory
    ranges_.clear();
    length_ = std::exchange(at_, 0);
    looked_ = 0;
    missing_ = -1;
    return outcome::request;
}

} // namespace cached
