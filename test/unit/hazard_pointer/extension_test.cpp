// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Extensions of the hazard pointer itself, and the asymmetric fences.
#include "objects.h"

#include <cds/details/marked_ptr.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <thread>
#include <vector>

namespace {

using namespace hazard_test;

using marked = cds::details::marked_ptr<object, 1>;

object* unmark(std::uintptr_t word) noexcept {
    return reinterpret_cast<object*>(word & ~std::uintptr_t{1});
}
std::uintptr_t mark(object* p) noexcept { return reinterpret_cast<std::uintptr_t>(p) | 1; }

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_extensions)

BOOST_AUTO_TEST_CASE(E1_protect_by_functor_returns_the_value_and_protects_the_pointer) {
    census c;
    atomics::atomic<std::uintptr_t> from{mark(new object(c))};
    cds::hazard_pointer h = cds::make_hazard_pointer();
    std::uintptr_t const word = h.protect(from, unmark);
    BOOST_TEST(word == from.load());
    unmark(word)->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 1u);
    h.reset_protection();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(E2_try_protect_by_functor_compares_the_whole_value) {
    census c;
    auto* const p = new object(c);
    atomics::atomic<marked> from{marked(p)};
    auto const pointer = [](marked m) { return m.ptr(); };
    cds::hazard_pointer h = cds::make_hazard_pointer();
    marked seen = from.load();
    BOOST_TEST(h.try_protect(seen, from, pointer));
    from.store(marked(p, 1));
    BOOST_TEST(!h.try_protect(seen, from, pointer)); // the mark is new
    BOOST_TEST((seen == marked(p, 1)));
    p->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 0u); // protected nothing
}

BOOST_AUTO_TEST_CASE(E3_light_and_heavy_fences_order_a_store_before_a_load) {
    // Dekker: the two never miss each other.
    std::size_t const rounds = 20000 * cds_test::scale();
    struct round {
        std::atomic<int> x{0};
        std::atomic<int> y{0};
        std::atomic<int> here{0};
        int saw_x = 0;
        int saw_y = 0;
    };
    std::vector<round> all(rounds);
    auto const meet = [](round& r) {
        r.here.fetch_add(1, std::memory_order_acq_rel);
        for (int i = 0; r.here.load(std::memory_order_acquire) != 2; ++i)
            if (i % 1000 == 999)
                std::this_thread::yield();
    };
    cds_test::run_threads(2, [&](std::size_t who) {
        for (round& r : all) {
            meet(r);
            if (who == 0) {
                r.x.store(1, std::memory_order_relaxed);
                cds::asymmetric_thread_fence_light(atomics::memory_order_seq_cst);
                r.saw_y = r.y.load(std::memory_order_relaxed);
            } else {
                r.y.store(1, std::memory_order_relaxed);
                cds::asymmetric_thread_fence_heavy(atomics::memory_order_seq_cst);
                r.saw_x = r.x.load(std::memory_order_relaxed);
            }
        }
    });
    std::size_t missed = 0;
    for (round const& r : all)
        missed += r.saw_x == 0 && r.saw_y == 0;
    BOOST_TEST(missed == 0u);
    cds::asymmetric_thread_fence_light(atomics::memory_order_relaxed);
    cds::asymmetric_thread_fence_heavy(atomics::memory_order_relaxed);
}

BOOST_AUTO_TEST_CASE(E4_the_macro_says_whether_the_standard_library_has_hazard_pointers) {
#if defined(__cpp_lib_hazard_pointer)
    BOOST_TEST(CDS_HAS_STD_HAZARD_POINTER == __cpp_lib_hazard_pointer);
#else
    BOOST_TEST(CDS_HAS_STD_HAZARD_POINTER == 0);
#endif
}

BOOST_AUTO_TEST_SUITE_END()
