// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// Compresses as gzip does, on many threads. Read stages.h first: the library is for that. Then read
// block.h and gzip.h.

#include "block.h"
#include "files.h"
#include "gzip.h"
#include "options.h"
#include "shared/queues.h"
#include "stages.h"

#include <cds/gc/dhp.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <span>
#include <string>
#include <thread>

using namespace pipeline;

namespace {

enum exit_status { all_well = 0, failed = 1, bad_usage = 2 };

void say_what_was_done(options const& opt, gzip_writer const& written, std::size_t blocks,
                       std::chrono::duration<double> time) {
    double const megabytes = static_cast<double>(written.bytes_in()) / 1e6;
    std::fprintf(stderr,
                 "pipeline: %.1f MB to %.1f MB in %.2f s: %.1f MB/s; --queue=%s --threads=%u, "
                 "%zu blocks of %u KiB\n",
                 megabytes, static_cast<double>(written.bytes_out()) / 1e6, time.count(),
                 megabytes / time.count(), std::string(opt.queue).c_str(), opt.threads, blocks,
                 opt.block_kib);
}

exit_status compress(options opt) {
    using clock = std::chrono::steady_clock;
    if (opt.threads == 0)
        opt.threads = std::max(1u, std::thread::hardware_concurrency());
    std::signal(SIGPIPE, SIG_IGN); // a pipe that was closed is an error of the writer like others
    input from(opt.inputs);
    output to(opt.output);
    gzip_writer writer(to);
    clock::time_point const start = clock::now();
    shared::choose(shared::queues<cds::gc::DHP, block*>, opt.queue,
                   [&]<class Queue>(shared::named<Queue>) {
                       stages<Queue>(opt, from, writer).run();
                       if (opt.verbose)
                           say_what_was_done(opt, writer, stages<Queue>::blocks_for(opt),
                                             clock::now() - start);
                   });
    return all_well;
}

exit_status complain(char const* what, exit_status status) {
    std::fprintf(stderr, "pipeline: %s\n", what);
    if (status == bad_usage)
        std::fprintf(stderr, "Try 'pipeline --help'.\n");
    return status;
}

} // namespace

int main(int argc, char** argv) {
    try {
        options const opt = parse_options(
            std::span<char const* const>(argv, static_cast<std::size_t>(argc)).subspan(1));
        if (!opt.help)
            return compress(opt);
        std::fwrite(help_text.data(), 1, help_text.size(), stdout);
        return all_well;
    } catch (usage_error const& error) {
        return complain(error.what(), bad_usage);
    } catch (std::exception const& error) {
        return complain(error.what(), failed);
    }
}
