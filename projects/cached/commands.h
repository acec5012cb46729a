// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_COMMANDS_H
#define CDSLIB_PROJECTS_CACHED_COMMANDS_H

#include "answer.h"
#include "value.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cached {

class sweeper;
struct shared;
struct worker_figures;

/// What commands know and change of the client that sent them.
struct session {
    std::int64_t id = 0;
    std::string name;
    bool leaves = false; ///< it is to be disconnected when it has its answers
};

/// What a command may use.
struct context {
    shared& all;
    worker_figures& mine;
    sweeper& room;
    instant now;
    session& client;
    answer& reply;
    std::span<std::string_view const> arguments; ///< with the command's name
};

/// A row of the table of commands.
struct command {
    std::string_view name; ///< in capitals
    int arity;             ///< number of arguments with the name; -n: n or more
    enum { reads, writes, serves } kind;
    int first_key; ///< 0: no keys
    int last_key;  ///< -1: the last argument
    int key_step;
    void (*run)(context&);
};

/// \name The table, in parts
///@{
[[nodiscard]] std::span<command const> key_commands();
[[nodiscard]] std::span<command const> string_commands();
[[nodiscard]] std::span<command const> server_commands();
///@}

/// Returns the row of `name`, in whatever case; null if there is none.
[[nodiscard]] command const* find_command(std::string_view name);

/// Runs the request in `c`, and answers it: exactly one answer, whatever is wrong with it.
void execute(context& c);

/// Writes the text of INFO, of all sections or of the one that is named.
[[nodiscard]] std::string information(shared& all, std::string_view section, instant now);

/// Whether the two are the same but for case.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b) noexcept;

/// \name Answers that many commands give
///@{
void refuse_syntax(context& c);
void refuse_integer(context& c);
void refuse_memory(context& c);
///@}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_COMMANDS_H
