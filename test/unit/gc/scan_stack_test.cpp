// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How much stack a scan takes: threads with small stacks retire, too. Disposers come on top.

#include <cds_test/gc_policies.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>

namespace {

using namespace cds_test;

struct stack_tag : cds::gc::own_domain<stack_tag> {};
using GC = cds::gc::generic_DHP<stack_tag>;

constexpr std::size_t promised = 8 * 1024; // README.md
constexpr std::size_t painted = 32 * 1024; // of a stack of twice as much
constexpr std::size_t own_frame = 512;     // too near to be painted; counts as used
constexpr char paint = '\x5A';

/// How far f() goes down the stack, which is painted before.
template <class F>
[[gnu::noinline]] std::size_t stack_taken_by(F f) {
    auto* const here = static_cast<char volatile*>(__builtin_frame_address(0));
    char volatile* const end = here - own_frame;
    for (char volatile* p = here - painted; p != end; ++p)
        *p = paint;
    f();
    char volatile* lowest = here - painted;
    while (lowest != end && *lowest == paint)
        ++lowest;
    return static_cast<std::size_t>(here - lowest);
}

struct leave_alone {
    void operator()(char*) const noexcept {}
};

void retire(std::size_t n) {
    static std::array<char, 10000> objects;
    for (std::size_t i = 0; i != n; ++i)
        GC::retire<leave_alone>(&objects[i % objects.size()]);
}

/// In a thread with a small stack, beside so many hazards.
template <class F>
std::size_t most_stack_taken_by(F f, std::size_t hazards) {
    guard_row<GC> guards(hazards);
    static int object;
    for (std::size_t i = 0; i != hazards; ++i)
        guards[i].assign(&object + i % 2);
    std::size_t taken = 0;
    run_with_stack(2 * painted, [&] {
        retire(100);
        f(); // whatever the dynamic linker has to do is done
        retire(100);
        taken = stack_taken_by(f);
    });
    BOOST_TEST_MESSAGE("beside " << hazards << " hazards: " << taken << " bytes");
    return taken;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_scan_stack)

BOOST_AUTO_TEST_CASE(a_scan_takes_at_most_eight_kilobytes_of_stack) {
    if (sanitized) // frames have red zones
        return;
    for (std::size_t const hazards : {0u, 10u, 5000u}) {
        BOOST_TEST(most_stack_taken_by([] { GC::scan(); }, hazards) <= promised);
        BOOST_TEST(most_stack_taken_by([] { GC::force_dispose(); }, hazards) <= promised);
        std::size_t const scans = statistics_of<GC>().scan_count;
        auto const scan_by_retiring = [] { retire(2 * statistics_of<GC>().threshold + 1000); };
        BOOST_TEST(most_stack_taken_by(scan_by_retiring, hazards) <= promised);
        BOOST_TEST(statistics_of<GC>().scan_count >= scans + 2);
    }
}

BOOST_AUTO_TEST_CASE(so_does_a_drain) {
    if (sanitized)
        return;
    for (std::size_t const hazards : {0u, 10u, 5000u})
        BOOST_TEST(most_stack_taken_by([] { static_cast<void>(GC::drain()); }, hazards) <=
                   promised);
}

BOOST_AUTO_TEST_SUITE_END()
