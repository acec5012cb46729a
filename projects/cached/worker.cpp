// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "worker.h"

#include <cds/os/thread.h>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <span>
#include <system_error>
#include <utility>

namespace cached {
namespace {

constexpr std::size_t scratch_bytes = 64 * 1024;
constexpr instant tick_length = 100;

std::uint32_t events_of(connection::wish wanted) noexcept {
    switch (wanted) {
    case connection::wish::read: return EPOLLIN;
    case connection::wish::write: return EPOLLOUT;
    case connection::wish::read_and_write: return EPOLLIN | EPOLLOUT;
    case connection::wish::forget: break;
    }
    return 0;
}

} // namespace

worker::worker(shared& all, worker_figures& mine, std::uint64_t number)
    : all_(all),
      mine_(mine),
      poll_(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1"),
      bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd"),
      number_(number),
      scratch_(scratch_bytes) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr; // stands for the bell
    if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, bell_.get(), &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    thread_ = std::jthread([this] { run(); });
}

worker::~worker() {
    if (thread_.joinable())
        drain(1);
}

void worker::serve(int socket) {
    inbox_.enqueue(socket);
    wake();
}

void worker::drain(instant deadline) {
    // relaxed: the bell is rung after it, through the kernel, and nothing else is told
    drain_until_.store(deadline, atomics::memory_order_relaxed);
    wake();
}

void worker::wake() {
    std::uint64_t const once = 1;
    while (::write(bell_.get(), &once, sizeof once) < 0 && errno == EINTR)
        continue;
}

void worker::run() {
    mine_.thread_id.set(static_cast<std::int64_t>(cds::OS::get_current_thread_id()));
    constexpr std::uint64_t far_apart = 0x9e3779b97f4a7c15;
    room_ = std::make_unique<sweeper>(all_.keys, (number_ + 1) * far_apart, mine_);
    std::array<epoll_event, 128> events;
    instant next_tick = clock_now() + tick_length;
    while (!drains_ || !clients_.empty()) {
        instant now = clock_now();
        int const patience = static_cast<int>(std::clamp<instant>(next_tick - now, 0, tick_length));
        int const count =
            ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()), patience);
        now = clock_now();
        bool rung = false;
        for (epoll_event const& e :
             std::span(events).first(static_cast<std::size_t>(std::max(count, 0))))
            if (auto* const c = static_cast<connection*>(e.data.ptr))
                on_event(*c, e.events, now);
            else
                rung = true;
        if (rung)
            greet();
        // relaxed: the bell orders it, see drain()
        instant const end = drain_until_.load(atomics::memory_order_relaxed);
        if (end != 0 && !drains_)
            begin_to_drain(now);
        if (drains_ && now >= end)
            clients_.clear();
        if (now >= next_tick) {
            tick(now);
            next_tick = now + tick_length;
        }
    }
    room_.reset(); // its guard belongs to this thread
}

/// Takes over the clients in the inbox.
void worker::greet() {
    std::uint64_t rings = 0;
    (void)!::read(bell_.get(), &rings, sizeof rings);
    int socket = -1;
    while (inbox_.dequeue(socket)) {
        descriptor client(socket, "accept4"); // closes it, if there is no memory for it
        std::unique_ptr<connection> fresh;
        try {
            fresh = std::make_unique<connection>(std::move(client), all_, mine_, *room_);
        } catch (std::bad_alloc const&) {
            all_.clients.add(-1);
            continue;
        }
        try {
            if (arm(*fresh, EPOLL_CTL_ADD, connection::wish::read))
                clients_.emplace(socket, std::move(fresh));
        } catch (std::bad_alloc const&) { // its destructor disconnects it
        }
    }
}

void worker::on_event(connection& c, std::uint32_t events, instant now) {
    connection::wish wanted = c.waits_for;
    try {
        bool const lost = (events & (EPOLLERR | EPOLLHUP)) != 0;
        if ((events & EPOLLOUT) != 0 || (lost && wanted == connection::wish::write))
            wanted = c.on_writable(now);
        if (wanted != connection::wish::forget && wanted != connection::wish::write &&
            ((events & EPOLLIN) != 0 || lost))
            wanted = c.on_readable(scratch_, now);
    } catch (std::bad_alloc const&) {
        wanted = connection::wish::forget; // there is no memory to tell it
    }
    comply(c, wanted);
}

void worker::tick(instant now) {
    room_->expire_some(now);
    for (auto at = clients_.begin(); at != clients_.end();) {
        connection& c = *at++->second; // comply() may erase it
        comply(c, c.on_tick(now));
    }
    account_held(now);
}

/// Publishes which values wait for clients to read them.
void worker::account_held(instant now) {
    std::size_t values = 0;
    std::size_t bytes = 0;
    void const* const before = mine_.held_longest.get();
    void const* longest = nullptr;
    for (auto const& [socket, client] : clients_) {
        output const& out = client->unsent();
        values += out.held_values();
        bytes += out.held_bytes();
        void const* const first = out.first_held();
        if (first != nullptr && (longest == nullptr || first == before))
            longest = first;
    }
    mine_.held_values.set(static_cast<std::int64_t>(values));
    mine_.held_bytes.set(static_cast<std::int64_t>(bytes));
    if (longest != before) {
        mine_.held_since.set(now);
        mine_.held_longest.set(longest);
    }
}

void worker::begin_to_drain(instant now) {
    drains_ = true;
    greet(); // who connected before the signal is a client, too
    for (auto at = clients_.begin(); at != clients_.end();) {
        connection& c = *at++->second;
        try {
            comply(c, c.drain(scratch_, now));
        } catch (std::bad_alloc const&) {
            comply(c, connection::wish::forget);
        }
    }
}

bool worker::arm(connection& c, int operation, connection::wish wanted) {
    epoll_event event{};
    event.events = events_of(wanted);
    event.data.ptr = &c;
    c.waits_for = wanted;
    return ::epoll_ctl(poll_.get(), operation, c.socket(), &event) == 0;
}

/// Waits for what the client's connection waits for, or ends it.
void worker::comply(connection& c, connection::wish wanted) {
    bool const stays = wanted != connection::wish::forget &&
                       (wanted == c.waits_for || arm(c, EPOLL_CTL_MOD, wanted));
    if (!stays)
        clients_.erase(c.socket());
}

} // namespace cached
