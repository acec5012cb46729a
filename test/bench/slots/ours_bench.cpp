// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The slot manager: its free list alone, its free list with payloads built and destroyed, its
// guards.

#include "../workload/slots.h"

#include <cds/memory/slot_manager.h>

#include <vector>

namespace {

using cds::memory::slot_handle;
using manager_type = cds::memory::slot_manager<std::uint64_t, std::uint64_t>;

struct free_list {
    std::uint32_t take() { return list.pop(); }
    void give(std::uint32_t index) { list.push(index); }

    cds::memory::details::slot_free_list<std::allocator<int>, cds::memory::details::after_lost_race>
        list{bench::slot_count, 0, {}};
};

// An index as a rival would give; the manager's store and free do the rest, too.
struct store_and_free {
    std::uint32_t take() {
        slot_handle const handle = *manager.store(1, 2);
        generations[handle.index].value = handle.generation;
        return handle.index;
    }
    void give(std::uint32_t index) { manager.free({index, generations[index].value}); }

    struct alignas(64) generation {
        std::uint32_t value = 0;
    };
    manager_type manager{bench::slot_count};
    std::vector<generation> generations{bench::slot_count};
};

struct guarded {
    guarded() {
        for (slot_handle& handle : handles)
            handle = *manager.store(1, 2);
    }
    std::uint64_t read(std::size_t slot) { return *manager.read(handles[slot]); }
    void write(std::size_t slot) { ++*manager.write(handles[slot]); }

    manager_type manager{bench::slot_count};
    std::vector<slot_handle> handles{bench::slot_count};
};

[[maybe_unused]] bool const registered = bench::register_free_list<free_list>("free_list") &&
                                         bench::register_free_list<store_and_free>("store_free") &&
                                         bench::register_guarded<guarded>("guards");

} // namespace
