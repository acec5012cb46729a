// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// Loads a server that speaks the protocol of Redis or of memcached, and prints requests a second
// and latencies: load redis|memcached PORT fill|get|set CONNECTIONS PIPELINE REQUESTS KEYS
// VALUE-BYTES
//
// One thread has all connections. Each sends PIPELINE requests at once, waits for all answers, and
// sends again; a latency is that of a request in such a batch. Keys and values have fixed lengths
// and all keys are there, so an answer has a length that is known beforehand.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using clock_type = std::chrono::steady_clock;

struct plan {
    bool redis;
    std::uint16_t port;
    bool writes;
    bool in_order; ///< to fill: each key once
    std::size_t connections;
    std::size_t pipeline;
    std::size_t requests;
    std::size_t keys;
    std::string value;
};

std::size_t number(std::string_view text) {
    std::size_t n = 0;
    auto const [at, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || at != text.data() + text.size() || n == 0)
        throw std::runtime_error("'" + std::string(text) + "' is no number");
    return n;
}

std::string key_of(std::size_t n) {
    std::array<char, 24> text;
    int const length = std::snprintf(text.data(), text.size(), "key:%012zu", n);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string bulk(std::string_view text) {
    return "$" + std::to_string(text.size()) + "\r\n" + std::string(text) + "\r\n";
}

std::string request_for(plan const& p, std::string const& key) {
    if (p.redis)
        return p.writes ? "*3\r\n$3\r\nSET\r\n" + bulk(key) + bulk(p.value)
                        : "*2\r\n$3\r\nGET\r\n" + bulk(key);
    return p.writes
               ? "set " + key + " 0 0 " + std::to_string(p.value.size()) + "\r\n" + p.value + "\r\n"
               : "get " + key + "\r\n";
}

std::string answer_for(plan const& p, std::string const& key) {
    if (p.redis)
        return p.writes ? "+OK\r\n" : bulk(p.value);
    return p.writes ? "STORED\r\n"
                    : "VALUE " + key + " 0 " + std::to_string(p.value.size()) + "\r\n" + p.value +
                          "\r\nEND\r\n";
}

void check(long result, char const* what) {
    if (result < 0)
        throw std::runtime_error(std::string(what) + " failed");
}

int connected_to(std::uint16_t port) {
    int const made = ::socket(AF_INET, SOCK_STREAM, 0);
    check(made, "socket");
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(::connect(made, reinterpret_cast<sockaddr const*>(&at), sizeof at), "connect");
    int const yes = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

class load {
public:
    explicit load(plan const& p) : plan_(p), poll_(::epoll_create1(0)), lines_(p.connections) {
        check(poll_, "epoll_create1");
        for (std::size_t i = 0; i != lines_.size(); ++i) {
            lines_[i].socket = connected_to(p.port);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            check(::epoll_ctl(poll_, EPOLL_CTL_ADD, lines_[i].socket, &event), "epoll_ctl");
        }
    }

    void run() {
        auto const start = clock_type::now();
        std::size_t busy = 0;
        for (line& l : lines_)
            busy += send_batch(l);
        std::array<epoll_event, 64> events;
        while (busy != 0) {
            int const count =
                ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 10'000);
            if (count <= 0)
                throw std::runtime_error("no answer for ten seconds");
            for (epoll_event const& e : std::span(events).first(static_cast<std::size_t>(count))) {
                line& l = lines_[e.data.u64];
                if (receive(l) && !send_batch(l))
                    --busy;
            }
        }
        std::chrono::duration<double> const took = clock_type::now() - start;
        print(took.count());
    }

private:
    struct line {
        int socket = -1;
        std::size_t missing = 0; ///< bytes of answers
        std::size_t requests = 0;
        clock_type::time_point sent;
    };

    bool send_batch(line& l) {
        std::size_t const count = std::min(plan_.pipeline, plan_.requests - begun_);
        if (count == 0)
            return false;
        batch_.clear();
        for (std::size_t i = 0; i != count; ++i) {
            std::string const key =
                key_of(plan_.in_order ? begun_ % plan_.keys : dice_() % plan_.keys);
            ++begun_;
            batch_ += request_for(plan_, key);
            l.missing += answer_for(plan_, key).size();
        }
        l.requests = count;
        l.sent = clock_type::now();
        for (std::string_view left = batch_; !left.empty();) {
            ssize_t const taken = ::send(l.socket, left.data(), left.size(), MSG_NOSIGNAL);
            check(taken, "send");
            left.remove_prefix(static_cast<std::size_t>(taken));
        }
        return true;
    }

    /// Whether all answers are there.
    bool receive(line& l) {
        ssize_t const got = ::recv(l.socket, room_.data(), room_.size(), MSG_DONTWAIT);
        check(got - 1, "recv");
        // The first byte of an error is that of no good answer; it is seen where one begins here.
        if (room_[0] == '-' || (!plan_.redis && std::string_view(room_.data(), 5) == "ERROR"))
            throw std::runtime_error(
                "the server says: " +
                std::string(room_.data(),
                            std::min<std::size_t>(static_cast<std::size_t>(got), 60)));
        if (static_cast<std::size_t>(got) > l.missing)
            throw std::runtime_error("an answer is longer than it should be");
        l.missing -= static_cast<std::size_t>(got);
        if (l.missing != 0)
            return false;
        auto const took = std::chrono::duration<double, std::micro>(clock_type::now() - l.sent);
        latencies_.insert(latencies_.end(), l.requests, static_cast<float>(took.count()));
        return true;
    }

    void print(double seconds) {
        std::sort(latencies_.begin(), latencies_.end());
        auto const percentile = [this](double share) {
            auto const at =
                static_cast<std::size_t>(share * static_cast<double>(latencies_.size()));
            return static_cast<double>(latencies_[std::min(at, latencies_.size() - 1)]);
        };
        std::printf("%.0f %.0f %.0f %.0f\n", static_cast<double>(latencies_.size()) / seconds,
                    percentile(0.5), percentile(0.99), percentile(0.999));
    }

    plan const& plan_;
    int const poll_;
    std::vector<line> lines_;
    std::size_t begun_ = 0;
    std::minstd_rand dice_;
    std::string batch_;
    std::vector<float> latencies_;
    std::array<char, 256 * 1024> room_;
};

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 9)
            throw std::runtime_error("usage: load redis|memcached PORT fill|get|set CONNECTIONS "
                                     "PIPELINE REQUESTS KEYS VALUE-BYTES");
        std::vector<std::string> const words(argv + 1, argv + argc);
        plan const p{words[0] == "redis",
                     static_cast<std::uint16_t>(number(words[1])),
                     words[2] != "get",
                     words[2] == "fill",
                     number(words[3]),
                     number(words[4]),
                     number(words[5]),
                     number(words[6]),
                     std::string(number(words[7]), 'v')};
        static load all(p); // its buffer is too large for the stack
        all.run();
    } catch (std::exception const& error) {
        std::fprintf(stderr, "load: %s\n", error.what());
        return 1;
    }
}
