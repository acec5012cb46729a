// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_MEMORY_SHORTAGE_H
#define CDSLIB_TEST_MEMORY_SHORTAGE_H

#include <cds_test/sanitizers.h>

#include <sys/resource.h>

#include <cstddef>
#include <cstdlib>
#include <utility>

namespace cds_test {

/// While it lives malloc has nothing to give to the thread that made it. For child processes: the
/// limit on the address space stays.
class memory_shortage {
public:
    /// Sanitizers have an allocator and an address space of their own.
    static constexpr bool is_possible() noexcept { return !sanitized; }

    memory_shortage() noexcept {
        rlimit const nothing_more{0, RLIM_INFINITY};
        setrlimit(RLIMIT_AS, &nothing_more);
        for (std::size_t size = std::size_t{1} << 20; size >= sizeof(block); size -= step(size))
            while (void* const bytes = std::malloc(size))
                hoard_ = ::new (bytes) block{hoard_};
    }
    ~memory_shortage() { end(); }
    memory_shortage(memory_shortage const&) = delete;
    memory_shortage& operator=(memory_shortage const&) = delete;

    /// What was hoarded can be had again.
    void end() noexcept {
        while (hoard_ != nullptr)
            std::free(std::exchange(hoard_, hoard_->next));
    }

private:
    struct block {
        block* next;
    };
    static std::size_t step(std::size_t size) noexcept { return size > 4096 ? size / 2 : 8; }

    block* hoard_ = nullptr;
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_MEMORY_SHORTAGE_H
