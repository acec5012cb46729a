// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "registry.h"

#include <cds/gc/core/domain/domain.h>

#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {

struct place_block {
    static constexpr unsigned size = 64;

    registry_place places[size]{};
    unsigned used = 0; ///< places that were ever taken
    place_block* next = nullptr;
};

std::mutex lock;

// All of these are under the lock.
constinit place_block first_block;
constinit place_block* newest_block = &first_block; ///< the others follow it
constinit registry_place* free_places = nullptr;

registry_place* take_place() noexcept {
    if (free_places != nullptr) {
        registry_place* const place = free_places;
        free_places = place->next_free;
        return place;
    }
    if (newest_block->used == place_block::size) {
        void* const bytes = std::malloc(sizeof(place_block));
        if (bytes == nullptr)
            return nullptr;
        auto* const fresh = ::new (bytes) place_block;
        fresh->next = std::exchange(newest_block, fresh);
    }
    return &newest_block->places[newest_block->used++];
}

} // namespace

bool register_domain(domain& d) noexcept {
    install_fork_handlers();
    std::lock_guard<std::mutex> const guard(lock);
    if (d.registered_at != nullptr)
        return true;
    registry_place* const place = take_place();
    if (place == nullptr)
        return false;
    place->home = &d;
    d.registered_at = place;
    return true;
}

void unregister_domain(domain& d) noexcept {
    std::lock_guard<std::mutex> const guard(lock);
    registry_place* const place = std::exchange(d.registered_at, nullptr);
    if (place == nullptr)
        return;
    place->home = nullptr;
    // relaxed: the lock orders it for threads that act on it
    place->ended.fetch_add(1, atomics::memory_order_relaxed);
    place->next_free = std::exchange(free_places, place);
}

registration registration_of(domain const& d) noexcept {
    std::lock_guard<std::mutex> const guard(lock);
    registry_place* const place = d.registered_at;
    if (place == nullptr)
        return {};
    // relaxed: the lock orders it
    return {place, place->ended.load(atomics::memory_order_relaxed)};
}

void abandon_if_registered(registration const& r, thread_record& record) noexcept {
    std::lock_guard<std::mutex> const guard(lock);
    if (!has_ended(r))
        r.place->home->release(record);
}

void hold_registry() noexcept { lock.lock(); }
void let_go_of_registry() noexcept { lock.unlock(); }

void visit_registered_domains(void (*visit)(domain&)) noexcept {
    for (place_block* block = newest_block; block != nullptr; block = block->next)
        for (unsigned i = 0; i != block->used; ++i)
            if (domain* const d = block->places[i].home)
                visit(*d);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
