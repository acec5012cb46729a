// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Heavy fences that serve several scans: which barrier covers which ticket. That they are enough is
// for test/model/fence_model.cpp.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

std::size_t issued() { return core::count_fences().heavy; }
std::size_t shared() { return core::count_fences().shared; }

bool told_to_be_a_child() { return std::getenv("CDS_TEST_CHILD") != nullptr; }

} // namespace

BOOST_AUTO_TEST_SUITE(gc_shared_fence)

BOOST_AUTO_TEST_CASE(a_barrier_that_began_after_the_seal_covers_it_for_everyone) {
    { cds::gc::DHP::Guard const first_use; }
    if (core::fences_are_full())
        return;
    core::fence_ticket const early = core::seal_for_fence();
    core::fence_ticket const too_early = core::seal_for_fence();
    std::size_t const before = issued();
    BOOST_TEST(core::heavy_fence_covering(early)); // nobody has done it yet
    BOOST_TEST(issued() == before + 1);
    std::size_t const spared = shared();
    BOOST_TEST(core::heavy_fence_covering(early)); // it stays covered
    BOOST_TEST(core::heavy_fence_covering(too_early));
    BOOST_TEST(issued() == before + 1);
    BOOST_TEST(shared() == spared + 2);
    core::fence_ticket const late = core::seal_for_fence();
    BOOST_TEST(core::heavy_fence_covering(late)); // the barrier began before the seal
    BOOST_TEST(issued() == before + 2);
    core::fence_ticket const other = core::seal_for_fence();
    BOOST_TEST(core::heavy_fence()); // any barrier will do
    BOOST_TEST(core::heavy_fence_covering(other));
    BOOST_TEST(issued() == before + 3);
    BOOST_TEST(shared() == spared + 3);
}

BOOST_AUTO_TEST_CASE(with_full_fences_each_scan_issues_its_own) {
    verdict const child =
        in_fresh_process("gc_shared_fence/as_a_child_every_full_fence_is_issued", [] {
            setenv("CDS_TEST_CHILD", "1", 1);
            setenv("CDS_FENCE", "full", 1);
        });
    BOOST_TEST(child.good(), "the child " << child);
}

BOOST_AUTO_TEST_CASE(as_a_child_every_full_fence_is_issued) {
    if (!told_to_be_a_child())
        return;
    { cds::gc::DHP::Guard const first_use; }
    BOOST_REQUIRE(core::fences_are_full());
    core::fence_ticket const sealed = core::seal_for_fence();
    std::size_t const before = issued();
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(core::heavy_fence_covering(sealed));
    BOOST_TEST(issued() == before + 3);
    BOOST_TEST(shared() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
