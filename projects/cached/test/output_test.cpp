// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "answer.h"
#include "store.h"

#include <boost/test/unit_test.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace cached;

constexpr std::size_t no_limit = SIZE_MAX;

/// Two ends of a connection that takes few bytes at once.
struct pipe_of_sockets {
    std::array<int, 2> ends{};

    pipe_of_sockets() {
        BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
        int const small = 4096;
        ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    }
    ~pipe_of_sockets() {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    std::string read_some() const {
        std::array<char, 3000> room;
        ssize_t const got = ::recv(ends[1], room.data(), room.size(), MSG_DONTWAIT);
        return {room.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
    }
};

/// Everything that comes out at the other end, however small the portions.
std::string sent_through(output& out) {
    pipe_of_sockets const sockets;
    std::string got;
    while (out.send_to(sockets.ends[0]) == output::sent::a_part)
        got += sockets.read_some();
    for (std::string more; !(more = sockets.read_some()).empty();)
        got += more;
    return got;
}

held_value held(store& s, std::string const& bytes) {
    s.update("k", 1, [&](value const*, value::owner& fresh) {
        fresh = value::make(bytes);
        return verdict::put;
    });
    held_value found = s.get("k", 1);
    s.erase("k", 1);
    return found;
}

BOOST_AUTO_TEST_SUITE(cached_output)

BOOST_AUTO_TEST_CASE(text_and_values_arrive_in_their_order) {
    store s;
    output out(no_limit);
    std::string expected;
    for (int i = 0; i != 200; ++i) {
        std::string const text(static_cast<std::size_t>(i * 37), static_cast<char>('a' + i % 26));
        out.append(text);
        expected += text;
        std::size_t const size = i % 3 == 0 ? output::held_from + static_cast<std::size_t>(i) : 5;
        std::string const bytes(size, static_cast<char>('A' + i % 26));
        out.append(held(s, bytes));
        expected += bytes;
    }
    BOOST_TEST(out.held_values() == 67u);
    BOOST_TEST(out.size() == expected.size());
    BOOST_CHECK(sent_through(out) == expected);
    BOOST_TEST(out.empty());
    BOOST_TEST(out.held_values() == 0u);
    BOOST_TEST(out.held_bytes() == 0u);
}

BOOST_AUTO_TEST_CASE(a_value_is_held_until_it_is_sent_and_no_longer) {
    store s;
    output out(no_limit);
    out.append(held(s, std::string(100'000, 'v')));
    void const* const address = out.first_held();
    BOOST_TEST(gc::is_protected(address));
    {
        pipe_of_sockets const sockets;
        BOOST_CHECK(out.send_to(sockets.ends[0]) == output::sent::a_part);
        BOOST_TEST(gc::is_protected(address));
    }
    (void)sent_through(out);
    BOOST_TEST(!gc::is_protected(address));
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_lost_is_told) {
    output out(no_limit);
    out.append("text");
    pipe_of_sockets sockets;
    ::shutdown(sockets.ends[1], SHUT_RDWR);
    BOOST_CHECK(out.send_to(sockets.ends[0]) == output::sent::connection_lost);
}

BOOST_AUTO_TEST_CASE(text_has_a_limit_and_held_values_are_not_part_of_it) {
    store s;
    output out(10);
    out.append(held(s, std::string(output::held_from, 'v')));
    out.append("0123456789");
    BOOST_CHECK_THROW(out.append('x'), output::too_much);
    BOOST_TEST(out.unsent_text() == 10u);
    (void)sent_through(out);
    out.append("0123456789");
    BOOST_TEST(out.unsent_text() == 10u);
}

BOOST_AUTO_TEST_CASE(answers_of_both_protocols) {
    output out(no_limit);
    answer reply(out);
    auto const all_kinds = [&] {
        reply.ok();
        reply.simple("PONG");
        reply.error("ERR two\r\nlines");
        reply.integer(-5);
        reply.null();
        reply.bulk(held_value());
        reply.bulk(std::string_view("a\r\n"));
        reply.array(2);
        reply.map(1);
        return sent_through(out);
    };
    BOOST_TEST(all_kinds() == "+OK\r\n+PONG\r\n-ERR two  lines\r\n:-5\r\n$-1\r\n$-1\r\n"
                              "$3\r\na\r\n\r\n*2\r\n*2\r\n");
    reply.set_protocol(3);
    BOOST_TEST(all_kinds() == "+OK\r\n+PONG\r\n-ERR two  lines\r\n:-5\r\n_\r\n_\r\n"
                              "$3\r\na\r\n\r\n*2\r\n%1\r\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
