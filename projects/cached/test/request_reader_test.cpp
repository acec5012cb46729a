// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "request_reader.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using cached::request_limits;
using cached::request_reader;
using outcome = request_reader::outcome;
using words = std::vector<std::string>;

/// What a reader makes of a stream that arrives `portion` bytes at a time.
struct reading {
    std::vector<words> requests;
    std::string complaint;

    reading(std::string_view stream, std::size_t portion, request_limits const& limits = {}) {
        request_reader reader(limits);
        std::string arrived;
        while (!stream.empty() && complaint.empty()) {
            arrived += stream.substr(0, portion);
            stream.remove_prefix(std::min(portion, stream.size()));
            for (;;) {
                std::string const copy = arrived; // at another address each time
                outcome const seen = reader.read(copy);
                if (seen == outcome::malformed)
                    complaint = reader.complaint();
                if (seen != outcome::request)
                    break;
                requests.emplace_back(reader.arguments().begin(), reader.arguments().end());
                arrived.erase(0, reader.length());
            }
        }
    }
};

BOOST_AUTO_TEST_SUITE(cached_request_reader)

BOOST_AUTO_TEST_CASE(requests_are_the_same_in_any_portions) {
    std::string const stream = "*2\r\n$3\r\nGET\r\n$2\r\n\r\n\r\n"
                               "PING  \"a b\" 'c\\'d' \"\\x41\\n\"\r\n"
                               "*0\r\n"
                               "*1\r\n$0\r\n\r\n"
                               "\r\n"
                               "*-1\r\n"
                               "*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n";
    std::vector<words> const expected = {
        {"GET", "\r\n"}, {"PING", "a b", "c'd", "A\n"}, {}, {""}, {}, {}, {"a", "b", "c"}};
    for (std::size_t portion = 1; portion <= stream.size(); ++portion) {
        reading const got(stream, portion);
        BOOST_CHECK(got.requests == expected);
        BOOST_TEST(got.complaint == "");
    }
}

BOOST_AUTO_TEST_CASE(mistakes_are_named_whatever_the_portions) {
    request_limits small;
    small.arguments = 3;
    small.argument_bytes = 10;
    small.inline_bytes = 20;
    small.request_bytes = 40;
    for (auto const& [stream, complaint] : std::vector<std::pair<std::string, std::string>>{
             {"*4\r\n", "invalid multibulk length"},
             {"*1 \r\n", "invalid multibulk length"},
             {"*1\n", "invalid multibulk length"},
             {"*" + std::string(100, '1'), "invalid multibulk length"},
             {"*1\r\n*1\r\n", "expected '$', got '*'"},
             {"*1\r\n$11\r\n", "invalid bulk length"},
             {"*1\r\n$-1\r\n", "invalid bulk length"},
             {"*1\r\n$\r\n", "invalid bulk length"},
             {"*1\r\n$2\r\nabc\r\n", "no end of line behind a bulk string"},
             {"*3\r\n$10\r\n0123456789\r\n$10\r\n0123456789\r\n$10\r\n", "too big request"},
             {"PING '\r\n", "unbalanced quotes in request"},
             {"PING 'a'b\r\n", "unbalanced quotes in request"},
             {std::string(30, 'x'), "too big inline request"}})
        for (std::size_t portion : {std::size_t(1), std::size_t(7), stream.size()}) {
            reading const got(stream, portion, small);
            BOOST_TEST(got.complaint == "Protocol error: " + complaint);
            BOOST_TEST(got.requests.empty());
        }
}

BOOST_AUTO_TEST_CASE(what_stands_before_a_mistake_is_read) {
    reading const got("PING\r\n*x\r\nPING\r\n", 100);
    BOOST_CHECK(got.requests == std::vector<words>{{"PING"}});
    BOOST_TEST(got.complaint == "Protocol error: invalid multibulk length");
}

BOOST_AUTO_TEST_CASE(memory_for_many_arguments_is_given_back) {
    request_limits const limits;
    std::string array = "*5000\r\n";
    std::string line;
    for (int i = 0; i != 5000; ++i) {
        array += "$0\r\n\r\n";
        line += "x ";
    }
    for (std::string const& request : {array, line + "\r\n"}) {
        request_reader reader(limits);
        BOOST_CHECK(reader.read(request) == outcome::request);
        BOOST_TEST(reader.arguments().size() == 5000u);
        BOOST_TEST(reader.capacity() >= 5000u * sizeof(std::string_view));
        reader.forget_arguments();
        BOOST_TEST(reader.capacity() < 100'000u);
    }
    request_reader half(limits);
    BOOST_CHECK(half.read(array.substr(0, array.size() - 1)) == outcome::incomplete);
    BOOST_TEST(half.capacity() > 4999u * sizeof(std::string_view));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
