// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Flat-combining structures under more threads than processors, for longer; CDS_TEST_SCALE makes it
// longer still.

#include <cds_test/combining.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>

namespace {

using namespace cds_test;
using structures = combining_structures<long>;

/// A value that some moves of refuse, in whatever thread they are made.
struct moody {
    explicit moody(long number = 0) : value(number) {}
    moody(moody const&) = default;
    moody(moody&& other) : value(other.value) { refuse(value); }
    moody& operator=(moody const&) = default;
    moody& operator=(moody&& other) {
        value = other.value;
        return *this;
    }
    static void refuse(long value) {
        if (value % 7 == 3)
            throw std::runtime_error("moody");
    }
    long value;
};

} // namespace

BOOST_AUTO_TEST_SUITE(combining_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(order_and_accounts_hold_for_every_mix_of_roles, S, structures) {
    for (traffic const& plan : {traffic{4, 4, scaled(5000), 1000}, traffic{7, 1, scaled(2000), 0},
                                traffic{1, 7, scaled(14000), 0}}) {
        watchdog const guard("producers and consumers");
        S items(8, 2); // records come and go
        auto const logs = run_traffic(
            plan, [&](long v) { items.push(v); }, [&](long& v) { return items.pop(v); });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST((order_of<S> != order::fifo || first_in_first_out(plan, logs)));
        BOOST_TEST(items.empty());
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_that_come_and_go_leave_nothing_behind, S, structures) {
    watchdog const guard("short threads");
    S items(2, 2);
    std::atomic<long> in{0};
    std::atomic<long> out{0};
    for (long round = 0; round < scaled(60); ++round)
        run_threads(4, [&](std::size_t self) {
            for (long i = 0; i < 30; ++i) {
                long value = value_of(self, i);
                if (self % 2 == 0)
                    in += items.push(value);
                else
                    out += items.pop(value);
            }
        });
    BOOST_TEST(in == scaled(60) * 60);
    BOOST_TEST(items.size() == static_cast<std::size_t>(in - out));
    BOOST_TEST(items.statistics().m_nPubRecordCreated <= 64u); // four at a time, sixteen chains
}

using moody_structures =
    std::tuple<fc_queue<moody, spinning, true>, fc_stack<moody, wait::backoff<>, true>,
               deque_as<fc_deque<moody, wait::multi_mutex_multi_condvar<>, true>, true>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_refused_is_refused_to_its_own_caller, S, moody_structures) {
    watchdog const guard("values that refuse");
    S items(8, 2);
    std::atomic<long> in{0};
    std::atomic<long> out{0};
    std::atomic<long> wrong{0};
    run_threads(6, [&](std::size_t self) {
        for (long i = 0; i < scaled(3000); ++i) {
            moody value(i);
            try {
                if (self % 2 == 0)
                    in += items.push(std::move(value));
                else
                    out += items.pop(value);
            } catch (std::runtime_error const&) {
                // Only what refuses to move may be refused, and a taker never is.
                wrong += self % 2 != 0 || i % 7 != 3;
            }
        }
    });
    BOOST_TEST(wrong == 0);
    BOOST_TEST(in > 0);
    BOOST_TEST(items.size() == static_cast<std::size_t>(in - out));
}

using owning = combining_structures<std::shared_ptr<int>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(every_value_is_destroyed, S, owning) {
    watchdog const guard("owned values");
    auto const witness = std::make_shared<int>(1);
    {
        S items;
        run_threads(4, [&](std::size_t self) {
            std::shared_ptr<int> value;
            for (long i = 0; i < scaled(2000); ++i) {
                if (self % 2 == 0)
                    items.push(witness);
                else if (i % 500 == 499)
                    items.clear();
                else if (items.pop(value) && value != witness)
                    BOOST_ERROR("a value that was taken is not the one that was put in");
            }
        });
    }
    BOOST_TEST(witness.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
