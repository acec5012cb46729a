// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The raw parts by libcds's names: guard, guard_array, retired_ptr, and the engine's own face.

#include <cds_test/gc_policies.h>

#include <cds/gc/details/hp_common.h>
#include <cds/gc/details/retired_ptr.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <type_traits>

namespace {

using namespace cds_test;
namespace common = cds::gc::hp::common;

static_assert(std::is_same_v<common::hazard_ptr, void*>);
static_assert(std::is_same_v<common::disposer_func, void (*)(void*)>);
static_assert(std::is_same_v<cds::gc::hp::details::guard, common::guard>);
static_assert(std::is_same_v<cds::gc::dhp::guard, common::guard>);
static_assert(std::is_same_v<cds::gc::dhp::guard_array<3>, common::guard_array<3>>);
static_assert(std::is_same_v<common::retired_ptr, cds::gc::details::retired_ptr>);
static_assert(common::guard_array<5>::c_nCapacity == 5 && common::guard_array<5>::capacity() == 5);

} // namespace

BOOST_AUTO_TEST_SUITE(gc_hp_common)

BOOST_AUTO_TEST_CASE(a_raw_slot_holds_one_pointer) {
    int subject = 0;
    common::guard slot;
    BOOST_TEST(slot.get() == nullptr);
    BOOST_TEST((slot = &subject) == &subject);
    BOOST_TEST(slot.get() == &subject);
    BOOST_TEST(slot.get(atomics::memory_order_relaxed) == &subject);
    BOOST_TEST(slot.get_as<int>() == &subject);
    slot = nullptr;
    BOOST_TEST(slot.get() == nullptr);
    slot.set(&subject);
    slot.clear();
    BOOST_TEST(slot.get() == nullptr);
    slot.set(&subject);
    slot.clear(atomics::memory_order_relaxed);
    BOOST_TEST(slot.get() == nullptr);
}

BOOST_AUTO_TEST_CASE(an_array_of_raw_slots_owns_nothing) {
    int subject = 0;
    common::guard slots[2];
    common::guard_array<2> array;
    BOOST_TEST(array[0] == nullptr);
    array.reset(0, &slots[0]);
    array.reset(1, &slots[1]);
    array.set(1, &subject);
    BOOST_TEST(slots[1].get() == &subject);
    array.clear(1);
    BOOST_TEST(slots[1].get() == nullptr);
    BOOST_TEST(array.release(1) == &slots[1]);
    BOOST_TEST(array[1] == nullptr);
    BOOST_TEST(array[0] == &slots[0]);
}

BOOST_AUTO_TEST_CASE(a_retired_pointer_knows_its_disposer) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    common::retired_ptr none;
    BOOST_TEST(!none);
    common::retired_ptr a(p, &count_disposal_of);
    common::retired_ptr b = common::make_retired_ptr<count_disposal>(q);
    BOOST_TEST(static_cast<bool>(a));
    BOOST_TEST((a == common::retired_ptr(static_cast<void*>(p), nullptr)));
    BOOST_TEST((a != b));
    BOOST_TEST((std::min(a, b) < std::max(a, b)));
    BOOST_TEST(common::retired_ptr::less(std::min(a, b), std::max(a, b)));
    a.free();
    b.free();
    BOOST_TEST(!a);
    BOOST_TEST(book.each_disposed_once());
    a.clear();
    BOOST_TEST(a.m_funcFree == nullptr);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_engine_scans_for_the_calling_thread, GC, default_policies) {
    using smr =
        std::conditional_t<std::is_same_v<GC, cds::gc::HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;
    [[maybe_unused]] GC const life{};
    ledger book;
    make_and_retire<GC>(book);
    smr::instance().scan(smr::tls());
    BOOST_TEST(book.disposed() == 1u);
    make_and_retire<GC>(book);
    smr::instance().help_scan(smr::tls());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
