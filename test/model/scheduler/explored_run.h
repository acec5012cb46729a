// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_EXPLORED_RUN_H
#define CDSLIB_TEST_MODEL_SCHEDULER_EXPLORED_RUN_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "exhaustive.h"
#include "memory.h"

namespace cds_model {

// What an exhaustive search has to know of an execution: who can make a step, and what the steps
// have to do with each other.
//
// Under tso each fiber has a store buffer, as an x86 processor has (Owens, Sarkar, Sewell,
// "A better x86 memory model: x86-TSO", TPHOLs 2009). A store goes into it; its oldest store
// becomes visible in a step of its own; whatever fences waits until the buffer is empty.
//
// A fiber waits if between two calls of wait_a_little() it has learnt and changed nothing, or reads
// one value over and over. It makes no step until something has changed of what it has read there:
// it would only do the same again.
class explored_run {
public:
    explored_run(exhaustive& search, memory_model model) : search_(search), model_(model) {}
    explored_run(explored_run const&) = delete;
    explored_run& operator=(explored_run const&) = delete;

    // Before the model is made, so that its atomics are known by the order of their creation.
    void begin();
    void created(void const* where);
    bool buffers_stores() const { return model_ == memory_model::tso; }
    exhaustive& search() const { return search_; }

    // Before a step of the running fiber: whose store buffers must be empty.
    void needs_empty(unsigned running, unsigned owner) { fibers_[running].needs |= only(owner); }
    void has_nothing_to_do(unsigned running);
    // Whose step is next; `none` when there is nobody.
    static constexpr process none = ~0U;
    process next(process_set runnable, unsigned running);
    void begins_step(unsigned fiber);

    // Within a step.
    void reads(unsigned fiber, void const* where, std::memory_order order);
    void writes(unsigned fiber, void const* where, word old, word value, std::memory_order order);
    void fences(unsigned fiber, std::memory_order order);
    void fences_for(unsigned fiber, unsigned other);
    void stores(unsigned fiber, buffered_store store);
    std::optional<word> own_store(unsigned fiber, void const* where);
    buffered_store oldest_store(unsigned fiber);
    // An operation begins or ends: what ended before what began is what everybody can tell.
    void begins(unsigned fiber);
    void ends(unsigned fiber);

    bool has_stores(unsigned fiber) const { return !fibers_[fiber].buffer.empty(); }

private:
    enum class kind : std::uint64_t { created, address, own_store, buffer, view, order, time };

    // Atomics created one behind the other, as those of an array are: a domain has thousands, and
    // an execution touches few.
    struct row {
        std::uintptr_t first;
        std::uintptr_t step;  // from one to the next
        std::uint64_t number; // of the first
        std::uint64_t count;

        bool goes_on_at(std::uintptr_t where) const;
        std::optional<std::uint64_t> number_of(std::uintptr_t where) const;
    };
    // The last change of a variable by anybody.
    struct variable {
        spot where = 0;
        std::uint64_t execution = 0;
        std::uint64_t named_at = 0; // so many had been created
        std::size_t version = 0;
        std::vector<std::size_t> changed_in; // steps
    };
    struct sight {
        variable* what;
        std::size_t version;
        std::size_t step; // of the last time
        unsigned times;   // in steps of their own
    };
    struct fiber_state {
        std::deque<buffered_store> buffer;
        std::size_t last_flush = no_step;
        process_set needs = 0;
        bool waits = false;
        bool changed_something = false;
        std::vector<sight> seen;   // since the last call of wait_a_little()
        std::vector<sight> before; // between the last two
    };
    static constexpr std::size_t no_step = ~std::size_t{0};
    static constexpr unsigned many_times = 100;

    static spot spot_of(kind k, std::uint64_t id = 0) {
        return static_cast<std::uint64_t>(k) << 56 | id;
    }
    static spot own_store_at(unsigned fiber, spot where) {
        return spot_of(kind::own_store) ^ static_cast<spot>(fiber + 1) << 48 ^ where;
    }
    variable& at(void const* where);
    std::optional<std::uint64_t> creation_of(void const* where, std::uint64_t since) const;
    sight& sight_of(unsigned fiber, variable& what);
    bool can_go_on(unsigned fiber) const;
    static bool has_changed(sight const& s) { return s.version != s.what->version; }
    static bool has_learnt(fiber_state const& self);
    void ends_wait(fiber_state& self);
    void orders(unsigned fiber, std::memory_order order, access how);

    exhaustive& search_;
    memory_model model_;
    std::unordered_map<void const*, variable> variables_;
    std::uint64_t execution_ = 0;
    std::uint64_t created_ = 0;
    std::vector<row> rows_;
    fiber_state fibers_[max_fibers];
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_EXPLORED_RUN_H
