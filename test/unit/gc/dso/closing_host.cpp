// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Modules that are closed while they have static containers and retired objects, by a program that
// has the library itself (PROGRAM_HAS_LIBRARY) or does not know it. Each story is told in a process
// of its own, to the end of that process.
#include "closing.h"
#include "closing_modules.h"

#include <cds_test/child.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#if defined(PROGRAM_HAS_LIBRARY)
#    include <cds/gc/dhp.h>
#endif

#include <dlfcn.h>
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <latch>
#include <thread>

namespace {

void expect(bool condition, char const* what) {
    if (condition)
        return;
    std::fprintf(stderr, "it is not true that %s\n", what);
    std::exit(1);
}

bool is_loaded(module_file const& file) {
    void* const handle = dlopen(file.path, RTLD_NOW | RTLD_NOLOAD);
    if (handle != nullptr)
        dlclose(handle);
    return handle != nullptr;
}

class module {
public:
    module(module_file const& file, tally& counts) :handle_(dlopen(file.path, RTLD_NOW)) {
        if (handle_ == nullptr)
            std::fprintf(stderr, "%s\n", dlerror());
        expect(handle_ != nullptr, "the module can be loaded");
        using entry = closing_face const* (*)();
        face_ = reinterpret_cast<entry>(dlsym(handle_, "cds_test_closing"))();
        face_->count_in(&counts);
    }
    module(module const&) = delete;
    module& operator=(module const&) = delete;
    ~module() { dlclose(handle_); }

    closing_face const* operator->() const { return face_; }

private:
    void* handle_;
    closing_face const* face_ = nullptr;
};

// The counts are there when the modules that cannot be unloaded end with the process.
tally counts;

#if defined(PROGRAM_HAS_LIBRARY)
struct nothing {
    void operator()(tally*) const {}
};

void look_for_remains() {
    cds::gc::DHP::retire<nothing>(&counts);
    cds::gc::DHP::force_dispose();
}
#else
void look_for_remains() {}
#endif

void expect_all_gone(module_file const& file) {
    if (is_loaded(file))
        return;
    expect(counts.made == counts.gone, "a module that goes leaves no object behind");
    look_for_remains();
}

void expect_unloaded(module_file const& file) {
    expect(!file.unloads || !is_loaded(file), "the module is unloaded");
    expect_all_gone(file);
}

void expect_fork() {
    expect(cds_test::in_fork([] { return 0; }).good(), "the program can fork");
}

// --- stories --------------------------------------------------------------------------------

void used_by_its_own_thread(module_file const& file) {
    module(file, counts)->use_on_thread();
    expect_unloaded(file);
    expect_fork();
}

void used_by_the_main_thread(module_file const& file) {
    module(file, counts)->use();
    expect_all_gone(file);
    expect_fork();
}

void not_used(module_file const& file) {
    { module const idle(file, counts); }
    expect_unloaded(file);
    expect_fork();
}

void survived_by_a_thread(module_file const& file) {
    std::latch used{1};
    std::latch closed{1};
    std::thread heir;
    {
        module const m(file, counts);
        heir = std::thread([&] {
            m->use();
            used.count_down();
            closed.wait();
            look_for_remains();
        });
        used.wait();
    }
    expect_fork();
    closed.count_down();
    heir.join();
    not_used(file); // the system looks again at what can be unloaded
}

void beside_threads_that_do_not_know_it(module_file const& file) {
    cds_test::background elsewhere(look_for_remains);
    for (int i = 0; i != 20; ++i) {
        module(file, counts)->use_on_thread();
        expect_unloaded(file); // the other thread has run disposers of it, and does not keep it
    }
    elsewhere.stop();
}

void left_with_reclaimers_running(module_file const& file) {
    for (int i = 0; i != 4; ++i) {
        {
            module const m(file, counts);
            m->start_reclaimers();
            m->use_on_thread();
            if (i % 2 == 1)
                std::this_thread::sleep_for(std::chrono::milliseconds(5)); // they have come by
        }
        expect_unloaded(file);
        std::this_thread::sleep_for(std::chrono::milliseconds(5)); // and come again
    }
}

std::size_t memory_in_use() { return cds_test::sanitized ? 0 : mallinfo2().uordblks; }

void opened_and_closed_a_hundred_times(module_file const& file) {
    std::size_t before = 0;
    for (int i = 0; i != 100; ++i) {
        if (i == 20)
            before = memory_in_use();
        module(file, counts)->use_on_thread();
        expect_unloaded(file);
        if (i % 10 == 0)
            expect_fork();
    }
    expect(!file.unloads || memory_in_use() < before + 200'000, "no module leaves memory behind");
}

struct story {
    char const* name;
    void (*tell)(module_file const&);
};

constexpr story stories[] = {
    {"not used", not_used},
    {"used by its own thread", used_by_its_own_thread},
    {"used by the main thread", used_by_the_main_thread},
    {"survived by a thread", survived_by_a_thread},
    {"left with reclaimers running", left_with_reclaimers_running},
    {"beside threads that do not know it", beside_threads_that_do_not_know_it},
    {"opened and closed a hundred times", opened_and_closed_a_hundred_times},
};

} // namespace

int main() {
    cds_test::seed(); // for its line: nothing here is random
    int failures = 0;
    for (module_file const& file : closing_modules)
        for (story const& s : stories) {
            pid_t const child = fork();
            if (child == 0) {
                s.tell(file);
                std::exit(0);
            }
            cds_test::child_end const end = cds_test::wait_for(child);
            if (end.good())
                continue;
            ++failures;
            std::fprintf(stderr, "%s, %s: signal %d, code %d%s\n", file.name, s.name, end.signal,
                         end.code, end.timed_out ? ", hangs" : "");
        }
    if (!closing_modules_by_clang)
        std::puts("unit_gc_close: no clang++-19 here, so no module of its making was tried");
    std::puts(failures == 0 ? "unit_gc_close: all is well" : "unit_gc_close: something is left");
    return failures == 0 ? 0 : 1;
}
