// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A translation unit of its own: it replaces malloc().
#include "malloc_count.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <new>
#include <vector>

#if defined(__has_feature)
#    if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#        define CDS_TEST_SANITIZER_OWNS_MALLOC
#    endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#    define CDS_TEST_SANITIZER_OWNS_MALLOC
#endif

namespace {

constinit thread_local int watched = 0;
constinit std::atomic<std::size_t> counted{0};

void note() noexcept {
    if (watched != 0)
        counted.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

#if defined(CDS_TEST_SANITIZER_OWNS_MALLOC)

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(volatile void const*, size_t),
                                                         void (*)(volatile void const*));

namespace {
bool const hooked =
    __sanitizer_install_malloc_and_free_hooks([](volatile void const*, size_t) { note(); },
                                              [](volatile void const*) {}) != 0;
} // namespace

bool cds_test::can_watch_allocations() noexcept { return hooked; }

#elif defined(__GLIBC__)

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);

void* malloc(size_t n) noexcept {
    note();
    return __libc_malloc(n);
}
void* calloc(size_t n, size_t size) noexcept {
    note();
    return __libc_calloc(n, size);
}
void* realloc(void* p, size_t n) noexcept {
    note();
    return __libc_realloc(p, n);
}
void* memalign(size_t alignment, size_t n) noexcept {
    note();
    return __libc_memalign(alignment, n);
}
void* aligned_alloc(size_t alignment, size_t n) noexcept {
    note();
    return __libc_memalign(alignment, n);
}
int posix_memalign(void** p, size_t alignment, size_t n) noexcept {
    note();
    *p = __libc_memalign(alignment, n);
    return *p == nullptr ? ENOMEM : 0;
}
}

bool cds_test::can_watch_allocations() noexcept { return true; }

#else

bool cds_test::can_watch_allocations() noexcept { return false; }

#endif

namespace cds_test {

std::size_t watched_allocations() noexcept { return counted.load(std::memory_order_relaxed); }
watch_allocations::watch_allocations() noexcept { ++watched; }
watch_allocations::~watch_allocations() { --watched; }

} // namespace cds_test

namespace {

// A compiler may leave out an allocation that nobody sees.
void* kept(void* p) {
    static void* volatile last;
    last = p;
    return last;
}

} // namespace

BOOST_AUTO_TEST_SUITE(malloc_count)

// Else the tests that expect none would prove nothing.
BOOST_AUTO_TEST_CASE(every_way_to_the_systems_memory_is_seen) {
    BOOST_REQUIRE(cds_test::can_watch_allocations());
    std::size_t const before = cds_test::watched_allocations();
    auto const seen = [&] { return cds_test::watched_allocations() - before; };
    {
        cds_test::watch_allocations const watch;
        std::free(kept(std::malloc(100)));
        std::free(kept(std::calloc(10, 10)));
        std::free(kept(std::aligned_alloc(64, 128)));
        std::vector<int> v(100);
        kept(v.data());
        ::operator delete(kept(::operator new(100, std::align_val_t(64))), std::align_val_t(64));
    }
    std::size_t const watched_ones = seen();
    BOOST_TEST(watched_ones >= 4U); // a sanitizer's operator new may call nothing else
    std::vector<int> const v(1000);
    BOOST_TEST(v.size() == 1000U);
    BOOST_TEST(seen() == watched_ones);
}

BOOST_AUTO_TEST_SUITE_END()
