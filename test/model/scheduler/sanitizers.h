// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_SANITIZERS_H
#define CDSLIB_TEST_MODEL_SCHEDULER_SANITIZERS_H

#include <cstddef>

#if defined(CDS_MODEL_TSAN)
#    include <sanitizer/tsan_interface.h>
extern "C" void AnnotateIgnoreReadsBegin(char const* file, int line);
extern "C" void AnnotateIgnoreReadsEnd(char const* file, int line);
extern "C" void AnnotateIgnoreWritesBegin(char const* file, int line);
extern "C" void AnnotateIgnoreWritesEnd(char const* file, int line);
#endif
#if defined(CDS_MODEL_ASAN)
#    include <sanitizer/common_interface_defs.h>
#endif

// What the sanitizers must be told about fibers. The scheduler itself is compiled without
// instrumentation; the build defines CDS_MODEL_TSAN or CDS_MODEL_ASAN for it.
namespace cds_model::sanitizers {

// ThreadSanitizer sees every fiber as a thread. A switch says nothing about order, unless asked:
// what one fiber knows of another comes from the atomics of the code under test alone.
enum class switch_order { none, synchronizes };

#if defined(CDS_MODEL_TSAN)
inline void* create_thread() noexcept { return __tsan_create_fiber(0); }
inline void* current_thread() noexcept { return __tsan_get_current_fiber(); }
inline void become(void* thread, switch_order order) noexcept {
    __tsan_switch_to_fiber(thread,
                           order == switch_order::none ? __tsan_switch_to_fiber_no_sync : 0U);
}
inline void release(void* token) noexcept { __tsan_release(token); }
inline void acquire(void* token) noexcept { __tsan_acquire(token); }
#else
inline void* create_thread() noexcept { return nullptr; }
inline void* current_thread() noexcept { return nullptr; }
inline void become(void*, switch_order) noexcept {}
inline void release(void*) noexcept {}
inline void acquire(void*) noexcept {}
#endif

// The scheduler's own memory is shared by all fibers on purpose: accesses to it (malloc, memcpy
// and free are intercepted everywhere) are hidden from ThreadSanitizer for the life of this.
class unobserved {
public:
#if defined(CDS_MODEL_TSAN)
    unobserved() noexcept {
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    }
    ~unobserved() {
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    }
#else
    unobserved() noexcept {}
    ~unobserved() {}
#endif
    unobserved(unobserved const&) = delete;
    unobserved& operator=(unobserved const&) = delete;
};

// AddressSanitizer keeps one fake stack per real stack.
struct stack_bounds {
    void const* bottom = nullptr;
    std::size_t size = 0;
};

#if defined(CDS_MODEL_ASAN)
inline void before_switch(void** fake_stack, stack_bounds const& to) noexcept {
    __sanitizer_start_switch_fiber(fake_stack, to.bottom, to.size);
}
inline void after_switch(void* fake_stack, stack_bounds* from) noexcept {
    __sanitizer_finish_switch_fiber(fake_stack, from ? &from->bottom : nullptr,
                                    from ? &from->size : nullptr);
}
#else
inline void before_switch(void**, stack_bounds const&) noexcept {}
inline void after_switch(void*, stack_bounds*) noexcept {}
#endif

} // namespace cds_model::sanitizers

#endif // CDSLIB_TEST_MODEL_SCHEDULER_SANITIZERS_H
