// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Disposers that retire: cascades.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using namespace cds_test;

// A tree of retirements: whoever disposes a node retires its children.
template <class GC>
struct family {
    struct member {
        counted* life;
        std::size_t generations_left;
        family* home;
    };

    explicit family(std::size_t fan_out) : fan_out_(fan_out) {}

    member* born(std::size_t generations_left) {
        return new member{book.make(), generations_left, this};
    }

    struct dispose {
        void operator()(member* m) const {
            m->life->dispose();
            if (m->generations_left != 0)
                for (std::size_t i = 0; i < m->home->fan_out_; ++i)
                    GC::template retire<dispose>(m->home->born(m->generations_left - 1));
            delete m;
        }
    };

    void retire_one(std::size_t generations) { GC::template retire<dispose>(born(generations)); }

    // Members of a tree with its root, so many generations deep.
    [[nodiscard]] std::size_t size(std::size_t generations) const {
        std::size_t sum = 1;
        for (std::size_t level = 1; generations-- != 0;)
            sum += level *= fan_out_;
        return sum;
    }

    ledger book;

private:
    std::size_t const fan_out_;
};

template <class GC>
void attach_this_thread() {
    if constexpr (std::is_same_v<GC, cds::gc::HP>)
        cds::gc::hp::smr::attach_thread();
    else if constexpr (std::is_same_v<GC, cds::gc::DHP>)
        cds::gc::dhp::smr::attach_thread();
}
template <class GC>
void detach_this_thread() {
    if constexpr (std::is_same_v<GC, cds::gc::HP>)
        cds::gc::hp::smr::detach_thread();
    else if constexpr (std::is_same_v<GC, cds::gc::DHP>)
        cds::gc::dhp::smr::detach_thread();
}

// The chain under test: each disposer retires the next link, and may ask for a scan as well.
template <class GC>
struct link_of_a_chain {
    std::size_t left;
    bool impatient;
    std::atomic<std::size_t>* disposed;

