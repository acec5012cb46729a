// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "options.h"

#include "block.h"
#include "shared/queues.h"

#include <cds/gc/dhp.h>

namespace pipeline {

std::string_view const help_text =
    R"(usage: pipeline [option]... [file]...

Compresses the files, one after the other, or standard input, on many threads, to one file in the
format of gzip.

  --queue=NAME    the queues between the stages: ms, moir, basket, optimistic, faa, segmented, rw,
                  vyukov or sc (sc)
  --threads=N     threads that compress (one for every processor)
  --level=N       from 1, fast, to 9, small (6)
  --block=N       how many KiB a thread compresses at a time, from 32 to 65536 (128)
  --output=FILE   a file that does not exist yet, or a device or pipe (standard output)
  --verbose       say what was done, on standard error
  --help          this text

Exit status: 0 all is well, 1 something failed, 2 the command line is wrong. What was written before
a failure has no end, and gzip says so; a file that --output names is removed then.
)";

namespace {

using shared::argument, shared::number;

constexpr unsigned most_threads = 1024;
constexpr unsigned least_block = window / 1024; // a block refers to no more than the one before it
constexpr unsigned largest_block = 64 * 1024;

bool set_switch(options& opt, argument const& arg) {
    if (arg.name == "--verbose")
        opt.verbose = true;
    else if (arg.name == "--help")
        opt.help = true;
    else
        return false;
    shared::refuse_value(arg);
    return true;
}

bool set_value(options& opt, argument const& arg) {
    if (arg.name == "--queue")
        opt.queue = shared::one_of(shared::queues<cds::gc::DHP, int>, arg);
    else if (arg.name == "--threads")
        opt.threads = number(arg, 1, most_threads);
    else if (arg.name == "--level")
        opt.level = number(arg, 1, 9);
    else if (arg.name == "--block")
        opt.block_kib = number(arg, least_block, largest_block);
    else if (arg.name == "--output")
        opt.output = shared::required_value(arg);
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
        [&opt](std::string_view file) { opt.inputs.emplace_back(file); });
    return opt;
}

} // namespace pipeline
