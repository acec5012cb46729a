// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Cohorts (P3427): no deleter of a cohort runs after its destructor.
#include "objects.h"

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;
using cds::hazard_pointer_cohort;
using cds::make_hazard_pointer;

// Deleting one retires the next to the same cohort.
class chained : public cds::hazard_pointer_obj_base<chained> {
public:
    chained(census& c, hazard_pointer_cohort& to, chained* next) : count_(c), to_(to), next_(next) {
        ++c.made;
    }
    ~chained() {
        ++count_.deleted;
        if (next_ != nullptr)
            next_->retire_to_cohort(to_);
    }

private:
    census& count_;
    hazard_pointer_cohort& to_;
    chained* next_;
};

// A container as the cohort is made for.
class box : public cds::hazard_pointer_obj_base<box> {
public:
    explicit box(census& c) : count_(c) {}

    void replace() {
        object* const old = content_.exchange(new object(count_), atomics::memory_order_acq_rel);
        if (old != nullptr)
            old->retire_to_cohort(cohort_);
    }
    void clear() {
        if (object* const old = content_.exchange(nullptr))
            old->retire_to_cohort(cohort_);
    }

private:
    census& count_;
    source content_{nullptr};
    hazard_pointer_cohort cohort_;
};

// A deleter that must not run when its cohort is gone.
struct watch {
    std::atomic<bool>* living = nullptr;
    std::atomic<std::size_t>* late = nullptr;
    template <class T>
    void operator()(T* p) const {
        if (!living->load())
            ++*late;
        delete p;
    }
};
struct watched : cds::hazard_pointer_obj_base<watched, watch> {};

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_cohorts)

BOOST_AUTO_TEST_CASE(C1_neither_copied_nor_moved_and_made_without_throwing) {
    BOOST_TEST(std::is_nothrow_default_constructible_v<hazard_pointer_cohort>);
    BOOST_TEST(!std::is_copy_constructible_v<hazard_pointer_cohort>);
    BOOST_TEST(!std::is_move_constructible_v<hazard_pointer_cohort>);
    BOOST_TEST(!std::is_copy_assignable_v<hazard_pointer_cohort>);
    BOOST_TEST(!std::is_move_assignable_v<hazard_pointer_cohort>);
    using deleter = std::default_delete<object>;
    static_assert(std::is_same_v<decltype(&object::retire_to_cohort),
                                 void (cds::hazard_pointer_obj_base<object>::*)(
                                     hazard_pointer_cohort&, deleter) noexcept>);
}

