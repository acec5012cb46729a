// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Closing a queue while somebody is in the middle of a push.

#include <cds_test/threads.h>
#include <cds_test/waiting_types.h>

#include <boost/test/unit_test.hpp>

#include <future>
#include <tuple>
#include <utility>

namespace {

using namespace cds_test;
using namespace cds_test::waiting_types;
using cds::conqueue_errc;

/// A value whose copying takes its time: from `begin` to `end`.
class slow {
public:
    struct moment {
        std::promise<void> begun;
        std::promise<void> may_end;
    };

    slow(long v, moment* when) : value(v), when_(when) {}
    slow(slow const& other) : value(other.value) {
        if (other.when_ != nullptr) {
            other.when_->begun.set_value();
            other.when_->may_end.get_future().wait();
        }
    }
    slow(slow&& other) noexcept : value(other.value), when_(std::exchange(other.when_, nullptr)) {}
    slow& operator=(slow const&) = delete;

    long value;

private:
    moment* when_ = nullptr;
};

struct by_hp : counting_sleepers {
    using gc = cds::gc::HP;
};
using queues = std::tuple<cc::waiting<cc::FAAQueue<cds::gc::DHP, slow>, counting_sleepers>,
                          cc::waiting<cc::MSQueue<cds::gc::HP, slow>, by_hp>>;

template <class Queue>
struct pushing {
    Queue q;
    slow::moment when;
    slow const value{7, &when};
    std::future<bool> pushed;

    /// A push is in the middle, and the queue is closed.
    pushing() {
        pushed = std::async(std::launch::async, [this] { return q.push(value); });
        when.begun.get_future().wait();
        q.close();
    }
    void go_on() { when.may_end.set_value(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(waiting_closing)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_push_that_began_before_keeps_the_queue_busy, Queue, queues) {
    watchdog const guard("a push in the middle");
    pushing<Queue> p;
    conqueue_errc why{};
    BOOST_TEST(!p.q.try_pop(why));
    BOOST_TEST((why == conqueue_errc::busy));
    BOOST_TEST(!p.q.pop_for(std::chrono::milliseconds(1), why));
    BOOST_TEST((why == conqueue_errc::busy));
    BOOST_TEST((p.q.try_push(slow(8, nullptr)) == conqueue_errc::closed));
    p.go_on();
    BOOST_TEST(p.pushed.get());
    BOOST_TEST(p.q.pop()->value == 7);
    BOOST_TEST(!p.q.try_pop(why));
    BOOST_TEST((why == conqueue_errc::closed));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_waits_gets_the_last_value_and_then_is_told, Queue, queues) {
    watchdog const guard("the last value");
    pushing<Queue> p;
    auto const count = [&] {
        long n = 0;
        while (p.q.pop())
            ++n;
        return n;
    };
    auto one = std::async(std::launch::async, count);
    auto other = std::async(std::launch::async, count);
    counting_condition::wait_for_sleepers(2);
    p.go_on();
    BOOST_TEST(one.get() + other.get() == 1);
    BOOST_TEST(p.pushed.get());
}

BOOST_AUTO_TEST_SUITE_END()
