// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A process that was saved and restored elsewhere: the kernel does not know it, and refuses the
// barrier until it registers once more.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/membarrier.h>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

bool told_to_be_a_child() { return std::getenv("CDS_TEST_CHILD") != nullptr; }

// The tests below that begin with `as_a_child` run only there.
child_end run_child(char const* test) {
    return in_fresh_process(std::string("gc_restored_process/") + test, [] {
        setenv("CDS_TEST_CHILD", "1", 1);
        setenv("CDS_FENCE", "auto", 1);
    });
}

// A process in which readers issue no fences, and which the kernel has forgotten.
void be_restored() {
    { cds::gc::DHP::Guard const first_use; }
    BOOST_REQUIRE(!core::fences_are_full());
    BOOST_REQUIRE(core::heavy_fence());
    BOOST_TEST(core::count_fences().failed == 0u);
    BOOST_TEST(core::count_fences().registered_again == 0u);
    the_kernel.forget();
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_restored_process)

BOOST_AUTO_TEST_CASE(a_restored_process_behaves_as_before) {
    if (!membarrier_works_here())
        return;
    for (char const* const test :
         {"as_a_child_it_registers_again_and_loses_nothing",
          "as_a_child_it_keeps_garbage_while_it_may_not_register",
          "as_a_child_it_registers_once_a_fence", "as_a_child_it_registers_for_no_other_refusal"}) {
        child_end const child = run_child(test);
        BOOST_TEST(child.good(), test << ": the child " << child);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_it_registers_again_and_loses_nothing, GC,
                              default_policies) {
    if (!told_to_be_a_child())
        return;
    ledger book;
    std::size_t const before = core::count_fences().registered_again;
    { typename GC::Guard const first_use; }
    BOOST_REQUIRE(!core::fences_are_full());
    the_kernel.forget();
    for (int i = 0; i < 100; ++i)
        make_and_retire<GC>(book);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(statistics_of<GC>().fence_failures == 0u);
    BOOST_TEST(!statistics_of<GC>().bound_suspended);
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(core::heavy_fence());
    BOOST_TEST(the_kernel.registrations == 1); // it is known again
    BOOST_TEST(core::count_fences().registered_again == before + 1);
}

BOOST_AUTO_TEST_CASE(as_a_child_it_keeps_garbage_while_it_may_not_register) {
    if (!told_to_be_a_child())
        return;
    be_restored();
    the_kernel.registers = false;
    ledger book;
    for (int i = 0; i < 100; ++i)
        make_and_retire<cds::gc::DHP>(book);
    cds::gc::DHP::force_dispose();
    BOOST_TEST(book.disposed() == 0u);
    BOOST_TEST(core::count_fences().failed > 0u);
    BOOST_TEST(core::count_fences().registered_again == 0u);
    the_kernel.registers = true;
    cds::gc::DHP::force_dispose();
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(core::count_fences().registered_again == 1u);
}

BOOST_AUTO_TEST_CASE(as_a_child_it_registers_once_a_fence) {
    if (!told_to_be_a_child())
        return;
    be_restored();
    the_kernel.remembers = false;
    for (int i = 1; i != 4; ++i) {
        BOOST_TEST(!core::heavy_fence());
        BOOST_TEST(the_kernel.registrations == i);
        BOOST_TEST(core::count_fences().failed == static_cast<std::size_t>(i));
    }
}

BOOST_AUTO_TEST_CASE(as_a_child_it_registers_for_no_other_refusal) {
    if (!told_to_be_a_child())
        return;
    be_restored();
    the_kernel.refusal = ENOSYS;
    BOOST_TEST(!core::heavy_fence());
    BOOST_TEST(the_kernel.registrations == 0);
    BOOST_TEST(core::count_fences().failed == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
