// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MORTAL_POOL_H
#define CDSLIB_TEST_MORTAL_POOL_H

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <new>

namespace cds_test {

// Pages that only grow, and that nobody may touch any more when the pool has ended.
class mortal_pool : public std::pmr::memory_resource {
public:
    static constexpr std::size_t size = std::size_t{256} << 20;

    mortal_pool()
        : begin_(static_cast<char*>(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))) {
        if (begin_ == MAP_FAILED)
            throw std::bad_alloc();
    }
    // The address is never used again.
    ~mortal_pool() override { mprotect(begin_, size, PROT_NONE); }

    [[nodiscard]] long outstanding() const noexcept { return outstanding_.load(); }
    [[nodiscard]] std::size_t taken() const noexcept { return taken_.load(); }

    // For set_memory_allocator, which takes functions without a state.
    static void* from_current(std::size_t bytes) {
        return current->allocate(bytes, alignof(std::max_align_t));
    }
    static void to_current(void* p) { current->deallocate(p, 0, alignof(std::max_align_t)); }

    inline static mortal_pool* current = nullptr;

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        std::size_t const at = taken_.fetch_add(bytes + alignment + 64);
        if (at + bytes + alignment + 64 > size)
            throw std::bad_alloc();
        outstanding_.fetch_add(1);
        auto const address = reinterpret_cast<std::uintptr_t>(begin_) + at;
        return reinterpret_cast<void*>((address + alignment - 1) / alignment * alignment);
    }
    void do_deallocate(void* p, std::size_t, std::size_t) override {
        *static_cast<char volatile*>(p) = 0; // there still
        outstanding_.fetch_sub(1);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }

    char* begin_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<long> outstanding_{0};
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_MORTAL_POOL_H
