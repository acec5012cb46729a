// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "memory.h"

#include <algorithm>
#include <utility>

#include "exhaustive.h"
#include "sanitizers.h"

namespace cds_model {

namespace {

constexpr std::size_t oldest_readable = 3; // how many messages back a load may reach

// ThreadSanitizer keeps a clock per address: each release gets an address of its own.
constexpr std::size_t token_count = std::size_t{1} << 15;
std::uint64_t token_area[token_count];

bool is_acquire(std::memory_order order) {
    return order != std::memory_order_relaxed && order != std::memory_order_release;
}

bool is_release(std::memory_order order) {
    return order == std::memory_order_release || order == std::memory_order_acq_rel ||
           order == std::memory_order_seq_cst;
}

std::uint32_t entry(memory::view const& known, std::uint32_t id) {
    return id < known.size() ? known[id] : 0;
}

void raise(memory::view& known, std::uint32_t id, std::size_t index) {
    if (id >= known.size())
        known.resize(id + 1U);
    known[id] = std::max(known[id], static_cast<std::uint32_t>(index));
}

void join(memory::view& known, memory::view const& other) {
    if (known.size() < other.size())
        known.resize(other.size());
    for (std::size_t i = 0; i != other.size(); ++i)
        known[i] = std::max(known[i], other[i]);
}

void join(memory::clock& past, memory::clock const& other) {
    for (std::size_t i = 0; i != past.size(); ++i)
        past[i] = std::max(past[i], other[i]);
}

} // namespace

void memory::begin(memory_model model, unsigned fibers, std::uint64_t seed, exhaustive* search) {
    model_ = model;
    random_ = random_source{seed};
    search_ = search;
    locations_.clear();
    ended_.clear();
    global_.clear();
    next_id_ = 0;
    next_token_ = 0;
    for (unsigned i = 0; i != fibers; ++i) {
        fibers_[i] = fiber_state{};
        fibers_[i].past[i] = 1;
    }
}

word memory::read(unsigned fiber, void const* where, word newest, std::memory_order order) {
    location& place = at(where, newest);
    fiber_state& self = fibers_[fiber];
    std::size_t const index = choose(self, place, order);
    learn(self, place, index, order);
    return place.history[index].value;
}

word memory::read_newest(unsigned fiber, void const* where, word newest, std::memory_order order) {
    location& place = at(where, newest);
    learn(fibers_[fiber], place, place.history.size() - 1, order);
    return newest;
}

void memory::write(unsigned fiber, void const* where, word old, word value,
                   std::memory_order order) {
    location& place = at(where, old);
    message next;
    next.value = value;
    next.released = fibers_[fiber].released_by_fence;
    append(fiber, place, std::move(next), order);
    if (model_ == memory_model::tso && order == std::memory_order_seq_cst)
        full_fence(fiber);
}

// A read-modify-write reads the newest message and passes on what that message released.
void memory::update(unsigned fiber, void const* where, word old, word value,
                    std::memory_order order) {
    location& place = at(where, old);
    fiber_state& self = fibers_[fiber];
    if (model_ == memory_model::tso)
        full_fence(fiber);
    learn(self, place, place.history.size() - 1, order);
    message next = place.history.back();
    next.value = value;
    if (is_acquire(order) && is_release(order))
        next.tokens.clear(); // all acquired just now, so the new one stands for them
    join(next.released, self.released_by_fence);
    append(fiber, place, std::move(next), order);
    if (model_ == memory_model::tso)
        full_fence(fiber);
}

void memory::fence(unsigned fiber, std::memory_order order) {
    fiber_state& self = fibers_[fiber];
    if (order == std::memory_order_seq_cst) {
        full_fence(fiber);
        return;
    }
    if (is_acquire(order))
        join(self.now, self.read_relaxed);
    if (is_release(order))
        self.released_by_fence = self.now;
}

void memory::full_fence(unsigned fiber) {
    fiber_state& self = fibers_[fiber];
    join(self.now, self.read_relaxed);
    join(global_, self.now);
    self.now = global_;
    self.released_by_fence = self.now;
}

memory::location& memory::at(void const* where, word present) {
    auto const [found, added] = locations_.try_emplace(where);
    if (added) {
        found->second.id = next_id_++;
        found->second.history.resize(1);
        found->second.history[0].value = present;
    }
    return found->second;
}

std::size_t memory::choose(fiber_state const& self, location const& place,
                           std::memory_order order) {
    std::size_t const newest = place.history.size() - 1;
    if (model_ == memory_model::sc)
        return newest;
    std::size_t floor = entry(self.now, place.id);
    if (order == std::memory_order_seq_cst)
        floor = std::max<std::size_t>(floor, entry(global_, place.id));
    if (search_ != nullptr)
        return newest - search_->pick(static_cast<unsigned>(newest - floor + 1));
    if (newest > oldest_readable)
        floor = std::max(floor, newest - oldest_readable);
    if (floor == newest || random_.one_in(2))
        return newest;
    return newest - random_.below(newest - floor + 1);
}

void memory::learn(fiber_state& self, location const& place, std::size_t index,
                   std::memory_order order) {
    message const& found = place.history[index];
    if (model_ != memory_model::sc) {
        raise(self.now, place.id, index);
        join(acquires(order) ? self.now : self.read_relaxed, found.released);
    }
    if (!is_acquire(order))
        return;
    join(self.past, found.before);
    for (std::uint32_t const token : found.tokens)
        sanitizers::acquire(&token_area[token]);
}

void memory::append(unsigned fiber, location& place, message&& next, std::memory_order order) {
    fiber_state& self = fibers_[fiber];
    std::size_t const index = place.history.size();
    if (model_ != memory_model::sc) {
        raise(self.now, place.id, index);
        raise(next.released, place.id, index);
        if (releases(order))
            join(next.released, self.now);
        if (order == std::memory_order_seq_cst)
            raise(global_, place.id, index);
    }
    if (is_release(order))
        attach_release(fiber, next);
    place.history.push_back(std::move(next));
}

void memory::attach_release(unsigned fiber, message& next) {
    fiber_state& self = fibers_[fiber];
    join(next.before, self.past);
    ++self.past[fiber];
    auto const token = static_cast<std::uint32_t>(next_token_++ % token_count);
    sanitizers::release(&token_area[token]);
    next.tokens.push_back(token);
}

bool memory::acquires(std::memory_order order) const {
    return model_ == memory_model::tso || is_acquire(order);
}

bool memory::releases(std::memory_order order) const {
    return model_ == memory_model::tso || is_release(order);
}

} // namespace cds_model
