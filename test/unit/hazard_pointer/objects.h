// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_HAZARD_POINTER_OBJECTS_H
#define CDSLIB_TEST_HAZARD_POINTER_OBJECTS_H

#include <cds/hazard_pointer.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <new>

// What the tests of the C++26 interface protect and retire.
namespace hazard_test {

// The population of one test.
struct census {
    std::atomic<std::size_t> made{0};
    std::atomic<std::size_t> deleted{0};
    std::atomic<std::size_t> corpses{0}; // deleted twice

    [[nodiscard]] std::size_t alive() const { return made.load() - deleted.load(); }
};

class object : public cds::hazard_pointer_obj_base<object> {
public:
    explicit object(census& c, std::size_t v = 0) : value(v), census_(c) { ++c.made; }
    object(object const&) = delete;
    ~object() {
        if (!alive())
            ++census_.corpses;
        canary_.store(0, std::memory_order_relaxed);
        ++census_.deleted;
    }

    [[nodiscard]] bool alive() const noexcept {
        return canary_.load(std::memory_order_relaxed) == alive_mark;
    }

    std::size_t value; // plain on purpose: a race on it is for ThreadSanitizer to report

private:
    static constexpr std::uint32_t alive_mark = 0xA11FE;

    std::atomic<std::uint32_t> canary_{alive_mark};
    census& census_;
};

using source = atomics::atomic<object*>;

// Publishes `next` and returns what was there, out of everybody's reach.
inline object* replace(source& where, object* next) {
    return where.exchange(next, atomics::memory_order_acq_rel);
}

// Memory that counts, and runs out when told to.
class meter : public std::pmr::memory_resource {
public:
    [[nodiscard]] std::size_t live() const noexcept { return live_; }
    [[nodiscard]] std::size_t refused() const noexcept { return refused_; }
    [[nodiscard]] std::size_t wrongly_returned() const noexcept { return wrong_; }
    void run_out() noexcept { budget_ = 0; }
    void run_out_after(long n) noexcept { budget_ = n; }
    void recover() noexcept { budget_ = -1; }

private:
    struct note {
        std::size_t size;
        std::size_t alignment;
    };

    void* do_allocate(std::size_t size, std::size_t alignment) override {
        if (long const left = budget_; left == 0) {
            ++refused_;
            throw std::bad_alloc();
        } else if (left > 0)
            --budget_;
        ++live_;
        auto* const bytes = static_cast<char*>(
            ::operator new(size + room(alignment), std::align_val_t(room(alignment))));
        ::new (static_cast<void*>(bytes)) note{size, alignment};
        return bytes + room(alignment);
    }
    void do_deallocate(void* p, std::size_t size, std::size_t alignment) override {
        char* const bytes = static_cast<char*>(p) - room(alignment);
        note const n = *reinterpret_cast<note*>(bytes);
        wrong_ += n.size != size || n.alignment != alignment;
        --live_;
        ::operator delete(bytes, std::align_val_t(room(n.alignment)));
    }
    bool do_is_equal(std::pmr::memory_resource const& other) const noexcept override {
        return this == &other;
    }
    static std::size_t room(std::size_t alignment) noexcept {
        return alignment < sizeof(note) ? sizeof(note) : alignment;
    }

    std::atomic<long> budget_{-1};
    std::atomic<std::size_t> live_{0};
    std::atomic<std::size_t> refused_{0};
    std::atomic<std::size_t> wrong_{0};
};

// Capacities so small that every overflow is reached at once.
inline cds::gc::domain_options small() {
    cds::gc::domain_options o;
    o.block_capacity = 4;
    o.line_slots = 2;
    o.cache_slots = 2;
    o.threshold = 16;
    return o;
}

} // namespace hazard_test

#endif // #ifndef CDSLIB_TEST_HAZARD_POINTER_OBJECTS_H
