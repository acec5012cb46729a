// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Batches of hazard pointers (P3428).
#include "objects.h"

#include <cds/gc/dhp.h>
#include <cds_test/allocator.h>
#include <cds_test/child.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <vector>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;

// In a process of its own, whose default domain gets little memory for slots.
int in_want() {
    using cds_test::failing_allocator;
    cds::gc::DHP::set_memory_allocator(failing_allocator::allocate, failing_allocator::release);
    census c;
    source from{new object(c)};
    std::vector<hazard_pointer> batch(40000);
    batch[3] = cds::make_hazard_pointer();
    object* const p = batch[3].protect(from);
    for (long memory = 0; memory != 3; ++memory) {
        failing_allocator::fail_after(memory, failing_allocator::manner::throws);
        try {
            cds::make_hazard_pointer_batch(batch);
            return 1;
        } catch (std::bad_alloc const&) {}
        for (std::size_t i = 0; i != batch.size(); ++i)
            if (batch[i].empty() != (i != 3))
                return 2; // not as before
        p->value = 1;
        failing_allocator::never_fail();
        replace(from, new object(c));
        if (memory == 0)
            p->retire();
        cds::hazard_pointer_clean_up();
        if (!p->alive())
            return 3; // what was protected is not any more
    }
    cds::make_hazard_pointer_batch(batch);
    for (hazard_pointer const& h : batch)
        if (h.empty())
            return 4;
    cds::clear_hazard_pointer_batch(batch);
    cds::hazard_pointer_clean_up();
    return c.deleted == 1 ? 0 : 5;
}

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_batch)

BOOST_AUTO_TEST_CASE(T1_making_fills_what_is_empty_and_leaves_the_rest) {
    census c;
    source from{new object(c)};
    std::array<hazard_pointer, 5> batch;
    batch[2] = cds::make_hazard_pointer();
    batch[2].protect(from);
    cds::make_hazard_pointer_batch(batch);
    for (hazard_pointer const& h : batch)
        BOOST_TEST(!h.empty());
    from.load()->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 0u); // still protected
    cds::clear_hazard_pointer_batch(batch);
    for (hazard_pointer const& h : batch)
        BOOST_TEST(h.empty());
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 1u);
}

BOOST_AUTO_TEST_CASE(T2_all_of_a_batch_protect_independently) {
    census c;
    std::array<hazard_pointer, 8> batch;
    cds::make_hazard_pointer_batch(batch);
    std::array<source, 8> from{};
    for (std::size_t i = 0; i != batch.size(); ++i) {
        from[i].store(new object(c, i));
        batch[i].protect(from[i]);
        from[i].load()->retire();
    }
    for (std::size_t i = 0; i != batch.size(); ++i) {
        cds::hazard_pointer_clean_up();
        BOOST_TEST(c.deleted.load() == i);
        batch[i].reset_protection();
    }
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(T3_an_empty_batch_and_a_cleared_one_are_fine) {
    cds::make_hazard_pointer_batch({});
    cds::clear_hazard_pointer_batch({});
    std::array<hazard_pointer, 3> batch;
    cds::clear_hazard_pointer_batch(batch);
    BOOST_TEST(batch[0].empty());
    static_assert(noexcept(cds::clear_hazard_pointer_batch({})));
    static_assert(!noexcept(cds::make_hazard_pointer_batch({})));
}

BOOST_AUTO_TEST_CASE(T4_a_batch_that_cannot_be_made_whole_is_left_as_it_was) {
    cds_test::child_end const child = cds_test::in_fork(in_want);
    BOOST_TEST(child.good(), "child " << child);
}

BOOST_AUTO_TEST_SUITE_END()
