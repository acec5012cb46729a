// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "options.h"

#include "maps.h"
#include "shared/queues.h"

#include <cds/gc/dhp.h>

namespace wordindex {

std::string_view const help_text =
    R"(usage: wordindex [option]... [directory]...

Counts the words of every file below the directories, packed with gzip or not, in a lock-free hash
map, while other threads look words up and rare words are evicted. Then counts again, alone and with
the standard library's map, and compares. Default directories: /usr/share/common-licenses and
/usr/share/doc.

  --gc=dhp|hp     who reclaims evicted words: dynamic or bounded hazard pointers (dhp)
  --map=NAME      the map: michael or split (hash tables of lists; split-lazy and
                  split-iterable are of other lists), feldman (a trie of hash values),
                  skip (a skip list), ellen (a search tree) (michael)
  --queue=NAME    where the files wait: ms, moir, basket, optimistic, faa, segmented, rw,
                  vyukov or sc (ms)
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

using shared::argument, shared::number, shared::required_value;

collector collector_named(argument const& arg) {
    std::string_view const name = required_value(arg);
    if (name == "dhp")
        return collector::dhp;
    if (name == "hp")
        return collector::hp;
    throw usage_error("option '--gc': " + shared::quoted(name) + " is neither 'hp' nor 'dhp'");
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
    shared::refuse_value(arg);
    return true;
}

bool set_value(options& opt, argument const& arg) {
    if (arg.name == "--gc")
        opt.gc = collector_named(arg);
    else if (arg.name == "--map")
        opt.map = shared::one_of(maps<cds::gc::DHP>, arg);
    else if (arg.name == "--queue")
        opt.queue = shared::one_of(shared::queues<cds::gc::DHP, int>, arg);
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
    shared::for_each_argument(
        arguments,
        [&opt](argument const& arg) { return set_switch(opt, arg) || set_value(opt, arg); },
        [&opt](std::string_view directory) {
            if (directory.empty())
                throw usage_error("the name of a directory is empty");
            opt.directories.emplace_back(directory);
        });
    return opt;
}

} // namespace wordindex
