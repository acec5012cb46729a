// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "options.h"

#include <charconv>
#include <system_error>

namespace wordindex {

std::string_view const help_text =
    R"(usage: wordindex [option]... [directory]...

Counts the words of every file below the directories, packed with gzip or not, in a lock-free hash
map, while other threads look words up and rare words are evicted. Then counts again, alone and with
the standard library's map, and compares. Default directories: /usr/share/common-licenses and
/usr/share/doc.

  --gc=dhp|hp     who reclaims evicted words: dynamic or bounded hazard pointers (dhp)
  --threads=N     threads that count (one for every processor)
  --readers=N     threads that look words up (half as many)
  --seconds=N     start again with the first file until N seconds are over (3);
                  0: count every file once
  --no-evict      keep every word (--evict: evict rare words, the default)
  --top=N         how many of the most frequent words to print (10)
  --counts=FILE   write every count, in the form of `sort | uniq -c`
  --help          this text

Exit status: 0 all is well, 1 a check failed, 2 the command line or a directory is wrong.
)";

namespace {

constexpr unsigned most_threads = 1024;
constexpr unsigned most_seconds = 7 * 24 * 3600;
constexpr unsigned most_words = 1'000'000;

/// `--name=value`, or `--name`; then `value` is empty and `has_value` false.
struct argument {
    std::string_view name;
    std::string_view value;
    bool has_value;
};

argument split(std::string_view text) {
    std::size_t const equals = text.find('=');
    if (equals == text.npos)
        return {text, {}, false};
    return {text.substr(0, equals), text.substr(equals + 1), true};
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string_view required_value(argument const& arg) {
    if (arg.value.empty())
        throw usage_error("option " + quoted(arg.name) + " needs a value, as in " +
                          std::string(arg.name) + "=...");
    return arg.value;
}

void refuse_value(argument const& arg) {
    if (arg.has_value)
        throw usage_error("option " + quoted(arg.name) + " takes no value");
}

unsigned number(argument const& arg, unsigned least, unsigned most) {
    std::string_view const text = required_value(arg);
    unsigned value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        throw usage_error("option " + quoted(arg.name) + ": " + quoted(text) +
                          " is not a number from " + std::to_string(least) + " to " +
                          std::to_string(most));
    return value;
}

collector collector_named(argument const& arg) {
    std::string_view const name = required_value(arg);
    if (name == "dhp")
        return collector::dhp;
    if (name == "hp")
        return collector::hp;
    throw usage_error("option '--gc': " + quoted(name) + " is neither 'hp' nor 'dhp'");
}

bool set_switch(options& opt, argument const& arg) {
    if (arg.name == "--evict")
        opt.evict = true;
    else if (arg.name == "--no-evict")
        opt.evict = false;
    else if (arg.name == "--help")
        opt.help = true;
    else
        return false;
    refuse_value(arg);
    return true;
}

bool set_value(options& opt, argument const& arg) {
    if (arg.name == "--gc")
        opt.gc = collector_named(arg);
    else if (arg.name == "--threads")
        opt.threads = number(arg, 1, most_threads);
    else if (arg.name == "--readers")
        opt.readers = number(arg, 1, most_threads);
    else if (arg.name == "--seconds")
        opt.seconds = number(arg, 0, most_seconds);
    else if (arg.name == "--top")
        opt.top = number(arg, 0, most_words);
    else if (arg.name == "--counts")
        opt.counts_file = required_value(arg);
    else
        return false;
    return true;
}

} // namespace

options parse_options(std::span<char const* const> arguments) {
    options opt;
    bool only_directories = false; // after `--`
    for (std::string_view const text : arguments) {
        if (only_directories || !text.starts_with('-')) {
            if (text.empty())
                throw usage_error("the name of a directory is empty");
            opt.directories.emplace_back(text);
        } else if (text == "--") {
            only_directories = true;
        } else if (argument const arg = split(text); !set_switch(opt, arg) && !set_value(opt, arg))
            throw usage_error("unknown option " + quoted(arg.name));
    }
    return opt;
}

} // namespace wordindex
