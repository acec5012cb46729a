// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// A cache server that speaks the Redis protocol, over a lock-free map. Read entry.h first: it says
// how a key is changed. Then read store.h, output.h, connection.h and worker.h.

#include "options.h"
#include "server.h"

#include <sys/random.h>
#include <sys/resource.h>

#include <cstdio>
#include <exception>
#include <span>

using namespace cached;

namespace {

enum exit_status { all_well = 0, failed = 1, bad_usage = 2 };

/// A client costs a descriptor: takes as many as the system gives.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void choose_hash_secret() {
    if (::getrandom(&the_hash_secret, sizeof the_hash_secret, 0) !=
        static_cast<ssize_t>(sizeof the_hash_secret))
        throw std::runtime_error("the system has no random numbers");
}

exit_status serve(settings const& chosen) {
    raise_descriptor_limit();
    choose_hash_secret();
    {
        server here(chosen);
        std::printf("cached: listening on %s:%u, %u threads\n", chosen.bind.c_str(),
                    static_cast<unsigned>(here.port()), chosen.threads);
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
