// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/core/memory.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>

#if defined(CDS_ADDRESS_SANITIZER_ENABLED)
#    include <sanitizer/asan_interface.h>
#endif

#if defined(__linux__)
#    include <sys/mman.h>
#    include <unistd.h>
#endif

namespace cds::gc::core {

namespace {
void* ask(memory_source const& source, std::size_t size, std::size_t alignment) noexcept {
#if defined(__cpp_exceptions)
    try {
#endif
        if (source.is_system())
            return std::malloc(size);
        return source.allocate_from != nullptr
                   ? source.allocate_from(source.resource, size, alignment)
                   : source.allocate(size);
#if defined(__cpp_exceptions)
    } catch (...) {
        return nullptr;
    }
#endif
}

void* align(void* origin, std::size_t alignment) noexcept {
    auto const address = reinterpret_cast<std::uintptr_t>(origin);
    return static_cast<char*>(origin) + (alignment - address % alignment) % alignment;
}
} // namespace

memory_run take_memory(memory_source const& source, std::size_t size,
                       std::size_t alignment) noexcept {
    bool const aligns = source.allocate_from != nullptr;
    memory_run run{nullptr, nullptr, source, size, alignment, source.is_system()};
    run.origin = ask(source, aligns ? size : size + alignment, alignment);
    run.bytes = aligns || run.origin == nullptr ? run.origin : align(run.origin, alignment);
    return run;
}

void give_memory(memory_run const& run) noexcept {
    if (run.origin == nullptr)
        return;
    if (run.from_system)
        std::free(run.origin);
    else if (run.source.release_to != nullptr)
        run.source.release_to(run.source.resource, run.origin, run.size, run.alignment);
    else
        run.source.release(run.origin);
}

void discard_pages(void* begin, std::size_t size) noexcept {
#if defined(__linux__)
    static long const asked = ::sysconf(_SC_PAGESIZE);
    auto const page = static_cast<std::uintptr_t>(asked > 0 ? asked : 4096);
    auto const first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
    auto const last = (reinterpret_cast<std::uintptr_t>(begin) + size) / page * page;
    if (first < last) // best effort: on failure the pages simply stay
        (void)::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
#else
    (void)begin;
    (void)size;
#endif
}

void close_memory([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t size) noexcept {
#if defined(CDS_ADDRESS_SANITIZER_ENABLED)
    __asan_poison_memory_region(begin, size);
#endif
}

void open_memory([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t size) noexcept {
#if defined(CDS_ADDRESS_SANITIZER_ENABLED)
    __asan_unpoison_memory_region(begin, size);
#endif
}

void out_of_memory() {
#if defined(__cpp_exceptions)
    throw std::bad_alloc();
#else
    std::fputs("cds: out of memory\n", stderr);
    std::abort();
#endif
}

} // namespace cds::gc::core
