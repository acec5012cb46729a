// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "output.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace cached {
namespace {

iovec part_of(std::string_view bytes) noexcept {
    return {const_cast<char*>(bytes.data()), bytes.size()};
}

} // namespace

output::sent output::send_to(int socket) {
    while (!empty()) {
        std::array<iovec, 64> parts;
        std::size_t count = 0;
        std::size_t at = text_sent_;
        std::size_t skip = held_sent_;
        for (piece const& p : held_) {
            if (count + 2 >= parts.size())
                break;
            if (p.behind != at)
                parts[count++] = part_of(std::string_view(text_).substr(at, p.behind - at));
            parts[count++] = part_of(p.what->bytes().substr(skip));
            at = p.behind;
            skip = 0;
        }
        bool const no_value_waits = held_.empty() || at >= held_.back().behind;
        if (no_value_waits && at != text_.size())
            parts[count++] = part_of(std::string_view(text_).substr(at));

        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        ssize_t const taken = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken >= 0)
            drop(static_cast<std::size_t>(taken));
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return sent::a_part;
        else if (errno != EINTR)
            return sent::connection_lost;
    }
    return sent::everything;
}

/// Forgets what was sent.
void output::drop(std::size_t bytes) {
    while (bytes != 0) {
        std::size_t const before = held_.empty() ? text_.size() : held_.front().behind;
        std::size_t const of_text = std::min(bytes, before - text_sent_);
        text_sent_ += of_text;
        bytes -= of_text;
        if (bytes == 0)
            break;
        std::size_t const whole = held_.front().what->bytes().size();
        std::size_t const of_value = std::min(bytes, whole - held_sent_);
        held_sent_ += of_value;
        held_bytes_ -= of_value;
        bytes -= of_value;
        if (held_sent_ == whole) {
            held_.pop_front();
            held_sent_ = 0;
        }
    }
    constexpr std::size_t worth_keeping = 64 * 1024;
    if (empty()) {
        if (text_.capacity() > worth_keeping)
            text_ = std::string();
        text_.clear();
        text_sent_ = 0;
    } else if (text_sent_ > worth_keeping && text_sent_ > text_.size() / 2) {
        text_.erase(0, text_sent_);
        for (piece& p : held_)
            p.behind -= text_sent_;
        text_sent_ = 0;
    }
}

} // namespace cached
