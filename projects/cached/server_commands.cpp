// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "glob.h"
#include "store_access.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace cached {
namespace {

void ping(context& c) {
    if (c.arguments.size() > 2)
        return c.reply.error("ERR wrong number of arguments for 'ping' command");
    c.arguments.size() == 2 ? c.reply.bulk(c.arguments[1]) : c.reply.simple("PONG");
}

void echo(context& c) { c.reply.bulk(c.arguments[1]); }

void quit(context& c) {
    c.client.leaves = true;
    c.reply.ok();
}

void reset(context& c) {
    c.client.name.clear();
    c.reply.set_protocol(2);
    c.reply.simple("RESET");
}

void select(context& c) {
    auto const number = parse_integer<std::int64_t>(c.arguments[1]);
    if (!number)
        refuse_integer(c);
    else if (*number != 0)
        c.reply.error("ERR DB index is out of range");
    else
        c.reply.ok();
}

/// A client's name goes into one line of CLIENT LIST.
bool is_name(std::string_view name) noexcept {
    for (char const ch : name)
        if (ch < '!' || ch > '~')
            return false;
    return name.size() <= 256;
}

void name_client(context& c, std::string_view name) {
    if (!is_name(name))
        return c.reply.error("ERR Client names cannot contain spaces, newlines or special "
                             "characters.");
    c.client.name = name;
    c.reply.ok();
}

void hello(context& c) {
    int version = c.reply.protocol();
    std::size_t i = 1;
    if (c.arguments.size() > 1) {
        auto const wanted = parse_integer<int>(c.arguments[i++]);
        if (!wanted || (*wanted != 2 && *wanted != 3))
            return c.reply.error("NOPROTO unsupported protocol version");
        version = *wanted;
    }
    std::optional<std::string_view> name;
    for (; i < c.arguments.size(); i += 2) {
        if (!same_word(c.arguments[i], "SETNAME") || i + 1 == c.arguments.size())
            return c.reply.error("ERR Syntax error in HELLO option"); // there are no passwords
        name = c.arguments[i + 1];
        if (!is_name(*name))
            return c.reply.error("ERR Client names cannot contain spaces");
    }
    if (name)
        c.client.name = *name;
    c.reply.set_protocol(version);
    c.reply.map(7);
    auto const text = [&c](std::string_view key, std::string_view what) {
        c.reply.bulk(key);
        c.reply.bulk(what);
    };
    text("server", "cached");
    text("version", "7.0.0");
    c.reply.bulk("proto");
    c.reply.integer(version);
    c.reply.bulk("id");
    c.reply.integer(c.client.id);
    text("mode", "standalone");
    text("role", "master");
    c.reply.bulk("modules");
    c.reply.array(0);
}

void client(context& c) {
    std::string_view const what = c.arguments[1];
    bool const one_more = c.arguments.size() == 3;
    if (same_word(what, "ID"))
        c.reply.integer(c.client.id);
    else if (same_word(what, "GETNAME"))
        c.client.name.empty() ? c.reply.null() : c.reply.bulk(c.client.name);
    else if (same_word(what, "SETNAME") && one_more)
        name_client(c, c.arguments[2]);
    else if (same_word(what, "INFO") || same_word(what, "LIST"))
        c.reply.bulk("id=" + std::to_string(c.client.id) + " name=" + c.client.name +
                     " db=0 resp=" + std::to_string(c.reply.protocol()) + "\n");
    else if (same_word(what, "SETINFO") || same_word(what, "NO-EVICT") ||
             same_word(what, "NO-TOUCH"))
        c.reply.ok(); // said by client libraries when they connect
    else
        c.reply.error("ERR unknown subcommand or wrong number of arguments for CLIENT");
}

using setting_row = std::pair<std::string_view, std::string>;

std::vector<setting_row> settings_of(shared const& all) {
    settings const& s = all.limits;
    return {
        {"appendonly", "no"}, // asked for by redis-benchmark
        {"bind", s.bind},
        {"client-output-buffer-limit", std::to_string(s.max_output)},
        {"databases", "1"},
        {"io-threads", std::to_string(s.threads)},
        {"maxclients", std::to_string(s.max_clients)},
        {"maxmemory", std::to_string(s.max_memory)},
        {"maxmemory-policy", s.evicts ? "allkeys-lru" : "noeviction"},
        {"port", std::to_string(all.port.get())},
        {"proto-max-bulk-len", std::to_string(s.requests.argument_bytes)},
        {"save", ""},
        {"timeout", "0"},
    };
}

void config(context& c) {
    if (!same_word(c.arguments[1], "GET") || c.arguments.size() < 3)
        return c.reply.error("ERR there is CONFIG GET only: settings belong to the command line");
    std::size_t length = 0;
    for (std::string_view const pattern : c.arguments.subspan(2))
        length += pattern.size();
    if (length > longest_pattern)
        return c.reply.error("ERR the patterns are too long");
    std::vector<setting_row> found;
    for (setting_row& row : settings_of(c.all))
        for (std::string_view const pattern : c.arguments.subspan(2))
            if (matches(pattern, row.first)) {
                found.push_back(std::move(row));
                break;
            }
    c.reply.map(found.size());
    for (setting_row const& row : found) {
        c.reply.bulk(row.first);
        c.reply.bulk(row.second);
    }
}

void info(context& c) {
    std::string_view const section = c.arguments.size() > 1 ? c.arguments[1] : "";
    c.reply.bulk(information(c.all, section, c.now));
}

void describe(context& c, command const& row) {
    constexpr std::array<std::string_view, 3> flags = {"readonly", "write", "fast"};
    std::string name(row.name);
    for (char& ch : name)
        ch = ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
    c.reply.array(6);
    c.reply.bulk(name);
    c.reply.integer(row.arity);
    c.reply.array(1);
    c.reply.simple(flags[static_cast<std::size_t>(row.kind)]);
    c.reply.integer(row.first_key);
    c.reply.integer(row.last_key);
    c.reply.integer(row.key_step);
}

void describe_commands(context& c) {
    std::array const parts = {key_commands(), string_commands(), server_commands()};
    std::size_t count = 0;
    for (auto const& part : parts)
        count += part.size();
    std::string_view const what = c.arguments.size() > 1 ? c.arguments[1] : "";
    if (same_word(what, "COUNT"))
        return c.reply.integer(static_cast<std::int64_t>(count));
    if (same_word(what, "DOCS"))
        return c.reply.map(0); // redis-cli does without
    if (same_word(what, "INFO") && c.arguments.size() > 2) {
        c.reply.array(c.arguments.size() - 2);
        for (std::string_view const name : c.arguments.subspan(2)) {
            command const* const row = find_command(name);
            row != nullptr ? describe(c, *row) : c.reply.null();
        }
        return;
    }
    if (!what.empty() && !same_word(what, "INFO"))
        return c.reply.error("ERR unknown subcommand for COMMAND");
    c.reply.array(count);
    for (auto const& part : parts)
        for (command const& row : part)
            describe(c, row);
}

/// DEBUG WHO-HOLDS key: which threads guard the value at this moment. The library is asked for an
/// address, so no guard of ours is in the way; whether there is still a value does not matter to
/// it.
void debug(context& c) {
    if (!same_word(c.arguments[1], "WHO-HOLDS") || c.arguments.size() != 3)
        return c.reply.error("ERR there is DEBUG WHO-HOLDS key only");
    void const* address = nullptr;
    if (held_value const found = look_up(c, c.arguments[2]))
        address = found.operator->();
    std::vector<std::string> threads;
    if (address != nullptr)
        gc::who_holds(address,
                      [&](cds::OS::ThreadId id) { threads.push_back(name_of_thread(c.all, id)); });
    c.reply.array(threads.size());
    for (std::string const& id : threads)
        c.reply.bulk(id);
}

} // namespace

std::span<command const> server_commands() {
    static constexpr command rows[] = {
        {"CLIENT", -2, command::serves, 0, 0, 0, client},
        {"COMMAND", -1, command::serves, 0, 0, 0, describe_commands},
        {"CONFIG", -2, command::serves, 0, 0, 0, config},
        {"DEBUG", -2, command::serves, 0, 0, 0, debug},
        {"ECHO", 2, command::serves, 0, 0, 0, echo},
        {"HELLO", -1, command::serves, 0, 0, 0, hello},
        {"INFO", -1, command::serves, 0, 0, 0, info},
        {"PING", -1, command::serves, 0, 0, 0, ping},
        {"QUIT", -1, command::serves, 0, 0, 0, quit},
        {"RESET", 1, command::serves, 0, 0, 0, reset},
        {"SELECT", 2, command::serves, 0, 0, 0, select},
    };
    return rows;
}

} // namespace cached
