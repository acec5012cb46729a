// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// One operation of a queue in the middle of another, at a chosen release: what a second thread
// could do there, done by the same one, and what the statistics say of it.

#include <cds/intrusive/msqueue.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <utility>

namespace {

namespace ci = cds::intrusive;

// Runs `action` before the nth CAS that releases something.
struct interference {
    static void at(int nth, std::function<void()> action) {
        countdown = nth;
        action_ = std::move(action);
    }
    static bool happened() { return !action_; }

    operator atomics::memory_order() const {
        if (--countdown == 0)
            std::exchange(action_, nullptr)();
        return atomics::memory_order_release;
    }

private:
    inline static int countdown = 0;
    inline static std::function<void()> action_;
};
constexpr int before_linking = 1; // of an enqueue
constexpr int before_moving_the_tail = 2;
constexpr int before_moving_the_head = 1; // of a dequeue

struct interrupted_orders : cds::opt::v::relaxed_ordering {
    static constexpr interference memory_order_release{};
};

template <class GC>
struct item : ci::single_link::node<GC> {};

template <class GC>
struct traits : ci::msqueue::traits {
    using hook = ci::single_link::base_hook<cds::opt::gc<GC>>;
    using stat = ci::msqueue::stat<>;
    using memory_model = interrupted_orders;
};

template <class GC>
struct fixture {
    auto const& count() const { return queue.statistics(); }

    item<GC> first, second, third; // they outlive the queue and its garbage
    struct at_the_end {
        ~at_the_end() { GC::force_dispose(); }
    } between_items_and_queue;
    ci::MSQueue<GC, item<GC>, traits<GC>> queue;
};

} // namespace

BOOST_AUTO_TEST_SUITE(interference_in_a_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_enqueue_that_is_overtaken_before_it_links_tries_again, GC,
                              cds_test::gc_policies) {
    fixture<GC> f;
    interference::at(before_linking, [&] { f.queue.enqueue(f.first); });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_EnqueueRace.get() == 1u);
    BOOST_TEST(f.count().m_EnqueueCount.get() == 2u);
    BOOST_TEST(f.queue.dequeue() == &f.first);
    BOOST_TEST(f.queue.dequeue() == &f.second);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_enqueue_finishes_one_that_has_linked_and_not_moved_the_tail, GC,
                              cds_test::gc_policies) {
    fixture<GC> f;
    interference::at(before_moving_the_tail, [&] { f.queue.enqueue(f.second); });
    f.queue.enqueue(f.first);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_BadTail.get() == 1u);          // what the second one found
    BOOST_TEST(f.count().m_AdvanceTailError.get() == 1u); // what the first one came too late for
    BOOST_TEST(f.count().m_EnqueueRace.get() == 0u);
    BOOST_TEST(f.count().m_EnqueueCount.get() == 2u);
    f.queue.enqueue(f.third); // at the very end
    BOOST_TEST(f.queue.dequeue() == &f.first);
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(f.queue.dequeue() == &f.third);
    BOOST_TEST(f.count().m_BadTail.get() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_dequeue_moves_a_tail_that_it_would_pass, GC,
                              cds_test::gc_policies) {
    fixture<GC> f;
    interference::at(before_moving_the_tail, [&] { BOOST_TEST(f.queue.dequeue() == &f.first); });
    f.queue.enqueue(f.first);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_BadTail.get() == 1u);
    BOOST_TEST(f.count().m_AdvanceTailError.get() == 1u);
    BOOST_TEST(f.queue.empty());
    f.queue.enqueue(f.second);
    BOOST_TEST(f.queue.dequeue() == &f.second);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_dequeue_that_is_overtaken_takes_the_next_item, GC,
                              cds_test::gc_policies) {
    fixture<GC> f;
    f.queue.enqueue(f.first);
    f.queue.enqueue(f.second);
    interference::at(before_moving_the_head, [&] { BOOST_TEST(f.queue.dequeue() == &f.first); });
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_DequeueRace.get() == 1u);
    BOOST_TEST(f.count().m_DequeueCount.get() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
