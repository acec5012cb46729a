// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "glob.h"
#include "store_access.h"

#include <algorithm>
#include <string>
#include <vector>

namespace cached {
namespace {

void del(context& c) {
    std::int64_t gone = 0;
    for (std::string_view const key : c.arguments.subspan(1))
        gone += c.all.keys.erase(key, c.now);
    c.reply.integer(gone);
}

void exists(context& c) {
    std::int64_t there = 0;
    for (std::string_view const key : c.arguments.subspan(1))
        there += bool(look_up(c, key));
    c.reply.integer(there);
}

void type(context& c) { c.reply.simple(look_up(c, c.arguments[1]) ? "string" : "none"); }

/// When a key may get another deadline: EXPIRE's NX, XX, GT and LT. No deadline is later than any.
bool may_expire(std::string_view condition, instant old, instant fresh) noexcept {
    if (condition.empty())
        return true;
    if (same_word(condition, "NX"))
        return old == value::never;
    if (same_word(condition, "XX"))
        return old != value::never;
    bool const later = old != value::never && fresh > old;
    bool const earlier = old == value::never || fresh < old;
    return same_word(condition, "GT") ? later : earlier;
}

/// A value with another deadline is another value, so this copies it.
void expire_in(context& c, std::int64_t unit, std::string_view name) {
    auto const amount = parse_integer<std::int64_t>(c.arguments[2]);
    if (!amount)
        return refuse_integer(c);
    auto const deadline = deadline_after(c, *amount, unit);
    if (!deadline)
        return c.reply.error("ERR invalid expire time in '" + std::string(name) + "' command");
    std::string_view const condition = c.arguments.size() > 3 ? c.arguments[3] : "";
    if (c.arguments.size() > 4 ||
        (!condition.empty() && !same_word(condition, "NX") && !same_word(condition, "XX") &&
         !same_word(condition, "GT") && !same_word(condition, "LT")))
        return refuse_syntax(c);
    change const done =
        c.all.keys.update(c.arguments[1], c.now, [&](value const* old, value::owner& fresh) {
            if (old == nullptr || !may_expire(condition, old->deadline(), *deadline))
                return verdict::keep;
            if (*deadline <= c.now)
                return verdict::erase;
            fresh = value::make(old->bytes(), *deadline);
            return verdict::put;
        });
    c.reply.integer(done.done != verdict::keep);
}
void expire(context& c) { expire_in(c, 1000, "expire"); }
void pexpire(context& c) { expire_in(c, 1, "pexpire"); }

void persist(context& c) {
    change const done =
        c.all.keys.update(c.arguments[1], c.now, [](value const* old, value::owner& fresh) {
            if (old == nullptr || old->deadline() == value::never)
                return verdict::keep;
            fresh = value::make(old->bytes());
            return verdict::put;
        });
    c.reply.integer(done.done == verdict::put);
}

/// -2: no such key; -1: it does not expire.
std::int64_t milliseconds_left(context& c) {
    held_value const found = look_up(c, c.arguments[1]);
    if (!found)
        return -2;
    return found->deadline() == value::never ? -1 : found->deadline() - c.now;
}
void pttl(context& c) { c.reply.integer(milliseconds_left(c)); }
void ttl(context& c) {
    std::int64_t const left = milliseconds_left(c);
    c.reply.integer(left < 0 ? left : (left + 500) / 1000);
}

void dbsize(context& c) { c.reply.integer(static_cast<std::int64_t>(c.all.keys.size())); }

void flush(context& c) {
    bool const known = c.arguments.size() == 1 ||
                       (c.arguments.size() == 2 &&
                        (same_word(c.arguments[1], "SYNC") || same_word(c.arguments[1], "ASYNC")));
    if (!known)
        return refuse_syntax(c);
    c.all.keys.clear();
    c.reply.ok();
}

/// The options of SCAN.
struct scan_options {
    std::string_view pattern = "*";
    std::size_t count = 10;
    bool strings = true; ///< there is no other type
};

/// Nothing: the client has been told.
std::optional<scan_options> read_scan_options(context& c) {
    constexpr std::size_t most = 10'000;
    scan_options options;
    for (std::size_t i = 2; i < c.arguments.size(); i += 2) {
        bool const last = i + 1 == c.arguments.size();
        std::string_view const word = last ? "" : c.arguments[i];
        if (same_word(word, "MATCH")) {
            options.pattern = c.arguments[i + 1];
            if (options.pattern.size() > longest_pattern) {
                c.reply.error("ERR the pattern is too long");
                return std::nullopt;
            }
        } else if (same_word(word, "TYPE"))
            options.strings = same_word(c.arguments[i + 1], "string");
        else if (same_word(word, "COUNT")) {
            auto const count = parse_integer<std::size_t>(c.arguments[i + 1]);
            if (!count) {
                refuse_integer(c);
                return std::nullopt;
            }
            options.count = std::clamp<std::size_t>(*count, 1, most);
        } else {
            refuse_syntax(c);
            return std::nullopt;
        }
    }
    return options;
}

void scan(context& c) {
    constexpr std::size_t enough_bytes = 1 << 20;
    constexpr std::size_t enough_steps = 1 << 24; // of comparing, while other clients wait
    auto const cursor = parse_integer<std::uint64_t>(c.arguments[1]);
    if (!cursor)
        return c.reply.error("ERR invalid cursor");
    auto const options = read_scan_options(c);
    if (!options)
        return;
    std::vector<std::string> found;
    std::size_t bytes = 0;
    std::size_t steps = 0;
    auto const look_at = [&](std::string_view key, value const&) {
        steps += options->pattern.size() * key.size();
        if (options->strings && matches(options->pattern, key)) {
            found.emplace_back(key);
            bytes += key.size();
        }
        return bytes < enough_bytes && steps < enough_steps;
    };
    std::uint64_t const next = c.all.keys.scan(*cursor, options->count, c.now, look_at);
    c.reply.array(2);
    c.reply.bulk(std::to_string(next));
    c.reply.array(found.size());
    for (std::string const& key : found)
        c.reply.bulk(key);
}

} // namespace

std::span<command const> key_commands() {
    static constexpr command rows[] = {
        {"DBSIZE", 1, command::reads, 0, 0, 0, dbsize},
        {"DEL", -2, command::writes, 1, -1, 1, del},
        {"EXISTS", -2, command::reads, 1, -1, 1, exists},
        {"EXPIRE", -3, command::writes, 1, 1, 1, expire},
        {"FLUSHALL", -1, command::writes, 0, 0, 0, flush},
        {"FLUSHDB", -1, command::writes, 0, 0, 0, flush},
        {"PERSIST", 2, command::writes, 1, 1, 1, persist},
        {"PEXPIRE", -3, command::writes, 1, 1, 1, pexpire},
        {"PTTL", 2, command::reads, 1, 1, 1, pttl},
        {"SCAN", -2, command::reads, 0, 0, 0, scan},
        {"TTL", 2, command::reads, 1, 1, 1, ttl},
        {"TYPE", 2, command::reads, 1, 1, 1, type},
        {"UNLINK", -2, command::writes, 1, -1, 1, del},
    };
    return rows;
}

} // namespace cached
