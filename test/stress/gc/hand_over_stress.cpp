// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The large form of T2: objects whose protection never rests, copied, assigned, swapped and moved
// from guard to guard, near and far, while others scan without a pause.
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <utility>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

// From the only guard that protects something to another one.
template <class Guard>
void hand_over(Guard& from, Guard& to, std::size_t how) {
    switch (how % 4) {
    case 0: to.copy(from); break;
    case 1: to.assign(from.template get<counted>()); break;
    case 2: from.swap(to); break;
    default: {
        Guard on_the_way(std::move(from));
        from = std::move(to);
        to = std::move(on_the_way);
    }
    }
    from.clear();
}

// One retired object after another; says how often one was found disposed under its guard.
template <class GC>
std::size_t losses_of_a_juggler(ledger& book, std::size_t who, std::chrono::milliseconds length) {
    guard_row<GC> row(guards_up_to<GC>(200));
    std::mt19937_64 random = random_stream(who);
    std::size_t at = 0;
    std::size_t losses = 0;
    for (time_box box(length); !box.over();) {
        counted* const p = book.make();
        row[at].assign(p);
        GC::template retire<count_disposal>(p);
        for (int i = 0; i < 4096 && p->disposals() == 0; ++i) {
            std::size_t const r = random();
            std::size_t const next = (at + 1 + r % (row.size() - 1)) % row.size();
            hand_over(row[at], row[next], r >> 32);
            at = next;
        }
        losses += p->disposals();
        row[at].clear();
    }
    return losses;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_hand_over_stress)

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_protection_that_never_rests_is_never_missed, GC, gc_policies) {
    ledger book;
    std::atomic<std::size_t> losses{0};
    background reclaimer([] { GC::force_dispose(); });
    background another([] { GC::force_dispose(); });
    run_threads(3, [&](std::size_t who) {
        losses.fetch_add(losses_of_a_juggler<GC>(book, who, 1500ms), std::memory_order_relaxed);
    });
    another.stop();
    reclaimer.stop();
    BOOST_TEST_MESSAGE(book.made() << " objects kept in the air");
    BOOST_TEST(losses.load() == 0u);
    BOOST_TEST(book.made() > 10u);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
