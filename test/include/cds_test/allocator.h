// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_ALLOCATOR_H
#define CDSLIB_TEST_ALLOCATOR_H

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>

// An allocator for `set_memory_allocator` that fails when told to.
namespace cds_test {

class failing_allocator {
public:
    enum class manner { throws, returns_null };

    static void* allocate(std::size_t bytes) {
        calls_.fetch_add(1, std::memory_order_acq_rel);
        if (budget_.load(std::memory_order_acquire) <= 0 || budget_.fetch_sub(1) <= 0) {
            refused_.fetch_add(1, std::memory_order_acq_rel);
            if (manner_.load(std::memory_order_acquire) == manner::throws)
                throw std::bad_alloc();
            return nullptr;
        }
        live_.fetch_add(1, std::memory_order_acq_rel);
        return std::malloc(bytes);
    }
    static void release(void* p) {
        if (p != nullptr)
            live_.fetch_sub(1, std::memory_order_acq_rel);
        std::free(p);
    }

    // From now on n calls succeed and all later ones fail.
    static void fail_after(long n, manner how) noexcept {
        manner_.store(how, std::memory_order_release);
        refused_.store(0, std::memory_order_release);
        budget_.store(n, std::memory_order_release);
    }
    static void never_fail() noexcept {
        budget_.store(std::numeric_limits<long>::max(), std::memory_order_release);
    }
    [[nodiscard]] static std::size_t refused() noexcept {
        return refused_.load(std::memory_order_acquire);
    }
    [[nodiscard]] static std::size_t calls() noexcept {
        return calls_.load(std::memory_order_acquire);
    }
    [[nodiscard]] static long live() noexcept { return live_.load(std::memory_order_acquire); }

private:
    inline static std::atomic<long> budget_{std::numeric_limits<long>::max()};
    inline static std::atomic<manner> manner_{manner::throws};
    inline static std::atomic<std::size_t> refused_{0};
    inline static std::atomic<std::size_t> calls_{0};
    inline static std::atomic<long> live_{0};
};

} // namespace cds_test

#endif
