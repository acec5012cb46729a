// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_MEMORY_H
#define CDSLIB_TEST_MODEL_SCHEDULER_MEMORY_H

#include <array>
#include <atomic>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schedule.h"

namespace cds_model {

class exhaustive;

using word = std::uint64_t;

// A store that its fiber has made and nobody else sees yet.
struct buffered_store {
    void* where;
    word value;
    std::memory_order order;
    void (*perform)(buffered_store const&);
    std::size_t made_in = 0; // step
};

// sc:   a load returns the newest value.
// tso:  a store may stay invisible to others until its owner fences (what x86 store buffers do);
//       every load acquires, every store releases, every read-modify-write is a full fence.
// weak: exactly the orders written in the code; a load may return any value that coherence, and
//       what the reader has acquired, leave possible. No load sees a store of the future.
enum class memory_model { sc, tso, weak };

// The values an atomic variable has had, and what each fiber knows of them.
// Every store appends a message to its location's history; a view says, per location, the oldest
// message that may still be read. A release attaches the writer's view to the message, an acquire
// joins it into the reader's. A seq_cst fence joins with the one global view both ways.
// Beside the views runs happens-before in the narrow sense of ThreadSanitizer: release and acquire
// operations count, fences do not. `shared<T>` and ThreadSanitizer itself are told about it.
class memory {
public:
    using view = std::vector<std::uint32_t>;
    using clock = std::array<std::uint32_t, max_fibers>;

    // Where there is a choice, `search` makes it, or else randomness by `seed`.
    void begin(memory_model model, unsigned fibers, std::uint64_t seed, exhaustive* search);
    void created(void const* where) {
        locations_.erase(where);
        ended_.erase(where);
    }
    void ended(void const* where) { ended_.insert(where); }
    bool is_alive(void const* where) const { return ended_.count(where) == 0; }

    word read(unsigned fiber, void const* where, word newest, std::memory_order order);
    word read_newest(unsigned fiber, void const* where, word newest, std::memory_order order);
    void write(unsigned fiber, void const* where, word old, word value, std::memory_order order);
    void update(unsigned fiber, void const* where, word old, word value, std::memory_order order);
    void fence(unsigned fiber, std::memory_order order);
    // A fence in the middle of whatever `fiber` is doing: the process-wide barrier sends it.
    void full_fence(unsigned fiber);

    clock const& past(unsigned fiber) const { return fibers_[fiber].past; }

private:
    struct message {
        word value = 0;
        view released;
        clock before{};
        std::vector<std::uint32_t> tokens;
    };
    struct location {
        std::uint32_t id;
        std::vector<message> history;
    };
    struct fiber_state {
        view now;
        view read_relaxed;      // becomes known by an acquire fence
        view released_by_fence; // goes with every later relaxed store
        clock past{};
    };

    location& at(void const* where, word present);
    std::size_t choose(fiber_state const& self, location const& place, std::memory_order order);
    void learn(fiber_state& self, location const& place, std::size_t index,
               std::memory_order order);
    void append(unsigned fiber, location& place, message&& next, std::memory_order order);
    void attach_release(unsigned fiber, message& next);
    bool acquires(std::memory_order order) const;
    bool releases(std::memory_order order) const;

    memory_model model_ = memory_model::sc;
    random_source random_;
    exhaustive* search_ = nullptr;
    std::unordered_map<void const*, location> locations_;
    std::unordered_set<void const*> ended_;
    std::uint32_t next_id_ = 0;
    std::uint32_t next_token_ = 0;
    std::array<fiber_state, max_fibers> fibers_;
    view global_;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_MEMORY_H
