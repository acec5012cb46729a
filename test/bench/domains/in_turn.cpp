// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a retire costs a thread that goes from one domain to the next, with 1 to 1000 of them, and
// what a domain costs that begins, is used once, and ends.
//
//   domains-in-turn [OTHERS [RETIRES]]
//
// OTHERS are registered beside them, half of them used by a thread of their own that has exited.

#include <cds/hazard_pointer.h>

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace {

using cds::hazard_pointer_domain;
using domains = std::vector<std::unique_ptr<hazard_pointer_domain>>;

struct leave_alone {
    template <class T>
    void operator()(T*) const noexcept {}
};
struct object : cds::hazard_pointer_obj_base<object, leave_alone> {};

constexpr int repetitions = 5;

// The calling thread's processor time, which a busy machine disturbs less.
std::chrono::nanoseconds now() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

template <class Unit, class F>
double time_of(F work) {
    auto const begin = now();
    work();
    return std::chrono::duration<double, typename Unit::period>(now() - begin).count();
}

void use(hazard_pointer_domain& d) { (void)cds::make_hazard_pointer(d); }

domains make_used(std::size_t n) {
    domains all(n);
    for (auto& d : all) {
        d = std::make_unique<hazard_pointer_domain>();
        use(*d);
    }
    return all;
}

// Nanoseconds a retire, in the best repetition.
double retire_in_turn(domains& all, std::size_t retires) {
    double best = 1e9;
    for (int i = 0; i != repetitions; ++i) {
        std::vector<object> objects(retires);
        double const total = time_of<std::chrono::nanoseconds>([&] {
            auto d = all.begin();
            for (object& o : objects) {
                o.retire(leave_alone(), **d);
                if (++d == all.end())
                    d = all.begin();
            }
        });
        best = std::min(best, total / static_cast<double>(retires));
        for (auto& d : all)
            cds::hazard_pointer_clean_up(*d);
    }
    return best;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t const others = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 0;
    std::size_t const retires = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200'000;
    std::vector<domains> groups; // before the others, so that those are the ones in the way
    for (std::size_t const n : {1, 4, 8, 9, 16, 64, 1000})
        groups.push_back(make_used(n));
    domains beside(others);
    double const begun = time_of<std::chrono::microseconds>([&] {
        for (std::size_t i = 0; i != others; ++i) {
            beside[i] = std::make_unique<hazard_pointer_domain>();
            if (i % 2 == 0)
                use(*beside[i]);
            else
                std::thread([&] { use(*beside[i]); }).join();
        }
    });
    for (domains& group : groups)
        std::printf("%5zu domains in turn: %10.1f ns a retire\n", group.size(),
                    retire_in_turn(group, retires));
    double const ended = time_of<std::chrono::microseconds>([&] { beside.clear(); });
    if (others != 0)
        std::printf("%5zu others: %.1f us each to begin, %.1f us to end\n", others,
                    begun / static_cast<double>(others), ended / static_cast<double>(others));
}
