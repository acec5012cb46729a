// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "options.h"

#include "integer.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace cached {
namespace {

template <class T>
T number(std::string_view name, std::string_view text, T least, T most) {
    auto const read = parse_integer<T>(text);
    if (!read || *read < least || *read > most)
        throw usage_error("--" + std::string(name) + " takes a number from " +
                          std::to_string(least) + " to " + std::to_string(most) + ", not '" +
                          std::string(text) + "'");
    return *read;
}

/// A number of bytes: 4096, 64kb, 256mb, 2gb.
std::size_t bytes(std::string_view name, std::string_view text) {
    std::size_t unit = 1;
    std::string_view digits = text;
    for (auto const& [suffix, size] : {std::pair<std::string_view, std::size_t>{"kb", 1 << 10},
                                       {"mb", 1 << 20},
                                       {"gb", 1 << 30}})
        if (text.ends_with(suffix)) {
            unit = size;
            digits.remove_suffix(suffix.size());
        }
    return number<std::size_t>(name, digits, 0,
                               std::numeric_limits<std::size_t>::max() / 4 / unit) *
           unit;
}

void apply(settings& s, std::string_view name, std::string_view text) {
    if (name == "bind")
        s.bind = text;
    else if (name == "port")
        s.port = number<std::uint16_t>(name, text, 0, 65535);
    else if (name == "threads")
        s.threads = number<unsigned>(name, text, 1, 256);
    else if (name == "maxmemory")
        s.max_memory = bytes(name, text);
    else if (name == "maxmemory-policy") {
        if (text != "allkeys-lru" && text != "noeviction")
            throw usage_error("--maxmemory-policy is allkeys-lru or noeviction, not '" +
                              std::string(text) + "'");
        s.evicts = text == "allkeys-lru";
    } else if (name == "maxclients")
        s.max_clients = number<std::size_t>(name, text, 1, 1'000'000);
    else if (name == "max-value")
        s.requests.argument_bytes = std::min<std::size_t>(bytes(name, text), 1 << 30);
    else if (name == "max-buffers")
        s.max_buffers = bytes(name, text);
    else if (name == "max-output")
        s.max_output = bytes(name, text);
    else if (name == "output-pause")
        s.output_pause = bytes(name, text);
    else if (name == "stall-seconds")
        s.stall_seconds = number<unsigned>(name, text, 0, 1'000'000);
    else if (name == "drain-seconds")
        s.drain_seconds = number<unsigned>(name, text, 0, 1'000'000);
    else
        throw usage_error("there is no option --" + std::string(name));
}

} // namespace

std::string_view const help_text = R"(usage: cached [--option=value]...

A cache server that speaks the Redis protocol.

  --bind=ADDRESS             IPv4 address to listen at (127.0.0.1)
  --port=NUMBER              TCP port; 0 takes any that is free (6380)
  --threads=NUMBER           event loops (one for each core)
  --maxmemory=BYTES          of keys and values: 4096, 64kb, 256mb, 2gb; 0 is no limit (256mb)
  --maxmemory-policy=POLICY  allkeys-lru evicts, noeviction refuses (allkeys-lru)
  --maxclients=NUMBER        (10000)
  --max-value=BYTES          longest value or other argument (64mb)
  --max-buffers=BYTES        unread requests and unsent text of all clients (256mb)
  --max-output=BYTES         unsent text of a client, which is then disconnected (64mb)
  --output-pause=BYTES       unsent answers of a client, which is then not read from (1mb)
  --stall-seconds=NUMBER     a client that takes nothing so long is disconnected; 0 is never (60)
  --drain-seconds=NUMBER     what clients get to take their answers after SIGTERM (5)
  --help
)";

settings parse_options(std::span<char const* const> arguments) {
    settings s;
    for (std::size_t i = 0; i != arguments.size(); ++i) {
        std::string_view const word = arguments[i];
        if (word == "--help" || word == "-h") {
            s.help = true;
            continue;
        }
        if (!word.starts_with("--"))
            throw usage_error("what is '" + std::string(word) + "'?");
        std::size_t const sign = word.find('=');
        if (sign != std::string_view::npos)
            apply(s, word.substr(2, sign - 2), word.substr(sign + 1));
        else if (i + 1 != arguments.size())
            apply(s, word.substr(2), arguments[++i]);
        else
            throw usage_error(std::string(word) + " takes a value");
    }
    if (s.threads == 0)
        s.threads = std::max(1u, std::thread::hardware_concurrency());
    s.requests.request_bytes = std::max(s.requests.request_bytes, 2 * s.requests.argument_bytes);
    return s;
}

} // namespace cached
