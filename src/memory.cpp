// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/core/memory.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>

#if defined(__linux__)
#    include <sys/mman.h>
#    include <unistd.h>
#endif

namespace cds::gc::core {

namespace {
template <class Allocate>
void* null_if_it_throws(Allocate allocate) noexcept {
#if defined(__cpp_exceptions)
    try {
        return allocate();
    } catch (...) {
        return nullptr;
    }
#else
    return allocate();
#endif
}

memory_run take_from_resource(std::pmr::memory_resource& resource, std::size_t size,
                              std::size_t alignment) noexcept {
    memory_run run;
    run.origin = run.bytes = null_if_it_throws([&] { return resource.allocate(size, alignment); });
    run.resource = &resource;
    run.size = size;
    run.alignment = alignment;
    return run;
}
} // namespace

memory_run take_memory(memory_source const& source, std::size_t size,
                       std::size_t alignment) noexcept {
    if (source.resource != nullptr)
        return take_from_resource(*source.resource, size, alignment);
    memory_run run;
    run.from_system = source.allocate == nullptr;
    run.release = run.from_system ? &std::free : source.release;
    std::size_t const total = size + alignment;
    run.origin = run.from_system ? std::malloc(total)
                                 : null_if_it_throws([&] { return source.allocate(total); });
    if (run.origin != nullptr) {
        auto const address = reinterpret_cast<std::uintptr_t>(run.origin);
        std::size_t const skip = (alignment - address % alignment) % alignment;
        run.bytes = static_cast<char*>(run.origin) + skip;
    }
    return run;
}

void give_memory(memory_run const& run) noexcept {
    if (run.origin == nullptr)
        return;
    if (run.resource != nullptr)
        run.resource->deallocate(run.origin, run.size, run.alignment);
    else
        run.release(run.origin);
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

void out_of_memory() {
#if defined(__cpp_exceptions)
    throw std::bad_alloc();
#else
    std::fputs("cds: out of memory\n", stderr);
    std::abort();
#endif
}

} // namespace cds::gc::core
