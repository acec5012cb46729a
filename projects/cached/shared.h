// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_SHARED_H
#define CDSLIB_PROJECTS_CACHED_SHARED_H

#include "figures.h"
#include "settings.h"
#include "store.h"
#include "striped_sum.h"

#include <cds/algo/atomic.h>
#include <cds/os/thread.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace cached {

/// Returns the time by a clock that never goes back and never was 0.
[[nodiscard]] inline instant clock_now() noexcept {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count() + 1;
}

/// What all event loops share: the keys, the settings, and figures.
struct shared {
    explicit shared(settings const& chosen)
        : limits(chosen), keys(chosen.max_memory), workers(chosen.threads) {}

    settings const limits;
    store keys;
    std::deque<worker_figures> workers;
    instant const started = clock_now();

    striped_sum clients;  ///< that are connected, from when they are accepted on
    striped_sum buffered; ///< bytes of their requests and answers
    atomics::atomic<std::int64_t> last_client_id{0};
    figure<std::int64_t> accepted; ///< only the acceptor writes these two
    figure<std::int64_t> refused;
    figure<std::int64_t> port;
};

/// What INFO calls a thread that the library names.
[[nodiscard]] inline std::string name_of_thread(shared const& all, cds::OS::ThreadId id) {
    for (std::size_t i = 0; i != all.workers.size(); ++i)
        if (all.workers[i].thread_id.get() == static_cast<std::int64_t>(id))
            return "worker" + std::to_string(i);
    return "another";
}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_SHARED_H
