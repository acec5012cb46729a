// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What retiring costs where there is much of something: of threads that are idle, or have left; of
// hazards, with one scan or two at a time; of garbage, in a spike; and after a thread's own exit.
//
//   retire-in-a-crowd [THREADS [HAZARDS [SPIKE [PARKED]]]]
//
// Idle threads are records that nobody uses, which is all of them that a scan meets; PARKED are
// real ones.

#include <cds/gc/dhp.h>

#include <time.h>

#include <algorithm>
#include <array>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <latch>
#include <thread>
#include <vector>

namespace {

using cds::gc::domain;
using cds::gc::domain_options;
namespace core = cds::gc::core;

constexpr std::size_t repetitions = 7;

double seconds(clockid_t clock) {
    timespec time;
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Nanoseconds of the calling thread's processor time, which a busy machine disturbs less.
template <class F>
double time_of(F work) {
    double const begin = seconds(CLOCK_THREAD_CPUTIME_ID);
    work();
    return (seconds(CLOCK_THREAD_CPUTIME_ID) - begin) * 1e9;
}

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

std::array<char, 65536> objects;

/// One thread's way to a domain.
class user {
public:
    explicit user(domain& d) : domain_(d), record_(d.attach()) {}
    user(user const&) = delete;
    user& operator=(user const&) = delete;
    ~user() { domain_.leave(record_); }

    void retire(std::size_t n) {
        for (std::size_t i = 0; i != n; ++i) {
            core::retired const r{&objects[i % objects.size()], [](void*) {}};
            if (!record_.append(r) && !domain_.append_slowly(record_, r))
                std::abort();
        }
    }
    double ns_a_retire() {
        constexpr std::size_t n = 1'000'000;
        std::vector<double> all;
        for (std::size_t i = 0; i != repetitions; ++i)
            all.push_back(time_of([this] { retire(n); }) / static_cast<double>(n));
        return median(all);
    }
    void scan(core::scan_scope scope) { domain_.collect(record_, scope); }
    core::hazard_slot* protect(void const* p) {
        core::hazard_slot* slot = record_.take_slot();
        if (slot == nullptr)
            slot = domain_.refill(record_);
        slot->publish(p);
        return slot;
    }

private:
    domain& domain_;
    core::thread_record& record_;
};

void beside_idle_threads(std::size_t n) {
    domain d;
    user me(d);
    std::printf("ns a retire: alone %.1f", me.ns_a_retire());
    std::vector<core::thread_record*> idle(n);
    auto const a_thread = [n](double ns) { return ns / static_cast<double>(n); };
    auto const attach = [&] {
        return a_thread(time_of([&] {
            for (auto& r : idle)
                r = &d.attach();
        }));
    };
    double const first = attach();
    std::printf(", beside %zu idle threads %.1f", n, me.ns_a_retire());
    for (auto* r : idle)
        if (!r->append({&objects[0], [](void*) {}}))
            d.append_slowly(*r, {&objects[0], [](void*) {}});
    std::printf(", each with an object %.1f", me.ns_a_retire());
    double const leave = a_thread(time_of([&] {
        for (auto* r : idle)
            d.leave(*r);
    }));
    double const scan = a_thread(time_of([&] { me.scan(core::scan_listed); }));
    std::printf(", after they left %.1f\n", me.ns_a_retire());
    double const again = attach();
    for (auto* r : idle)
        d.leave(*r);
    std::printf("ns a thread: attach %.0f, leave with an object %.0f, the next scan %.0f, attach "
                "again %.0f\n",
                first, leave, scan, again);
}

void beside_hazards(std::size_t n) {
    domain d;
    user me(d);
    std::vector<char> guarded(n * 48);
    std::vector<core::hazard_slot*> slots;
    for (std::size_t i = 0; i != n; ++i)
        slots.push_back(me.protect(&guarded[i * 48]));
    for (std::ptrdiff_t threads : {1, 2}) {
        std::barrier start(threads);
        std::vector<double> scans[2];
        auto const scan = [&](std::size_t which) {
            user one(d);
            for (std::size_t i = 0; i != 60; ++i) {
                start.arrive_and_wait();
                scans[which].push_back(time_of([&] {
                    one.retire(300);
                    one.scan(core::scan_listed);
                }));
            }
            start.arrive_and_wait();
        };
        std::vector<std::thread> running;
        for (std::size_t i = 0; i != static_cast<std::size_t>(threads); ++i)
            running.emplace_back(scan, i);
        for (std::thread& t : running)
            t.join();
        std::printf("us a scan beside %zu hazards, %td at a time:", n, threads);
        for (std::size_t i = 0; i != static_cast<std::size_t>(threads); ++i)
            std::printf(" %.0f", median(scans[i]) / 1000);
        std::printf("\n");
    }
    user one(d);
    std::printf("ns a retire beside %zu hazards: %.1f\n", n, one.ns_a_retire());
    for (core::hazard_slot* s : slots) {
        s->clear();
        d.return_slot(s);
    }
}

double resident_mib() {
    std::size_t all = 0;
    std::size_t resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return static_cast<double>(resident) * 4096 / (1 << 20);
}

/// The idle thread's block lies on top of all that the spike needed.
void after_a_spike(std::size_t n) {
    domain d(domain_options{.threshold = 2 * n});
    user me(d);
    user idle(d);
    std::printf("MiB resident: before a spike %.0f", resident_mib());
    me.retire(n);
    std::printf(", with %zu retired %.0f", n, resident_mib());
    d.configure({});
    idle.retire(1);
    for (int i = 0; i != 5; ++i) {
        me.scan(core::scan_everything);
        me.retire(300);
    }
    std::printf(", after five scans %.0f\n", resident_mib());
}

struct leave_alone {
    void operator()(char*) const noexcept {}
};

/// Dies after the thread has given its record back.
struct late {
    ~late() {
        constexpr std::size_t n = 1'000'000;
        std::vector<double> all;
        for (std::size_t i = 0; i != repetitions; ++i)
            all.push_back(time_of([] {
                              for (std::size_t k = 0; k != n; ++k)
                                  cds::gc::DHP::retire<leave_alone>(&objects[k % objects.size()]);
                          }) /
                          static_cast<double>(n));
        std::printf("ns a retire in the destructor of a %s: %.1f\n", what, median(all));
    }
    char const* what;
};

void after_the_exit(std::size_t parked) {
    auto const die = [](char const* what) {
        std::thread([what] {
            thread_local late one{what};
            static_cast<void>(one.what);
            cds::gc::DHP::Guard const first_use;
        }).join();
    };
    die("thread_local object");
    std::latch up(static_cast<std::ptrdiff_t>(parked));
    std::latch leave(1);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i != parked; ++i)
        threads.emplace_back([&] {
            cds::gc::DHP::Guard const attached;
            up.count_down();
            leave.wait();
        });
    up.wait();
    die("thread_local object beside parked threads");
    leave.count_down();
    for (std::thread& t : threads)
        t.join();
}

late static_object{"static object"};

} // namespace

int main(int argc, char** argv) {
    auto const argument = [&](int i, std::size_t otherwise) -> std::size_t {
        return argc > i ? std::strtoul(argv[i], nullptr, 10) : otherwise;
    };
    core::decide_fences();
    beside_idle_threads(argument(1, 40'000));
    beside_hazards(argument(2, 100'000));
    after_a_spike(argument(3, 20'000'000));
    after_the_exit(argument(4, 2'000));
    cds::gc::DHP::Guard const first_use; // static_object will die after this thread's exit
}
