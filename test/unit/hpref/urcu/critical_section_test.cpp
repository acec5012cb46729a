// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Hand-over of an existence guarantee: from a critical section of liburcu, for which the writer
// waits before it retires, to a hazard and to a reference.

#include "../hpref_types.h"

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <vector>

#include <urcu.h> // behind ours; included_first_test.cpp has it before
#include <urcu/urcu-memb.h>

namespace {

using namespace cds_test;

struct rcu_thread {
    rcu_thread() { urcu_memb_register_thread(); }
    ~rcu_thread() { urcu_memb_unregister_thread(); }
    rcu_thread(rcu_thread const&) = delete;
    rcu_thread& operator=(rcu_thread const&) = delete;
};

struct critical_section {
    critical_section() { urcu_memb_read_lock(); }
    ~critical_section() { urcu_memb_read_unlock(); }
    critical_section(critical_section const&) = delete;
    critical_section& operator=(critical_section const&) = delete;
};

enum class kind { hazard, counted };

// Takes hold of what it reads inside a critical section and uses it after that has ended.
template <class Policy>
typename Policy::template ref<thing> take(source const& from, kind as) {
    critical_section const inside;
    thing* const p = from.load(std::memory_order_acquire);
    return as == kind::hazard ? Policy::hold(p) : Policy::share(p);
}

template <class Policy>
void replace_beside_readers(kind as) {
    ledger book;
    std::size_t const rounds = 300 * scale();
    std::vector<std::unique_ptr<thing>> all;
    for (std::size_t i = 0; i <= rounds; ++i)
        all.push_back(std::make_unique<thing>(book));
    source from{all[0].get()};
    std::atomic<bool> stop{false};
    std::atomic<std::size_t> wrong{0};
    run_threads(3, [&](std::size_t self) {
        rcu_thread const registered;
        if (self == 0) {
            for (std::size_t i = 1; i <= rounds; ++i) {
                thing* const old = from.exchange(all[i].get(), std::memory_order_acq_rel);
                urcu_memb_synchronize_rcu(); // whoever saw `old` holds it by a hazard or a count
                if (i % 2 == 0)
                    Policy::retire(old);
                else {
                    Policy::synchronize(old);
                    old->drop_reference();
                }
                if (i % 8 == 0)
                    Policy::scan();
            }
            stop = true;
            return;
        }
        while (!stop) {
            auto held = take<Policy>(from, as);
            wrong += !held->alive();
            std::this_thread::yield();
            wrong += !held->alive();
            held.promote();
            wrong += !held->alive();
        }
    });
    BOOST_TEST(wrong == 0u);
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_urcu)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_critical_section_hands_over_to_a_hazard, Policy, hprefs) {
    replace_beside_readers<Policy>(kind::hazard);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_critical_section_hands_over_to_a_reference, Policy, hprefs) {
    replace_beside_readers<Policy>(kind::counted);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_taken_in_a_critical_section_outlives_it, Policy, hprefs) {
    rcu_thread const registered;
    ledger book;
    for (kind const as : {kind::hazard, kind::counted}) {
        thing object(book);
        source from{&object};
        auto held = take<Policy>(from, as);
        BOOST_TEST(held.is_hazard() == (as == kind::hazard && Policy::hazards_per_thread() > 0));
        from = nullptr;
        urcu_memb_synchronize_rcu();
        Policy::retire(&object);
        Policy::scan();
        BOOST_TEST(held->alive());
        held.put();
        Policy::scan();
        BOOST_TEST(object.releases() == 1u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
