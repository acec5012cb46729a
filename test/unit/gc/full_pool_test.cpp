// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A scan asks for no memory. Where it finds no block to move a few objects to, it does without.

#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <vector>

namespace {

using namespace cds_test;

struct crowded_tag : cds::gc::own_domain<crowded_tag> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 4, .threshold = 100000, .overdue_ms = ~0u};
};
using crowded = cds::gc::generic_DHP<crowded_tag>;

} // namespace

BOOST_AUTO_TEST_SUITE(gc_full_pool)

// With one object more each time there is at some time no free block left when the scan comes.
BOOST_AUTO_TEST_CASE(T1_a_scan_disposes_of_all_but_the_protected_however_many_blocks_there_are) {
    for (std::size_t const step : {3u, 5u})
        for (std::size_t n = 1; n != 300; ++n) {
            ledger book;
            std::vector<crowded::Guard> guards(n / step + 1);
            for (std::size_t i = 0; i != n; ++i) {
                counted* const p = make_and_retire<crowded>(book);
                if (i % step == 0)
                    guards[i / step].assign(p); // no scan has come yet
            }
            std::size_t const held = (n + step - 1) / step;
            crowded::force_dispose();
            BOOST_TEST(book.disposed() == n - held);
            guards.clear();
            crowded::force_dispose();
            BOOST_TEST(book.each_disposed_once());
        }
}

BOOST_AUTO_TEST_SUITE_END()