    struct dispose {
        void operator()(link_of_a_chain* l) const {
            l->disposed->fetch_add(1, std::memory_order_relaxed);
            if (l->left != 0)
                GC::template retire<dispose>(
                    new link_of_a_chain{l->left - 1, l->impatient, l->disposed});
            if (l->impatient)
                GC::force_dispose();
            delete l;
        }
    };
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_nested_retire)

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_a_disposer_may_retire_any_number_of_objects, GC, gc_policies) {
    for (std::size_t fan_out = 0; fan_out <= 5; ++fan_out) {
        family<GC> f(fan_out);
        std::size_t const parents = 100;
        for (std::size_t i = 0; i < parents; ++i)
            f.retire_one(3);
        BOOST_TEST(GC::drain());
        BOOST_TEST(f.book.made() == parents * f.size(3), "fan-out " << fan_out);
        BOOST_TEST(f.book.disposed_twice() == 0u);
        BOOST_TEST(f.book.each_disposed_once());
    }
}

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_force_dispose_inside_a_disposer_is_harmless, GC, gc_policies) {
    static ledger* book = nullptr;
    struct scan_inside {
        void operator()(counted* p) const {
            p->dispose();
            make_and_retire<GC>(*book);
            GC::scan();
            GC::force_dispose();
        }
    };
    ledger accounts;
    book = &accounts;
    for (int i = 0; i < 600; ++i)
        GC::template retire<scan_inside>(accounts.make());
    BOOST_TEST(GC::drain());
    BOOST_TEST(accounts.made() == 1200u);
    BOOST_TEST(accounts.each_disposed_once());
}

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_a_child_guarded_by_the_disposer_that_retires_it_stays, GC,
                              gc_policies) {
    static ledger* book = nullptr;
    static typename GC::Guard* keeper = nullptr;
    struct hand_on {
        void operator()(counted* p) const {
            counted* const child = book->make(); // born after the snapshot that judged p
            keeper->assign(child);
            GC::template retire<count_disposal>(child);
            p->dispose();
        }
    };
    ledger accounts;
    typename GC::Guard guard;
    book = &accounts;
    keeper = &guard;
    GC::template retire<hand_on>(accounts.make());
    GC::force_dispose();
    GC::force_dispose();
    counted* const child = guard.template get<counted>();
    BOOST_REQUIRE(child != nullptr);
    BOOST_TEST(child->disposals() == 0u);
    BOOST_TEST(accounts.disposed() == 1u);
    guard.clear();
    GC::force_dispose();
    BOOST_TEST(accounts.each_disposed_once());
}

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_children_guarded_by_others_are_judged_by_a_later_snapshot, GC,
                              gc_policies) {
    // Disposers publish a new node and retire the one before it, which a reader may be holding.
    using node = mortal<GC>;
    static atomics::atomic<node*> shared{nullptr};
    static std::atomic<std::size_t> retired{0};
    struct replace_and_retire {
        void operator()(node* old) const {
            delete old;
            if (retired.fetch_add(1, std::memory_order_relaxed) % 8 == 7)
                return;
            node* const was = shared.exchange(new node, atomics::memory_order_acq_rel);
            if (was != nullptr)
                GC::template retire<replace_and_retire>(was);
        }
    };
    retired = 0;
    shared.store(new node, atomics::memory_order_release);
    std::atomic<bool> stop{false};
    std::atomic<std::size_t> corpses_seen{0};
    std::thread reader([&] {
        typename GC::Guard guard;
        while (!stop.load(std::memory_order_acquire)) {
            node* const n = guard.protect(shared);
            if (n != nullptr && !n->alive())
                corpses_seen.fetch_add(1, std::memory_order_relaxed);
            guard.clear();
        }
    });
    for (time_box box(std::chrono::milliseconds(300)); !box.over();) {
        GC::template retire<replace_and_retire>(new node);
        GC::force_dispose();
    }
    stop.store(true, std::memory_order_release);
    reader.join();
    BOOST_TEST(GC::drain()); // and with it the last disposer that could publish another one
    delete shared.exchange(nullptr, atomics::memory_order_acq_rel);
    BOOST_TEST(corpses_seen.load() == 0u);
    BOOST_TEST(node::destroyed.load() == node::made.load());
    BOOST_TEST(node::killed_twice.load() == 0u);
}

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_a_long_chain_is_disposed_in_a_small_stack, GC, gc_policies) {
    watchdog const guard("the chain of retirements");
    std::size_t const length = 20000 * scale(); // far more frames than such a stack has room for
    for (bool const impatient : {false, true}) {
        std::atomic<std::size_t> disposed{0};
        std::atomic<bool> drained{false};
        run_with_stack(128 * 1024, [&] {
            using link = link_of_a_chain<GC>;
            GC::template retire<typename link::dispose>(new link{length - 1, impatient, &disposed});
            drained = GC::drain();
        });
        BOOST_TEST(drained.load());
        BOOST_TEST(disposed.load() == length);
    }
}

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_cascades_that_start_in_a_leaving_thread_lose_nothing, GC,
                              gc_policies) {
    for (std::size_t fan_out = 0; fan_out <= 3; ++fan_out) {
        family<GC> f(fan_out);
        run_threads(4, [&](std::size_t who) {
            attach_this_thread<GC>();
            for (int i = 0; i < 50; ++i)
                f.retire_one(4);
            if (who % 2 == 0) // the others leave it to the end of the thread
                detach_this_thread<GC>();
        });
        BOOST_TEST(GC::drain());
        BOOST_TEST(f.book.made() == 200 * f.size(4));
        BOOST_TEST(f.book.each_disposed_once());
    }
}

// T3
BOOST_AUTO_TEST_CASE_TEMPLATE(T3_the_end_of_a_policy_object_disposes_children_too, GC,
                              default_policies) {
    for (std::size_t fan_out = 1; fan_out <= 3; ++fan_out) {
        family<GC> f(fan_out);
        {
            [[maybe_unused]] GC const life{};
            for (int i = 0; i < 50; ++i)
                f.retire_one(4);
        }
        BOOST_TEST(f.book.made() == 50 * f.size(4));
        BOOST_TEST(f.book.each_disposed_once());
    }
}

// I5: no lock is held while a disposer runs
BOOST_AUTO_TEST_CASE_TEMPLATE(I5_a_disposer_may_wait_for_a_thread_that_guards_retires_and_scans, GC,
                              gc_policies) {
    watchdog const limit("disposers that wait for threads");
    static std::atomic<std::size_t> wrong{0};
    wrong = 0;
    struct delegate {
        void operator()(counted* p) const {
            run_thread([p] {
                typename GC::Guard guard;
                counted* const child = guard.assign(p->owner().make());
                GC::template retire<count_disposal>(child);
                GC::force_dispose();
                p->value = child->disposals(); // guarded still
            });
            wrong.fetch_add(p->value != 0, std::memory_order_acq_rel);
            p->dispose();
        }
    };
    ledger book;
    for (int i = 0; i < 10; ++i)
        GC::template retire<delegate>(book.make());
    GC::force_dispose();
    run_thread([&] { // at a thread's exit
        for (int i = 0; i < 10; ++i)
            GC::template retire<delegate>(book.make());
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(wrong.load() == 0u);
    BOOST_TEST(book.made() == 40u);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
