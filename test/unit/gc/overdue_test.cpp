// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Garbage of idle threads: who comes by collects it once it is overdue, and comes to look in time.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <tuple>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;
namespace core = cds::gc::core;

// Overdue after a millisecond; never over the threshold.
template <int Which>
struct hasty : cds::gc::own_domain<hasty<Which>> {
    static constexpr cds::gc::domain_options options{.threshold = 1000000, .overdue_ms = 1};
};
// With blocks and periods so small that there is no 64th cell.
template <int Which>
struct tiny_and_hasty : cds::gc::own_domain<tiny_and_hasty<Which>> {
    static constexpr cds::gc::domain_options options{.block_capacity = 4,
                                                     .threshold = 1000000,
                                                     .dispose_period = 1,
                                                     .dispose_burst = 1,
                                                     .overdue_ms = 1};
};

// What an idle record holds: nobody but those who look at the clock will come for it.
template <class Binding>
class idle_garbage {
public:
    explicit idle_garbage(core::thread_record& idle, std::size_t n = 3) {
        do // the slow way on looks at the clock itself, and on a busy machine finds all overdue
            for (std::size_t i = 0; i < n; ++i) {
                core::retired const r{book_.make(), &count_disposal_of};
                BOOST_REQUIRE((idle.append(r) || Binding::domain().append_slowly(idle, r)));
            }
        while (!waits());
        std::this_thread::sleep_for(20ms);
    }
    [[nodiscard]] bool waits() const { return book_.disposed() < book_.made(); }
    [[nodiscard]] bool is_gone() const { return book_.each_disposed_once(); }

private:
    ledger book_;
};

template <class Binding>
void attach() {
    (void)core::record_lease<Binding>();
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_overdue)

using retiring = std::tuple<hasty<1>, tiny_and_hasty<1>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_that_retires_collects_it_within_70_retires, Binding,
                              retiring) {
    using GC = cds::gc::generic_DHP<Binding>;
    core::thread_record& idle = Binding::domain().attach();
    ledger book;
    attach<Binding>(); // this look is over
    for (int round = 0; round < 5; ++round) {
        idle_garbage<Binding> const garbage(idle);
        BOOST_REQUIRE(garbage.waits());
        int retires = 0;
        for (; garbage.waits() && retires < 1000; ++retires)
            make_and_retire<GC>(book);
        BOOST_TEST(retires <= 70);
        BOOST_TEST(garbage.is_gone());
    }
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
    Binding::domain().leave(idle);
}

BOOST_AUTO_TEST_CASE(a_thread_that_comes_and_goes_collects_it_within_16_visits) {
    using binding = hasty<2>;
    core::thread_record& idle = binding::domain().attach();
    run_thread([&] {
        for (int round = 0; round < 5; ++round) {
            attach<binding>();
            core::detach_current<binding>();
            idle_garbage<binding> const garbage(idle);
            if (!garbage.waits())
                throw std::logic_error("the garbage does not wait");
            int visits = 0;
            bool at_attaching = false;
            for (; garbage.waits() && visits < 100; ++visits) {
                attach<binding>();
                at_attaching = !garbage.waits();
                core::detach_current<binding>();
            }
            if (visits > 16 || !at_attaching || !garbage.is_gone())
                throw std::logic_error("too late, or not by attaching");
        }
    });
    BOOST_TEST(binding::domain().statistics().pending == 0u);
    binding::domain().leave(idle);
}

BOOST_AUTO_TEST_CASE(a_new_thread_collects_it_when_it_comes_and_when_it_goes) {
    using binding = hasty<3>;
    core::thread_record& idle = binding::domain().attach();
    bool waits[4]{};
    run_thread([&] {
        idle_garbage<binding> const first(idle);
        waits[0] = first.waits();
        attach<binding>();
        waits[1] = first.waits();
        idle_garbage<binding> const second(idle);
        waits[2] = second.waits();
        core::detach_current<binding>();
        waits[3] = second.waits();
    });
    BOOST_TEST(waits[0]);
    BOOST_TEST(!waits[1]);
    BOOST_TEST(waits[2]);
    BOOST_TEST(!waits[3]);
    BOOST_TEST(binding::domain().statistics().pending == 0u);
    binding::domain().leave(idle);
}

BOOST_AUTO_TEST_SUITE_END()
