// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MISUSE_H
#define CDSLIB_TEST_MISUSE_H

#include <cds_test/child.h>

#include <cstdio>
#include <initializer_list>

// Misuse that has to end the program, each in a child, and what that says.
namespace cds_test {

struct last_words {
    child_end end;
    std::string text;

    [[nodiscard]] bool aborts_with(char const* message) const {
        return end.signal == SIGABRT && text.find(message) != std::string::npos;
    }
    friend std::ostream& operator<<(std::ostream& out, last_words const& w) {
        return out << w.end << "; " << w.text;
    }
};

template <class F>
last_words words_of(F body, std::chrono::seconds limit = std::chrono::seconds(60)) {
    last_words result;
    int ends[2];
    if (pipe(ends) != 0)
        std::abort();
    auto const child = [&] {
        signal(SIGABRT, SIG_DFL); // a test framework's handler would report a failure of its own
        dup2(ends[1], STDERR_FILENO);
        body();
        return 0;
    };
    result.end = in_fork(child, limit);
    close(ends[1]);
    char buffer[512];
    for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
        result.text.append(buffer, static_cast<std::size_t>(n));
    close(ends[0]);
    return result;
}

// For programs of their own, which are built with assertions whatever the build type.
struct use {
    char const* what;
    void (*act)();
    char const* message = nullptr; // of the assertion that has to end it; none: it is no misuse
};

// Exit code of the program: 0 when all end as they should.
inline int each_ends_as_it_should(std::initializer_list<use> uses) {
    int result = 0;
    for (use const& u : uses) {
        last_words const said = words_of(u.act, std::chrono::seconds(20));
        bool const good = u.message != nullptr ? said.aborts_with(u.message) : said.end.good();
        std::printf("%s %s\n%s", good ? "ok    " : "FAILED", u.what, good ? "" : said.text.c_str());
        if (!good)
            result = 1;
    }
    return result;
}

} // namespace cds_test

#endif
