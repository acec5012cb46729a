// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "commands.h"

#include "figures.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <unordered_map>

namespace cached {
namespace {

using table = std::unordered_map<std::string_view, command const*>;

table make_table() {
    table made;
    for (auto const& part : {key_commands(), string_commands(), server_commands()})
        for (command const& row : part)
            made.emplace(row.name, &row);
    return made;
}

char upper(char c) noexcept {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

/// So much of a client's word as an error repeats.
std::string quoted(std::string_view word) {
    constexpr std::size_t most = 64;
    return "'" + std::string(word.substr(0, most)) + (word.size() > most ? "...'" : "'");
}

bool has_arity(command const& row, std::size_t count) noexcept {
    auto const n = static_cast<int>(std::min<std::size_t>(count, 1 << 30));
    return row.arity >= 0 ? n == row.arity : n >= -row.arity;
}

/// A web page can have its reader's browser send HTTP to this machine, and commands in its body.
bool begins_http(std::string_view word) noexcept {
    return same_word(word, "POST") || same_word(word, "Host:");
}

} // namespace

command const* find_command(std::string_view name) {
    static table const commands = make_table();
    std::array<char, 16> capitals;
    if (name.size() > capitals.size())
        return nullptr;
    std::transform(name.begin(), name.end(), capitals.begin(), upper);
    auto const row = commands.find(std::string_view(capitals.data(), name.size()));
    return row != commands.end() ? row->second : nullptr;
}

void execute(context& c) {
    c.mine.commands.add(1);
    if (begins_http(c.arguments.front())) {
        c.client.leaves = true;
        return c.reply.error("ERR this is no web server");
    }
    command const* const row = find_command(c.arguments.front());
    if (row == nullptr)
        return c.reply.error("ERR unknown command " + quoted(c.arguments.front()));
    if (!has_arity(*row, c.arguments.size())) {
        std::string name(row->name);
        std::transform(name.begin(), name.end(), name.begin(), [](char ch) {
            return static_cast<char>(std::tolower(static_cast<unsigned char>(ch)));
        });
        return c.reply.error("ERR wrong number of arguments for '" + name + "' command");
    }
    try {
        row->run(c);
    } catch (std::bad_alloc const&) {
        c.client.leaves = true; // there may be half an answer before this one
        c.reply.error("OOM there is no memory for that");
    }
}

bool same_word(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return upper(x) == upper(y); });
}

void refuse_syntax(context& c) { c.reply.error("ERR syntax error"); }
void refuse_integer(context& c) { c.reply.error("ERR value is not an integer or out of range"); }
void refuse_memory(context& c) {
    c.reply.error("OOM command not allowed when used memory > 'maxmemory'.");
}

} // namespace cached