BOOST_AUTO_TEST_CASE(C2_all_deleters_have_run_when_the_destructor_returns) {
    for (std::size_t n : {0u, 1u, 100u, 1000u}) {
        census c;
        {
            hazard_pointer_cohort cohort;
            for (std::size_t i = 0; i != n; ++i)
                (new object(c))->retire_to_cohort(cohort);
        }
        BOOST_TEST(c.deleted.load() == n);
        BOOST_TEST(c.corpses.load() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(C3_a_protected_object_waits_and_so_does_the_destructor) {
    census c;
    std::atomic<int> step{0};
    std::optional<hazard_pointer_cohort> cohort(std::in_place);
    source from{new object(c)};
    std::thread reader([&] {
        hazard_pointer h = make_hazard_pointer();
        object* const p = h.protect(from);
        step = 1;
        while (step != 2)
            std::this_thread::yield();
        for (int i = 0; i != 1000; ++i) {
            if (!p->alive())
                ++c.corpses;
            std::this_thread::yield();
        }
    });
    while (step != 1)
        std::this_thread::yield();
    replace(from, nullptr)->retire_to_cohort(*cohort);
    for (int i = 0; i != 1000; ++i)
        (new object(c))->retire_to_cohort(*cohort);
    BOOST_TEST(c.alive() >= 1u);
    step = 2;
    cohort.reset();
    BOOST_TEST(c.alive() == 0u);
    reader.join();
    BOOST_TEST(c.corpses.load() == 0u);
}

BOOST_AUTO_TEST_CASE(C4_what_waits_in_a_cohort_is_bounded) {
    census c;
    std::size_t most = 0;
    {
        hazard_pointer_cohort cohort;
        source from{new object(c)};
        hazard_pointer stalled = make_hazard_pointer();
        stalled.protect(from);
        for (int i = 0; i != 10000; ++i) {
            replace(from, new object(c))->retire_to_cohort(cohort);
            most = std::max(most, c.alive());
        }
        replace(from, nullptr)->retire_to_cohort(cohort);
        stalled = {};
    }
    // (1 + S) * max(C / 8, 2 * H), and the present one
    BOOST_TEST(most <= 2 * (cds::gc::domain_options().threshold / 8) + 1);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(C5_deleters_may_retire_to_their_own_cohort_in_constant_stack) {
    census c;
    cds_test::run_with_stack(256 * 1024, [&] {
        cds::gc::domain_options eager;
        eager.threshold = 8; // a pass is due after each
        cds::hazard_pointer_domain d(eager);
        hazard_pointer_cohort cohort(d);
        chained* list = nullptr;
        for (int i = 0; i != 20000; ++i)
            list = new chained(c, cohort, list);
        list->retire_to_cohort(cohort);
    });
    BOOST_TEST(c.made.load() == 20000u);
    BOOST_TEST(c.deleted.load() == 20000u);
}

BOOST_AUTO_TEST_CASE(C6_a_cohort_does_not_wait_for_another_and_its_end_is_its_own) {
    census mine;
    census others;
    hazard_pointer_cohort busy;
    std::atomic<std::size_t> late{0};
    cds_test::background traffic([&] {
        for (int i = 0; i != 300; ++i)
            (new object(others))->retire_to_cohort(busy);
    });
    cds_test::background retiring([&] { (new object(others))->retire(); });
    for (std::size_t i = 0; i != 200 * cds_test::scale(); ++i) {
        std::atomic<bool> living{true};
        {
            hazard_pointer_cohort cohort;
            cds_test::run_threads(2, [&](std::size_t) {
                for (int k = 0; k != 200; ++k)
                    (new watched)->retire_to_cohort(cohort, watch{&living, &late});
            });
        }
        living = false;
        (new object(mine))->retire();
    }
    traffic.stop();
    retiring.stop();
    BOOST_TEST(late.load() == 0u);
    cds::hazard_pointer_clean_up();
    BOOST_TEST(mine.alive() == 0u);
    BOOST_TEST(others.corpses.load() == 0u);
}

BOOST_AUTO_TEST_CASE(C7_a_cohort_ends_inside_a_deleter) {
    census c;
    for (int i = 0; i != 300; ++i) {
        auto* const container = new box(c);
        for (int k = 0; k != 300; ++k)
            container->replace();
        container->clear();
        container->retire(); // its deleter ends the cohort
    }
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.made.load() == 300u * 300u);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(C8_a_cohort_of_another_domain_heeds_the_hazard_pointers_of_that_one) {
    census c;
    cds::hazard_pointer_domain d(small());
    source from{new object(c)};
    std::atomic<int> step{0};
    auto cohort = std::make_unique<hazard_pointer_cohort>(d);
    std::thread reader([&] {
        hazard_pointer h = make_hazard_pointer(d);
        h.protect(from);
        step = 1;
        while (step != 2)
            std::this_thread::yield();
    });
    while (step != 1)
        std::this_thread::yield();
    object* const held = from.load();
    held->retire_to_cohort(*cohort);
    for (int i = 0; i != 500; ++i)
        (new object(c))->retire_to_cohort(*cohort);
    BOOST_TEST(held->alive());
    step = 2;
    cohort.reset();
    BOOST_TEST(c.alive() == 0u);
    reader.join();
}

BOOST_AUTO_TEST_CASE(C9_retiring_to_a_cohort_takes_no_memory) {
    meter memory;
    census c;
    {
        cds::hazard_pointer_domain d(&memory);
        memory.run_out();
        hazard_pointer_cohort cohort(d);
        for (int i = 0; i != 1000; ++i)
            (new object(c))->retire_to_cohort(cohort);
    }
    BOOST_TEST(c.deleted.load() == 1000u);
    BOOST_TEST(memory.live() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
