// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_CHILD_H
#define CDSLIB_TEST_CHILD_H

#include <sys/types.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <ostream>
#include <string>
#include <thread>

// Child processes for what can only be tried once per process: the first use of the library, its
// last moments, a system call that is refused, a fork.
namespace cds_test {

struct child_end {
    bool timed_out = false;
    int signal = 0;
    int code = 0;

    [[nodiscard]] bool good() const noexcept { return !timed_out && signal == 0 && code == 0; }
    friend std::ostream& operator<<(std::ostream& out, child_end const& v) {
        if (v.timed_out)
            return out << "hangs";
        return v.signal != 0 ? out << "dies of signal " << v.signal
                             : out << "exits with code " << v.code;
    }
};

// Waits for a child; one that takes longer than the limit is ended.
inline child_end wait_for(pid_t child, std::chrono::seconds limit = std::chrono::seconds(60)) {
    auto const end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    child_end result;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            result.timed_out = true;
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return result;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    if (WIFSIGNALED(status))
        result.signal = WTERMSIG(status);
    else
        result.code = WEXITSTATUS(status);
    return result;
}

// Runs `int body()` in a forked child, which ends with that exit code and without destructors.
template <class F>
child_end in_fork(F body, std::chrono::seconds limit = std::chrono::seconds(60)) {
    pid_t const child = fork();
    if (child == 0)
        _exit(body());
    return wait_for(child, limit);
}

// Starts this program again, to run one named test of it for all its types; `prepare()` runs in
// the new process before the program does, and so before the library's first instruction.
template <class F>
child_end in_fresh_process(std::string const& test, F prepare,
                           std::chrono::seconds limit = std::chrono::seconds(60)) {
    std::string const choice = "--run_test=" + test + "*";
    pid_t const child = fork();
    if (child == 0) {
        prepare();
        execl("/proc/self/exe", "cds-test-child", choice.c_str(), "--color_output=no",
              "--detect_memory_leaks=0", static_cast<char*>(nullptr));
        _exit(127);
    }
    return wait_for(child, limit);
}
inline child_end in_fresh_process(std::string const& test) {
    return in_fresh_process(test, [] {});
}

// For a child whose expectation fails: says why, and returns the exit code for it.
inline int fail_child(char const* why) {
    auto const length = std::char_traits<char>::length(why);
    if (write(STDERR_FILENO, why, length) < 0 || write(STDERR_FILENO, "\n", 1) < 0)
        return 4;
    return 3;
}

} // namespace cds_test

#endif
