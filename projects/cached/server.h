// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_SERVER_H
#define CDSLIB_PROJECTS_CACHED_SERVER_H

#include "descriptor.h"
#include "shared.h"
#include "worker.h"

#include <cstddef>
#include <deque>

namespace cached {

/// Accepts clients and deals them out to the event loops in turn, so that each has as many as the
/// others; with SO_REUSEPORT a hash would decide. SIGTERM or SIGINT ends it.
class server {
public:
    /// Listens from now on, and has the signals blocked in this thread and those that come from it.
    /// Throws std::system_error, or std::runtime_error if `bind` is no address.
    explicit server(settings const& chosen);

    [[nodiscard]] std::uint16_t port() const noexcept {
        return static_cast<std::uint16_t>(all_.port.get());
    }

    /// Serves until a signal comes, then drains: what has arrived is answered.
    void run();

private:
    void accept_all();
    void turn_away(int socket, char const* why);

    shared all_;
    descriptor signals_;
    descriptor listener_;
    bool out_of_descriptors_ = false;
    std::size_t next_ = 0;
    std::deque<worker> workers_; ///< the last member: their threads use the others
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_SERVER_H
