// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_SHARED_ARGUMENTS_H
#define CDSLIB_PROJECTS_SHARED_ARGUMENTS_H

#include "choices.h"

#include <charconv>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

/// How the programs read their command lines.
namespace shared {

/// Thrown for a command line that makes no sense; `what()` says why.
struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// `--name=value`, or `--name`; then `value` is empty and `has_value` false.
struct argument {
    std::string_view name;
    std::string_view value;
    bool has_value;
};

inline argument split(std::string_view text) {
    std::size_t const equals = text.find('=');
    if (equals == text.npos)
        return {text, {}, false};
    return {text.substr(0, equals), text.substr(equals + 1), true};
}

inline std::string quoted(std::string_view text) {
    return std::string(1, '\'').append(text).append(1, '\'');
}

/// Calls `option(argument)` for what begins with a dash, and `operand(text)` for the rest and for
/// all that comes after `--`. An option for which `option` returns false is refused.
template <class Option, class Operand>
void for_each_argument(std::span<char const* const> arguments, Option option, Operand operand) {
    bool only_operands = false; // after `--`
    for (std::string_view const text : arguments)
        if (only_operands || !text.starts_with('-'))
            operand(text);
        else if (text == "--")
            only_operands = true;
        else if (argument const arg = split(text); !option(arg))
            throw usage_error("unknown option " + quoted(arg.name));
}

/// \name What an option's value must be
/// If it is not, `usage_error` is thrown, with the option's name.
///@{
inline std::string_view required_value(argument const& arg) {
    if (arg.value.empty())
        throw usage_error("option " + quoted(arg.name) + " needs a value, as in " +
                          std::string(arg.name) + "=...");
    return arg.value;
}

inline void refuse_value(argument const& arg) {
    if (arg.has_value)
        throw usage_error("option " + quoted(arg.name) + " takes no value");
}

inline unsigned number(argument const& arg, unsigned least, unsigned most) {
    std::string_view const text = required_value(arg);
    unsigned value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        throw usage_error("option " + quoted(arg.name) + ": " + quoted(text) +
                          " is not a number from " + std::to_string(least) + " to " +
                          std::to_string(most));
    return value;
}

/// Returns the value, which is the name of one of the choices.
template <class Choices>
std::string_view one_of(Choices const& choices, argument const& arg) {
    std::string_view const name = required_value(arg);
    if (!choose(choices, name, [](auto const&) {}))
        throw usage_error("option " + quoted(arg.name) + ": " + quoted(name) + " is none of " +
                          names_of(choices, ", "));
    return name;
}
///@}

} // namespace shared

#endif // #ifndef CDSLIB_PROJECTS_SHARED_ARGUMENTS_H
