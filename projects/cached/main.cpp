// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// A cache server that speaks the Redis protocol, over a lock-free map. Read entry.h first: it says
// how a key is changed. Then read store.h, output.h, connection.h and worker.h.

#include "options.h"
#include "server.h"

#include <sys/random.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <span>
#include <stdexcept>

using namespace cached;

namespace {

enum exit_status { all_well = 0, failed = 1, bad_usage = 2 };

/// A client costs a descriptor. Takes as many as the system gives, and lets no more clients in than
/// there are descriptors for: one too many is told so, where else it would wait for an answer.
void fit_descriptors(settings& chosen) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    rlimit const most{limit.rlim_max, limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &most) == 0)
        limit = most;
    std::size_t const for_others = 24 + 2 * std::size_t(chosen.threads);
    std::size_t const left = limit.rlim_cur > for_others ? limit.rlim_cur - for_others : 1;
    chosen.max_clients = std::min(chosen.max_clients, left);
}

void choose_hash_secret() {
    if (::getrandom(&the_hash_secret, sizeof the_hash_secret, 0) !=
        static_cast<ssize_t>(sizeof the_hash_secret))
        throw std::runtime_error("the system has no random numbers");
}

exit_status serve(settings chosen) {
    fit_descriptors(chosen);
    choose_hash_secret();
    {
        server here(chosen);
        std::printf("cached: listening on %s:%u, %u threads, at most %zu clients\n",
                    chosen.bind.c_str(), static_cast<unsigned>(here.port()), chosen.threads,
                    chosen.max_clients);
        std::fflush(stdout);
        here.run();
    }
    bool const drained = gc::drain();
    gc::stat const figures = gc::statistics();
    std::printf("cached: %zu objects retired, %zu freed, at most %zu waited at once\n",
                figures.retired_count, figures.free_count, figures.peak_pending);
    return drained && figures.retired_count == figures.free_count ? all_well : failed;
}

} // namespace

int main(int argc, char** argv) {
    try {
        settings const chosen = parse_options(
            std::span<char const* const>(argv, static_cast<std::size_t>(argc)).subspan(1));
        if (!chosen.help)
            return serve(chosen);
        std::fwrite(help_text.data(), 1, help_text.size(), stdout);
        return all_well;
    } catch (usage_error const& error) {
        std::fprintf(stderr, "cached: %s\nTry 'cached --help'.\n", error.what());
        return bad_usage;
    } catch (std::exception const& error) {
        std::fprintf(stderr, "cached: %s\n", error.what());
        return failed;
    }
}
