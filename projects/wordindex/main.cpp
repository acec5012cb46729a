// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// A word index that many threads build, query and prune at once. Read word_index.h first: the
// library is for that. Then read tally.h, counting_thread.h, reading_thread.h and run.h.

#include "documents.h"
#include "options.h"
#include "report.h"
#include "run_with.h"

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <fstream>
#include <span>
#include <thread>

using namespace wordindex;

namespace {

enum exit_status { all_well = 0, check_failed = 1, bad_usage = 2 };

void fill_in_defaults(options& opt) {
    if (opt.threads == 0)
        opt.threads = std::max(1u, std::thread::hardware_concurrency());
    if (opt.readers == 0)
        opt.readers = std::max(1u, opt.threads / 2);
    if (opt.directories.empty())
        opt.directories = default_directories();
}

/// Where the counts are written. It is opened before the work begins, so that a wrong name costs
/// no time.
std::ofstream open_counts_file(options const& opt) {
    std::ofstream file;
    if (opt.counts_file.empty())
        return file;
    file.open(opt.counts_file);
    if (!file)
        throw usage_error("cannot write '" + opt.counts_file.string() + "'");
    return file;
}

outcome run_with_chosen_policy(options const& opt, documents& all) {
    return opt.gc == collector::dhp ? run_with<cds::gc::DHP>(opt, all)
                                    : run_with<cds::gc::HP>(opt, all);
}

exit_status count_words(options opt) {
    fill_in_defaults(opt);
    documents all = list_documents(opt.directories);
    std::ofstream counts_file = open_counts_file(opt);

    print_plan(opt, all);
    outcome const out = run_with_chosen_policy(opt, all);
    print_outcome(opt, all, out);
    if (counts_file.is_open()) {
        write_counts(counts_file, out.totals);
        if (!counts_file.flush())
            throw std::runtime_error("cannot write '" + opt.counts_file.string() + "'");
    }
    return print_checks(all, out) ? all_well : check_failed;
}

exit_status complain(char const* what, exit_status status) {
    std::fprintf(stderr, "wordindex: %s\n", what);
    if (status == bad_usage)
        std::fprintf(stderr, "Try 'wordindex --help'.\n");
    return status;
}

} // namespace

int main(int argc, char** argv) {
    try {
        options const opt = parse_options(
            std::span<char const* const>(argv, static_cast<std::size_t>(argc)).subspan(1));
        if (!opt.help)
            return count_words(opt);
        std::fwrite(help_text.data(), 1, help_text.size(), stdout);
        return all_well;
    } catch (usage_error const& error) {
        return complain(error.what(), bad_usage);
    } catch (bad_directory const& error) {
        return complain(error.what(), bad_usage);
    } catch (std::exception const& error) {
        return complain(error.what(), check_failed);
    }
}
