// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// One operation of a queue in the middle of another, at a chosen release: what a second thread
// could do there, done by the same one, and what the statistics say of it.

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/optimistic_queue.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <tuple>
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
constexpr int before_the_way_back = 2;    // of an OptimisticQueue
constexpr int before_moving_the_head = 1; // of a dequeue

struct interrupted_orders : cds::opt::v::relaxed_ordering {
    static constexpr interference memory_order_release{};
};

template <class Policy, template <class, class, class> class Queue, class Defaults, class Stat,
          class Family>
struct fixture {
    using GC = Policy;
    using hook = ci::details::base_hook<Family, cds::opt::gc<GC>>;
    struct item : hook::node_type {};
    struct traits : Defaults {
        using hook = fixture::hook;
        using stat = Stat;
        using memory_model = interrupted_orders;
        using item_counter = cds::atomicity::item_counter;
    };

    auto const& count() const { return queue.statistics(); }

    item first, second, third; // they outlive the queue and its garbage
    struct at_the_end {
        ~at_the_end() { GC::force_dispose(); }
    } between_items_and_queue;
    Queue<GC, item, traits> queue;
};

template <class GC>
using ms_queue = fixture<GC, ci::MSQueue, ci::msqueue::traits, ci::msqueue::stat<>,
                         ci::single_link::hook_family>;
template <class GC>
using moir_queue = fixture<GC, ci::MoirQueue, ci::msqueue::traits, ci::msqueue::stat<>,
                           ci::single_link::hook_family>;
template <class GC>
using basket_queue = fixture<GC, ci::BasketQueue, ci::basket_queue::traits,
                             ci::basket_queue::stat<>, ci::basket_queue::hook_family>;
template <class GC>
using optimistic_queue = fixture<GC, ci::OptimisticQueue, ci::optimistic_queue::traits,
                                 ci::optimistic_queue::stat<>, ci::optimistic_queue::hook_family>;

using cds::gc::DHP;
using cds::gc::HP;

/// Retires what it is asked to, as long as there is memory.
struct rationed : DHP {
    static bool try_reserve_retire(std::size_t n) noexcept {
        return !is_out && DHP::try_reserve_retire(n);
    }
    inline static bool is_out = false;
};

using behind_one_another = std::tuple<ms_queue<HP>, ms_queue<DHP>, moir_queue<HP>, moir_queue<DHP>,
                                      optimistic_queue<HP>, optimistic_queue<DHP>>;
using with_a_late_tail = std::tuple<ms_queue<HP>, ms_queue<DHP>, moir_queue<HP>, moir_queue<DHP>,
                                    basket_queue<HP>, basket_queue<DHP>>;
using all = std::tuple<ms_queue<HP>, ms_queue<DHP>, moir_queue<HP>, basket_queue<DHP>,
                       basket_queue<HP>, optimistic_queue<HP>, optimistic_queue<DHP>>;
using rationed_queues = std::tuple<ms_queue<rationed>, moir_queue<rationed>, basket_queue<rationed>,
                                   optimistic_queue<rationed>>;
using baskets = std::tuple<basket_queue<HP>, basket_queue<DHP>>;
using linked_both_ways = std::tuple<optimistic_queue<HP>, optimistic_queue<DHP>>;

} // namespace

BOOST_AUTO_TEST_SUITE(interference_in_a_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_enqueue_that_is_overtaken_before_it_links_tries_again, Queue,
                              behind_one_another) {
    Queue f;
    interference::at(before_linking, [&] { f.queue.enqueue(f.first); });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_EnqueueRace.get() == 1u);
    BOOST_TEST(f.count().m_EnqueueCount.get() == 2u);
    BOOST_TEST(f.queue.dequeue() == &f.first);
    BOOST_TEST(f.queue.dequeue() == &f.second);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_enqueue_finishes_one_that_has_linked_and_not_moved_the_tail, Queue,
                              with_a_late_tail) {
    Queue f;
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

BOOST_AUTO_TEST_CASE_TEMPLATE(a_dequeue_moves_a_tail_that_it_would_pass, Queue, with_a_late_tail) {
    Queue f;
    interference::at(before_moving_the_tail, [&] { BOOST_TEST(f.queue.dequeue() == &f.first); });
    f.queue.enqueue(f.first);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_BadTail.get() == 1u);
    BOOST_TEST(f.count().m_AdvanceTailError.get() == 1u);
    BOOST_TEST(f.queue.empty());
    f.queue.enqueue(f.second);
    BOOST_TEST(f.queue.dequeue() == &f.second);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_dequeue_that_is_overtaken_takes_the_next_item, Queue, all) {
    Queue f;
    f.queue.enqueue(f.first);
    f.queue.enqueue(f.second);
    interference::at(before_moving_the_head, [&] { BOOST_TEST(f.queue.dequeue() == &f.first); });
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_DequeueRace.get() == 1u);
    BOOST_TEST(f.count().m_DequeueCount.get() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_enqueue_does_not_link_to_what_clear_has_no_memory_to_retire, Queue,
                              rationed_queues) {
    Queue f;
    f.queue.enqueue(f.first);
    interference::at(before_linking, [&] { // the end is `first`, and is kept by clear()
        f.queue.enqueue(f.second);
        rationed::is_out = true;
        f.queue.clear();
        rationed::is_out = false;
    });
    f.queue.enqueue(f.third);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.queue.size() == 1u);
    BOOST_TEST(f.queue.dequeue() == &f.third);
    BOOST_TEST(f.queue.empty());
}

