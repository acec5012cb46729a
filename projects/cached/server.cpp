// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

namespace cached {
namespace {

descriptor block_signals() {
    sigset_t both;
    ::sigemptyset(&both);
    ::sigaddset(&both, SIGTERM);
    ::sigaddset(&both, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &both, nullptr);
    return {::signalfd(-1, &both, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd"};
}

descriptor listen_at(settings const& chosen) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(chosen.port);
    if (::inet_pton(AF_INET, chosen.bind.c_str(), &at.sin_addr) != 1)
        throw std::runtime_error("'" + chosen.bind + "' is no IPv4 address");
    descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    int const yes = 1;
    ::setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (::bind(made.get(), reinterpret_cast<sockaddr const*>(&at), sizeof at) != 0 ||
        ::listen(made.get(), SOMAXCONN) != 0)
        throw std::system_error(errno, std::generic_category(),
                                "cannot listen at " + chosen.bind + ":" +
                                    std::to_string(chosen.port));
    return made;
}

std::uint16_t port_of(descriptor const& socket) {
    sockaddr_in at{};
    socklen_t size = sizeof at;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&at), &size);
    return ntohs(at.sin_port);
}

} // namespace

server::server(settings const& chosen)
    : all_(chosen), signals_(block_signals()), listener_(listen_at(chosen)) {
    all_.port.set(port_of(listener_));
    for (worker_figures& figures : all_.workers)
        workers_.emplace_back(all_, figures, workers_.size());
}

void server::run() {
    std::array<pollfd, 2> watched = {pollfd{signals_.get(), POLLIN, 0},
                                     pollfd{listener_.get(), POLLIN, 0}};
    for (;;) {
        // Without descriptors a client that waits would wake us all the time.
        watched[1].events = out_of_descriptors_ ? 0 : POLLIN;
        int const patience = out_of_descriptors_ ? 50 : -1;
        out_of_descriptors_ = false;
        if (::poll(watched.data(), watched.size(), patience) < 0)
            continue;
        if (watched[0].revents != 0)
            break;
        if (watched[1].revents != 0)
            accept_all();
    }
    accept_all(); // those whose connect() has returned are clients
    listener_.close();
    instant const end = clock_now() + instant(all_.limits.drain_seconds) * 1000;
    for (worker& w : workers_)
        w.drain(end);
    for (worker& w : workers_)
        w.join();
}

void server::accept_all() {
    for (;;) {
        int const socket =
            ::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) {
            if (errno == EINTR || errno == ECONNABORTED)
                continue;
            out_of_descriptors_ =
                errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
            return;
        }
        int const yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        all_.accepted.add(1);
        auto const connected = all_.clients.total();
        if (connected >= static_cast<std::int64_t>(all_.limits.max_clients)) {
            turn_away(socket, "-ERR max number of clients reached\r\n");
            continue;
        }
        all_.clients.add(1); // now: a crowd that comes at once is not let in before it is counted
        try {
            workers_[next_].serve(socket);
            next_ = (next_ + 1) % workers_.size();
        } catch (std::bad_alloc const&) {
            all_.clients.add(-1);
            turn_away(socket, "-ERR out of memory\r\n");
        }
    }
}

void server::turn_away(int socket, char const* why) {
    all_.refused.add(1);
    (void)!::send(socket, why, std::strlen(why), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::close(socket);
}

} // namespace cached
