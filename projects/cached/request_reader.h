// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_REQUEST_READER_H
#define CDSLIB_PROJECTS_CACHED_REQUEST_READER_H

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cached {

/// What a request may be at most. Nothing is allocated for what a client only announces.
struct request_limits {
    std::size_t arguments = 64 * 1024;
    std::size_t argument_bytes = 64 << 20;
    std::size_t inline_bytes = 64 * 1024;
    std::size_t request_bytes = 128 << 20; ///< all arguments together, with their headers
};

/// Finds requests in what a client has sent: arrays of bulk strings (`*2\r\n$3\r\nGET\r\n...`), or
/// a line of words, as a person would type it.
///
/// It copies nothing: the arguments are views of the caller's buffer. Of a request that has not
/// arrived whole it remembers what it has read, so that no byte is looked at twice, however slowly
/// they come.
class request_reader {
public:
    enum class outcome { incomplete, request, malformed };

    explicit request_reader(request_limits const& limits) noexcept : limits_(limits) {}

    /// `arrived` begins where the last request ended. While the answer is `incomplete` the next
    /// call gets the same bytes and more.
    [[nodiscard]] outcome read(std::string_view arrived);

    /// The request: views of what read() got. It may be empty, and then asks for nothing.
    [[nodiscard]] std::span<std::string_view const> arguments() const noexcept {
        return arguments_;
    }
    /// The arguments are not looked at any more: gives back what many of them have taken.
    void forget_arguments() noexcept;
    /// Bytes that it keeps.
    [[nodiscard]] std::size_t capacity() const noexcept;
    /// How long the request is, as it was sent.
    [[nodiscard]] std::size_t length() const noexcept { return length_; }
    /// What is wrong with a malformed one. What follows it cannot be read.
    [[nodiscard]] std::string const& complaint() const noexcept { return complaint_; }

private:
    struct range {
        std::size_t at;
        std::size_t size;
    };

    outcome read_array(std::string_view arrived);
    outcome read_line(std::string_view arrived);
    bool split(std::string_view line);
    bool number_after(std::string_view arrived, std::size_t start, std::int64_t& number);
    outcome refuse(std::string complaint);
    outcome finish(std::string_view arrived);

    request_limits const& limits_;
    std::vector<range> ranges_; ///< of arguments that have arrived whole, from the request's begin
    std::vector<std::string_view> arguments_;
    std::vector<std::string> unquoted_;
    std::string complaint_;
    std::size_t at_ = 0;     ///< everything before this is read
    std::size_t looked_ = 0; ///< there is no end of line from `at_` to here
    std::size_t length_ = 0;
    std::int64_t missing_ = -1; ///< arguments that have not arrived; -1: nobody knows how many
    std::int64_t bulk_ = -1;    ///< the size of the next one; -1: nobody knows
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_REQUEST_READER_H
