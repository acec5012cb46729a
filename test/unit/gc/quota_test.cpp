// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The limit of gc::HP and the record that goes from thread to thread: the guards of the last owner
// do not count for the next.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::HP;
using too_many = HP::not_enough_hazard_ptr_exception;

constexpr std::size_t limit = 4;

// All guards that the calling thread may have.
std::vector<HP::Guard> all_guards() {
    std::vector<HP::Guard> guards;
    guards.reserve(2 * limit);
    try {
        while (guards.size() != 2 * limit)
            guards.emplace_back();
    } catch (too_many const&) {}
    return guards;
}

// Runs `next` on a thread that has the record of one that has ended; `left` are the guards of that.
template <class F>
void run_in_the_place_of_another(F next) {
    HP const life(limit);
    std::vector<HP::Guard> left;
    run_thread([&left] { left = all_guards(); });
    BOOST_TEST(left.size() == limit);
    std::size_t const records = statistics_of<HP>().thread_rec_count;
    run_thread([&] { next(left); });
    BOOST_TEST(statistics_of<HP>().thread_rec_count == records);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_quota)

BOOST_AUTO_TEST_CASE(a_thread_has_all_its_guards_beside_those_of_the_last_owner_of_its_record) {
    run_in_the_place_of_another(
        [](std::vector<HP::Guard>&) { BOOST_TEST(all_guards().size() == limit); });
}

BOOST_AUTO_TEST_CASE(guards_of_the_last_owner_that_end_give_the_next_no_more_than_its_own) {
    run_in_the_place_of_another([](std::vector<HP::Guard>& left) {
        std::vector<HP::Guard> const mine = all_guards();
        BOOST_TEST(mine.size() == limit);
        left.clear();
        BOOST_CHECK_THROW(HP::Guard(), too_many);
    });
}

BOOST_AUTO_TEST_SUITE_END()
