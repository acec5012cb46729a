// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "store_access.h"

#include <array>
#include <string>

namespace cached {
namespace {

/// The options of SET.
struct set_options {
    std::optional<instant> deadline;
    bool only_new = false;
    bool only_there = false;
    bool wants_old = false;
    bool keeps_deadline = false;
};

/// Reads a time to live, which has to be positive. Nothing: the client has been told.
std::optional<instant> read_deadline(context& c, std::string_view text, std::int64_t unit,
                                     std::string_view command_name) {
    auto const amount = parse_integer<std::int64_t>(text);
    if (!amount) {
        refuse_integer(c);
        return std::nullopt;
    }
    auto const deadline = *amount > 0 ? deadline_after(c, *amount, unit) : std::nullopt;
    if (!deadline)
        c.reply.error("ERR invalid expire time in '" + std::string(command_name) + "' command");
    return deadline;
}

/// Nothing: the client has been told.
std::optional<set_options> read_set_options(context& c) {
    set_options options;
    for (std::size_t i = 3; i != c.arguments.size(); ++i) {
        std::string_view const word = c.arguments[i];
        bool const seconds = same_word(word, "EX");
        if (same_word(word, "NX"))
            options.only_new = true;
        else if (same_word(word, "XX"))
            options.only_there = true;
        else if (same_word(word, "GET"))
            options.wants_old = true;
        else if (same_word(word, "KEEPTTL"))
            options.keeps_deadline = true;
        else if ((seconds || same_word(word, "PX")) && !options.deadline &&
                 i + 1 != c.arguments.size()) {
            options.deadline = read_deadline(c, c.arguments[++i], seconds ? 1000 : 1, "set");
            if (!options.deadline)
                return std::nullopt;
        } else {
            refuse_syntax(c);
            return std::nullopt;
        }
    }
    if ((options.only_new && options.only_there) || (options.deadline && options.keeps_deadline)) {
        refuse_syntax(c);
        return std::nullopt;
    }
    return options;
}

change put(context& c, std::string_view key, std::string_view bytes, set_options const& options) {
    return c.all.keys.update(key, c.now, [&](value const* old, value::owner& fresh) {
        if (old != nullptr ? options.only_new : options.only_there)
            return verdict::keep;
        instant const deadline = options.keeps_deadline && old != nullptr
                                     ? old->deadline()
                                     : options.deadline.value_or(value::never);
        if (!fresh || fresh->deadline() != deadline)
            fresh = value::make(bytes, deadline);
        return verdict::put;
    });
}

void set(context& c) {
    auto const options = read_set_options(c);
    if (!options || !has_room(c, c.arguments[1], c.arguments[2].size()))
        return;
    change done = put(c, c.arguments[1], c.arguments[2], *options);
    if (options->wants_old)
        c.reply.bulk(std::move(done.before));
    else if (done.done == verdict::put)
        c.reply.ok();
    else
        c.reply.null();
}

void set_for(context& c, std::int64_t unit, std::string_view name) {
    set_options options;
    options.deadline = read_deadline(c, c.arguments[2], unit, name);
    if (!options.deadline || !has_room(c, c.arguments[1], c.arguments[3].size()))
        return;
    put(c, c.arguments[1], c.arguments[3], options);
    c.reply.ok();
}
void setex(context& c) { set_for(c, 1000, "setex"); }
void psetex(context& c) { set_for(c, 1, "psetex"); }

void setnx(context& c) {
    if (!has_room(c, c.arguments[1], c.arguments[2].size()))
        return;
    set_options options;
    options.only_new = true;
    c.reply.integer(put(c, c.arguments[1], c.arguments[2], options).done == verdict::put);
}

void getset(context& c) {
    if (has_room(c, c.arguments[1], c.arguments[2].size()))
        c.reply.bulk(put(c, c.arguments[1], c.arguments[2], {}).before);
}

/// One key after the other: others may see some of them set and some not.
void mset(context& c) {
    if (c.arguments.size() % 2 == 0)
        return c.reply.error("ERR wrong number of arguments for 'mset' command");
    for (std::size_t i = 1; i != c.arguments.size(); i += 2) {
        if (!has_room(c, c.arguments[i], c.arguments[i + 1].size()))
            return;
        put(c, c.arguments[i], c.arguments[i + 1], {});
    }
    c.reply.ok();
}

void get(context& c) { c.reply.bulk(look_up(c, c.arguments[1])); }

/// Each value as it is when its turn comes.
void mget(context& c) {
    c.reply.array(c.arguments.size() - 1);
    for (std::string_view const key : c.arguments.subspan(1))
        c.reply.bulk(look_up(c, key));
}

void getdel(context& c) {
    c.reply.bulk(c.all.keys
                     .update(c.arguments[1], c.now,
                             [](value const* old, value::owner&) {
                                 return old != nullptr ? verdict::erase : verdict::keep;
                             })
                     .before);
}

void strlen(context& c) {
    held_value const found = look_up(c, c.arguments[1]);
    c.reply.integer(found ? static_cast<std::int64_t>(found->bytes().size()) : 0);
}

void append(context& c) {
    std::string_view const more = c.arguments[2];
    held_value const now_there = c.all.keys.get(c.arguments[1], c.now);
    std::size_t const before = now_there ? now_there->bytes().size() : 0;
    if (!has_room(c, c.arguments[1], before + more.size()))
        return;
    std::size_t length = 0;
    c.all.keys.update(c.arguments[1], c.now, [&](value const* old, value::owner& fresh) {
        fresh =
            old != nullptr ? value::join(old->bytes(), more, old->deadline()) : value::make(more);
        length = fresh->bytes().size();
        return verdict::put;
    });
    c.reply.integer(static_cast<std::int64_t>(length));
}

void add(context& c, std::int64_t amount) {
    constexpr std::size_t longest = 20;
    if (!has_room(c, c.arguments[1], longest))
        return;
    std::int64_t sum = 0;
    bool is_number = true;
    bool overflows = false;
    c.all.keys.update(c.arguments[1], c.now, [&](value const* old, value::owner& fresh) {
        auto const number =
            old != nullptr ? parse_integer<std::int64_t>(old->bytes()) : std::int64_t{0};
        is_number = number.has_value();
        overflows = is_number && __builtin_add_overflow(*number, amount, &sum);
        if (!is_number || overflows)
            return verdict::keep;
        std::array<char, 24> digits;
        char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), sum).ptr;
        fresh = value::make({digits.data(), static_cast<std::size_t>(end - digits.data())},
                            old != nullptr ? old->deadline() : value::never);
        return verdict::put;
    });
    if (!is_number)
        refuse_integer(c);
    else if (overflows)
        c.reply.error("ERR increment or decrement would overflow");
    else
        c.reply.integer(sum);
}

