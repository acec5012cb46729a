// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_STORE_ACCESS_H
#define CDSLIB_PROJECTS_CACHED_STORE_ACCESS_H

#include "commands.h"
#include "integer.h"
#include "shared.h"
#include "sweeper.h"

#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace cached {

/// Looks a key up for a command, and counts whether it was there.
[[nodiscard]] inline held_value look_up(context& c, std::string_view key) {
    held_value found = c.all.keys.get(key, c.now);
    (found ? c.mine.hits : c.mine.misses).add(1);
    return found;
}

/// Makes room for a value of `bytes` under `key`. False: there is none, and the client has been
/// told.
[[nodiscard]] inline bool has_room(context& c, std::string_view key, std::size_t bytes) {
    if (key.size() > c.all.limits.max_key) {
        c.reply.error("ERR the key is too long");
        return false;
    }
    if (bytes > c.all.limits.requests.argument_bytes) {
        c.reply.error("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        return false;
    }
    std::size_t const needed = entry::footprint(key.size()) + value::footprint(bytes);
    std::size_t const limit = c.all.keys.max_bytes();
    bool const fits = c.all.limits.evicts ? c.room.make_room(needed, c.now)
                                          : limit == 0 || c.all.keys.bytes() + needed <= limit;
    if (!fits)
        refuse_memory(c);
    return fits;
}

/// Returns when a value that lives for `amount` of `unit` milliseconds from now on expires; nothing
/// if that is beyond all times.
[[nodiscard]] inline std::optional<instant> deadline_after(context const& c, std::int64_t amount,
                                                           std::int64_t unit) noexcept {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
    if (amount > most / unit || amount < -most / unit)
        return std::nullopt;
    return c.now + amount * unit;
}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_STORE_ACCESS_H
