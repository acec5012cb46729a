// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_CONNECTION_H
#define CDSLIB_PROJECTS_CACHED_CONNECTION_H

#include "answer.h"
#include "commands.h"
#include "descriptor.h"
#include "output.h"
#include "request_reader.h"
#include "shared.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cached {

/// A client, as the one event loop that serves it sees it: bytes in, requests executed in their
/// order, bytes out.
///
/// It does not read while it has more to send than `settings::output_pause`: a client that does not
/// take its answers fills the buffers of its own machine, and then has to wait.
class connection {
public:
    /// What the loop does for it until the next event.
    enum class wish { read, write, read_and_write, forget };

    /// The acceptor has counted the client in `shared::clients`; the destructor takes that back.
    connection(descriptor socket, shared& all, worker_figures& mine, sweeper& room);
    ~connection();
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    /// \name What the event loop tells it. Each returns what to wait for
    ///@{
    /// The socket has bytes, or the client is gone. `scratch` is room for what is read.
    wish on_readable(std::span<char> scratch, instant now);
    wish on_writable(instant now);
    /// Called some times a second.
    wish on_tick(instant now);
    /// The server ends: what has arrived is answered, and nothing more is read.
    wish drain(std::span<char> scratch, instant now);
    ///@}

    [[nodiscard]] int socket() const noexcept { return socket_.get(); }
    [[nodiscard]] output const& unsent() const noexcept { return out_; }
    wish waits_for = wish::read; ///< what the event loop has been told last

private:
    /// It leaves in two steps: what is to be said is sent; then the other side is told that this
    /// was all, and what it still sends is thrown away for a moment. If the socket was closed with
    /// unread bytes in it, the kernel would throw away the answers instead.
    enum class phase { serving, saying_the_last, waiting_for_its_end, gone };

    std::size_t execute_all(std::string_view arrived, instant now);
    void take(std::string_view arrived, instant now);
    void send(instant now);
    void flush(instant now);
    void account();
    void leave_with(std::string_view error);
    [[nodiscard]] bool pauses() const noexcept;
    [[nodiscard]] wish next() const noexcept;
    void throw_away(std::span<char> scratch);

    static constexpr instant longest_farewell = 1000;

    descriptor const socket_;
    shared& all_;
    worker_figures& mine_;
    sweeper& room_;
    session client_;
    request_reader reader_;
    output out_;
    answer reply_;
    std::string unread_; ///< what has arrived and is not executed
    phase phase_ = phase::serving;
    bool paused_ = false;
    bool heard_all_ = false; ///< the client sends no more
    bool drains_ = false;    ///< the server reads no more
    instant last_progress_;  ///< when the client took something, or had nothing to take
    std::size_t accounted_ = 0;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_CONNECTION_H
