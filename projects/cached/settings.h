// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_SETTINGS_H
#define CDSLIB_PROJECTS_CACHED_SETTINGS_H

#include "request_reader.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace cached {

/// What the command line decides.
struct settings {
    std::string bind = "127.0.0.1";
    std::uint16_t port = 6380; ///< 0: any that is free, which the server then prints
    unsigned threads = 0;      ///< 0: one for each core

    std::size_t max_memory = 256 << 20; ///< of keys, values and buckets; 0: no limit
    bool evicts = true;                 ///< else what does not fit is refused
    std::size_t max_clients = 10'000;
    request_limits requests;
    std::size_t max_key = 64 * 1024;

    /// All clients' unread requests and unsent text together.
    std::size_t max_buffers = 256 << 20;
    /// A client with so much to be sent is not read from until half of it is sent.
    std::size_t output_pause = 1 << 20;
    /// A client with more unsent text than that is disconnected: one answer can be long.
    std::size_t max_output = 64 << 20;
    unsigned stall_seconds =
        60; ///< a client that takes nothing for so long is disconnected; 0: never
    unsigned drain_seconds = 5; ///< what SIGTERM gives clients to take their answers

    bool help = false;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_SETTINGS_H
