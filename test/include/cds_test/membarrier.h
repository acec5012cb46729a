// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MEMBARRIER_H
#define CDSLIB_TEST_MEMBARRIER_H

#include <dlfcn.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>

namespace cds_test {

// What stands between this program and the kernel's membarrier.
struct membarrier_kernel {
    std::atomic<bool> known{true};     // this process is registered
    std::atomic<bool> remembers{true}; // registering makes it known
    std::atomic<bool> registers{true}; // registering is allowed
    std::atomic<int> refusal{EPERM};   // of a barrier, for those that are not known
    std::atomic<int> registrations{0}; // since it forgot

    void forget() {
        registrations = 0;
        known = false;
    }
    // The answer to a command: 0 to go on, or an error.
    int answer(long command) {
        if (command == MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) {
            ++registrations;
            if (!registers)
                return EPERM;
            known = known || remembers;
        }
        return command == MEMBARRIER_CMD_PRIVATE_EXPEDITED && !known ? refusal.load() : 0;
    }
};
inline constinit membarrier_kernel the_kernel;

// While it lives every barrier of the process is refused.
class refused_barrier {
public:
    refused_barrier() {
        the_kernel.registers = false;
        the_kernel.forget();
    }
    ~refused_barrier() { end(); }
    refused_barrier(refused_barrier const&) = delete;
    refused_barrier& operator=(refused_barrier const&) = delete;

    void end() { the_kernel.registers = the_kernel.known = true; }
};

} // namespace cds_test

// The C library's, but for that.
extern "C" [[gnu::used]] inline long syscall(long number, ...) noexcept {
    using function = long (*)(long, ...);
    static auto const real = reinterpret_cast<function>(dlsym(RTLD_NEXT, "syscall"));
    long arguments[6];
    std::va_list list;
    va_start(list, number);
    for (long& argument : arguments)
        argument = va_arg(list, long);
    va_end(list);
    if (number == SYS_membarrier)
        if (int const error = cds_test::the_kernel.answer(arguments[0]); error != 0) {
            errno = error;
            return -1;
        }
    return real(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
                arguments[5]);
}

namespace cds_test {

inline bool membarrier_works_here() { return syscall(SYS_membarrier, 0, 0, 0) > 0; }

} // namespace cds_test

#endif
