// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace cached {

connection::connection(descriptor socket, shared& all, worker_figures& mine, sweeper& room)
    : socket_(std::move(socket)),
      all_(all),
      mine_(mine),
      room_(room),
      reader_(all.limits.requests),
      out_(all.limits.max_output),
      reply_(out_),
      last_progress_(clock_now()) {
    // relaxed: a number
    client_.id = all.last_client_id.fetch_add(1, atomics::memory_order_relaxed) + 1;
    mine_.connections.add(1);
}

connection::~connection() {
    all_.buffered.add(-static_cast<std::int64_t>(accounted_));
    all_.clients.add(-1);
    mine_.connections.add(-1);
}

connection::wish connection::on_readable(std::span<char> scratch, instant now) {
    if (phase_ == phase::waiting_for_its_end)
        throw_away(scratch);
    if (phase_ != phase::serving || paused_)
        return next();
    ssize_t const got = ::recv(socket_.get(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (got > 0)
        take({scratch.data(), static_cast<std::size_t>(got)}, now);
    else if (got == 0) {
        heard_all_ = true;
        phase_ = phase::saying_the_last;
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        phase_ = phase::gone;
    flush(now);
    return next();
}

connection::wish connection::on_writable(instant now) {
    flush(now);
    return next();
}

connection::wish connection::on_tick(instant now) {
    if (out_.empty() && phase_ == phase::serving)
        last_progress_ = now;
    bool const stalls = all_.limits.stall_seconds != 0 &&
                        now - last_progress_ > instant(all_.limits.stall_seconds) * 1000;
    bool const says_farewell = phase_ == phase::waiting_for_its_end;
    if (stalls || (says_farewell && now - last_progress_ > longest_farewell))
        phase_ = phase::gone;
    return next();
}

connection::wish connection::drain(std::span<char> scratch, instant now) {
    drains_ = true;
    constexpr int most_reads = 64; // or a client that never stops would be read for ever
    for (int i = 0; i != most_reads && phase_ == phase::serving && !paused_; ++i) {
        ssize_t const got = ::recv(socket_.get(), scratch.data(), scratch.size(), MSG_DONTWAIT);
        if (got <= 0)
            break;
        take({scratch.data(), static_cast<std::size_t>(got)}, now);
    }
    flush(now);
    return next();
}

/// Executes what has arrived, together with what was left.
void connection::take(std::string_view arrived, instant now) {
    if (unread_.empty()) {
        unread_.assign(arrived.substr(execute_all(arrived, now)));
    } else {
        unread_.append(arrived);
        unread_.erase(0, execute_all(unread_, now));
    }
    if (unread_.empty() && unread_.capacity() > 1024)
        unread_ = std::string();
    account();
    constexpr std::size_t small = 64 * 1024;
    if (accounted_ > small &&
        all_.buffered.total() > static_cast<std::int64_t>(all_.limits.max_buffers))
        leave_with("ERR too many bytes wait in the buffers of all clients");
}

/// Returns how many bytes are done with.
std::size_t connection::execute_all(std::string_view arrived, instant now) {
    std::size_t done = 0;
    while (phase_ == phase::serving && done != arrived.size()) {
        if (pauses()) {
            send(now);
            if (phase_ != phase::serving || pauses()) {
                paused_ = true;
                break;
            }
        }
        request_reader::outcome const seen = reader_.read(arrived.substr(done));
        if (seen == request_reader::outcome::incomplete)
            break;
        if (seen == request_reader::outcome::malformed) {
            leave_with("ERR " + reader_.complaint());
            break;
        }
        if (!reader_.arguments().empty()) {
            context c{all_, mine_, room_, now, client_, reply_, reader_.arguments()};
            try {
                execute(c);
            } catch (output::too_much const&) {
                phase_ = phase::gone;
            }
        }
        reader_.forget_arguments();
        done += reader_.length();
        if (client_.leaves && phase_ == phase::serving)
            phase_ = phase::saying_the_last;
    }
    return phase_ == phase::serving ? done : arrived.size();
}

bool connection::pauses() const noexcept { return out_.size() > all_.limits.output_pause; }

void connection::send(instant now) {
    std::size_t const before = out_.size();
    if (out_.send_to(socket_.get()) == output::sent::connection_lost)
        phase_ = phase::gone;
    if (out_.size() != before || before == 0)
        last_progress_ = now;
}

/// Sends what the socket takes, goes on with what waited for that, and leaves if nothing is left.
void connection::flush(instant now) {
    for (;;) {
        if (phase_ == phase::gone || phase_ == phase::waiting_for_its_end)
            return;
        send(now);
        if (phase_ == phase::gone)
            return;
        if (!paused_ || out_.size() > all_.limits.output_pause / 2)
            break;
        paused_ = false;
        take({}, now);
    }
    if (drains_ && phase_ == phase::serving && !paused_)
        phase_ = phase::saying_the_last;
    if (phase_ != phase::saying_the_last || !out_.empty())
        return account();
    ::shutdown(socket_.get(), SHUT_WR);
    phase_ = heard_all_ ? phase::gone : phase::waiting_for_its_end;
    last_progress_ = now;
}

void connection::throw_away(std::span<char> scratch) {
    ssize_t const got = ::recv(socket_.get(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        phase_ = phase::gone;
}

void connection::leave_with(std::string_view error) {
    if (phase_ != phase::serving)
        return;
    try {
        reply_.error(error);
        phase_ = phase::saying_the_last;
    } catch (output::too_much const&) {
        phase_ = phase::gone;
    }
    unread_ = std::string();
}

/// Tells the others what the buffers take now.
void connection::account() {
    std::size_t const bytes = unread_.capacity() + reader_.capacity() + out_.capacity();
    if (bytes == accounted_)
        return;
    all_.buffered.add(static_cast<std::int64_t>(bytes) - static_cast<std::int64_t>(accounted_));
    accounted_ = bytes;
}

connection::wish connection::next() const noexcept {
    switch (phase_) {
    case phase::gone: return wish::forget;
    case phase::saying_the_last: return wish::write;
    case phase::waiting_for_its_end: return wish::read;
    case phase::serving: break;
    }
    if (paused_)
        return wish::write;
    return out_.empty() ? wish::read : wish::read_and_write;
}

} // namespace cached
