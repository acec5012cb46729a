// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "store.h"

#include <algorithm>

namespace cached {
namespace {

/// What the calling thread has retired since it looked last.
thread_local std::size_t retired_bytes = 0;

} // namespace

held_value store::get(std::string_view key, instant now) {
    held_value found;
    bool expired = false;
    entries_.find(key_probe(key), [&](entry& e, key_probe const&) {
        gc::Guard guard;
        value const* const v = e.protect(guard);
        if (v == nullptr)
            return;
        expired = v->has_expired(now);
        if (!expired) {
            e.touch(now);
            found = held_value(std::move(guard));
        }
    });
    if (expired) // a change that changes nothing takes out what has expired
        update(key, now, [](value const*, value::owner&) { return verdict::keep; });
    return found;
}

void store::clear() {
    for (entry& e : entries_)
        while (!erase_at(e, [](value const&) { return true; }))
            continue;
}

std::size_t store::bytes_before_scan() const noexcept {
    constexpr std::size_t most = 8 << 20;
    return max_bytes_ == 0 ? most : std::clamp<std::size_t>(max_bytes_ / 16, 64 << 10, most);
}

void store::retire(value* old) {
    std::size_t const bytes = old->footprint();
    memory_account::one().retired(bytes);
    gc::retire<value::disposer>(old);
    retired_bytes += bytes;
    if (retired_bytes > bytes_before_scan()) {
        retired_bytes = 0;
        gc::scan();
    }
}

void store::unlink(entry& dead) {
    if (entries_.unlink(dead)) // else another thread was faster
        memory_account::one().retired(dead.footprint());
}

} // namespace cached
