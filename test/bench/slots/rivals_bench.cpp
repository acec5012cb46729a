// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What one would use in place of a slot manager's parts: a free list from Boost.Lockfree, one in a
// vector under a mutex, and slots that each have a std::shared_mutex.

#include "../workload/slots.h"

#include <boost/lockfree/stack.hpp>

#include <mutex>
#include <numeric>
#include <shared_mutex>
#include <stdexcept>
#include <vector>

namespace {

struct lockfree_stack {
    lockfree_stack() {
        for (std::uint32_t i = 0; i != bench::slot_count; ++i)
            stack.push(i);
    }
    std::uint32_t take() {
        std::uint32_t index = 0;
        stack.pop(index);
        return index;
    }
    void give(std::uint32_t index) { stack.push(index); }

    boost::lockfree::stack<std::uint32_t, boost::lockfree::capacity<bench::slot_count>> stack;
};

struct mutex_vector {
    mutex_vector() { std::iota(free.begin(), free.end(), 0u); }
    std::uint32_t take() {
        std::lock_guard<std::mutex> const hold(lock);
        std::uint32_t const index = free.back();
        free.pop_back();
        return index;
    }
    void give(std::uint32_t index) {
        std::lock_guard<std::mutex> const hold(lock);
        free.push_back(index);
    }

    std::mutex lock;
    std::vector<std::uint32_t> free = std::vector<std::uint32_t>(bench::slot_count);
};

// The handle is checked under the lock, as it must be.
struct shared_mutexes {
    std::uint64_t read(std::size_t index) {
        slot& s = slots[index];
        std::shared_lock<std::shared_mutex> const hold(s.lock);
        check(s);
        return s.payload;
    }
    void write(std::size_t index) {
        slot& s = slots[index];
        std::unique_lock<std::shared_mutex> const hold(s.lock);
        check(s);
        ++s.payload;
    }

private:
    struct slot {
        alignas(64) std::shared_mutex lock;
        std::uint32_t generation = 1;
        alignas(64) std::uint64_t payload = 2;
    };
    static void check(slot const& s) {
        if (s.generation != 1)
            throw std::logic_error("stale handle");
    }

    std::vector<slot> slots = std::vector<slot>(bench::slot_count);
};

[[maybe_unused]] bool const registered =
    bench::register_free_list<lockfree_stack>("boost_lockfree") &&
    bench::register_free_list<mutex_vector>("mutex_vector") &&
    bench::register_guarded<shared_mutexes>("shared_mutex");

} // namespace