// --- Baskets -------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE_TEMPLATE(an_enqueue_that_lost_its_race_joins_the_winner_in_a_basket, Queue,
                              baskets) {
    Queue f;
    interference::at(before_linking, [&] { f.queue.enqueue(f.first); });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_EnqueueRace.get() == 1u);
    BOOST_TEST(f.count().m_TryAddBasket.get() == 1u);
    BOOST_TEST(f.count().m_AddBasketCount.get() == 1u);
    BOOST_TEST(f.count().m_EnqueueCount.get() == 2u);
    f.queue.enqueue(f.third); // behind the basket
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(f.queue.dequeue() == &f.first);
    BOOST_TEST(f.queue.dequeue() == &f.third);
    BOOST_TEST(f.queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(nothing_comes_into_a_basket_of_which_one_was_taken, Queue, baskets) {
    Queue f;
    interference::at(before_linking, [&] {
        f.queue.enqueue(f.first);
        f.queue.enqueue(f.third);
        BOOST_TEST(f.queue.dequeue() == &f.first);
    });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_TryAddBasket.get() == 1u);
    BOOST_TEST(f.count().m_AddBasketCount.get() == 0u);
    BOOST_TEST(f.queue.dequeue() == &f.third);
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(f.queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(nothing_comes_into_a_basket_that_was_closed_at_the_last_moment, Queue,
                              baskets) {
    Queue f;
    interference::at(before_linking, [&] {
        f.queue.enqueue(f.first);
        interference::at(before_linking, [&] { // now the CAS into the basket
            BOOST_TEST(f.queue.dequeue() == &f.first);
        });
    });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_AddBasketCount.get() == 0u);
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(f.queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(nothing_comes_into_a_basket_that_clear_has_taken, Queue, baskets) {
    Queue f;
    interference::at(before_linking, [&] {
        f.queue.enqueue(f.first);
        f.queue.enqueue(f.third);
        interference::at(before_linking, [&] { f.queue.clear(); });
    });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.count().m_AddBasketCount.get() == 0u);
    BOOST_TEST(f.queue.size() == 1u);
    BOOST_TEST(f.queue.dequeue() == &f.second);
    BOOST_TEST(f.queue.empty());
}

// --- The way back --------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE_TEMPLATE(a_dequeue_mends_every_way_back_that_is_missing, Queue,
                              linked_both_ways) {
    Queue f;
    interference::at(before_the_way_back, [&] {
        interference::at(before_the_way_back, [&] {
            f.queue.enqueue(f.third);
            BOOST_TEST(!f.queue.empty());
            BOOST_TEST(f.queue.dequeue() == &f.first);
            BOOST_TEST(f.queue.dequeue() == &f.second);
            BOOST_TEST(f.count().m_FixListCount.get() == 1u);
        });
        f.queue.enqueue(f.second);
    });
    f.queue.enqueue(f.first);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.queue.dequeue() == &f.third);
    BOOST_TEST(f.queue.empty());
    BOOST_TEST(f.count().m_FixListCount.get() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_node_whose_way_back_is_still_to_be_written_is_not_disposed, Queue,
                              linked_both_ways) {
    Queue f;
    f.queue.enqueue(f.first);
    interference::at(before_the_way_back, [&] { // of `first`
        BOOST_TEST(f.queue.dequeue() == &f.first);
        BOOST_TEST(f.queue.dequeue() == &f.second);
        Queue::GC::force_dispose();
        BOOST_TEST((f.first.m_pPrev.load() == &f.second));
    });
    f.queue.enqueue(f.second);
    BOOST_TEST(interference::happened());
    Queue::GC::force_dispose();
    BOOST_TEST((f.first.m_pPrev.load() == nullptr));
    BOOST_TEST((f.first.m_pNext.load() == nullptr));
    f.queue.enqueue(f.first);
    BOOST_TEST(f.queue.dequeue() == &f.first);
    BOOST_TEST(f.queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_takes_what_is_not_linked_back_yet, Queue, linked_both_ways) {
    Queue f;
    interference::at(before_the_way_back, [&] {
        f.queue.enqueue(f.second);
        f.queue.clear();
        BOOST_TEST(f.queue.size() == 0u);
        BOOST_TEST(f.queue.empty());
    });
    f.queue.enqueue(f.first);
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.queue.empty());
    f.queue.enqueue(f.third);
    BOOST_TEST(f.queue.dequeue() == &f.third);
}

BOOST_AUTO_TEST_SUITE_END()