void incr(context& c) { add(c, 1); }
void decr(context& c) { add(c, -1); }
void incrby(context& c) {
    auto const amount = parse_integer<std::int64_t>(c.arguments[2]);
    amount ? add(c, *amount) : refuse_integer(c);
}
void decrby(context& c) {
    auto const amount = parse_integer<std::int64_t>(c.arguments[2]);
    if (!amount)
        refuse_integer(c);
    else if (*amount == std::numeric_limits<std::int64_t>::min())
        c.reply.error("ERR decrement would overflow");
    else
        add(c, -*amount);
}

} // namespace

std::span<command const> string_commands() {
    static constexpr command rows[] = {
        {"APPEND", 3, command::writes, 1, 1, 1, append},
        {"DECR", 2, command::writes, 1, 1, 1, decr},
        {"DECRBY", 3, command::writes, 1, 1, 1, decrby},
        {"GET", 2, command::reads, 1, 1, 1, get},
        {"GETDEL", 2, command::writes, 1, 1, 1, getdel},
        {"GETSET", 3, command::writes, 1, 1, 1, getset},
        {"INCR", 2, command::writes, 1, 1, 1, incr},
        {"INCRBY", 3, command::writes, 1, 1, 1, incrby},
        {"MGET", -2, command::reads, 1, -1, 1, mget},
        {"MSET", -3, command::writes, 1, -1, 2, mset},
        {"PSETEX", 4, command::writes, 1, 1, 1, psetex},
        {"SET", -3, command::writes, 1, 1, 1, set},
        {"SETEX", 4, command::writes, 1, 1, 1, setex},
        {"SETNX", 3, command::writes, 1, 1, 1, setnx},
        {"STRLEN", 2, command::reads, 1, 1, 1, strlen},
    };
    return rows;
}

} // namespace cached
