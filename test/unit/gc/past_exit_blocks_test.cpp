// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Threads that retire past their exit borrow a record each time, and go on with its block.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <deque>
#include <latch>
#include <thread>

namespace {

using namespace cds_test;

struct past_exit_tag : cds::gc::own_domain<past_exit_tag> {
    static constexpr cds::gc::domain_options options{.overdue_ms = ~0u};
};
using GC = cds::gc::generic_DHP<past_exit_tag>;

constexpr std::size_t count = 1000;

// Attached while it lives.
class attached_thread {
public:
    attached_thread()
        : thread_([this] {
              GC::Guard const attached;
              here_.count_down();
              leave_.wait();
          }) {
        here_.wait();
    }
    attached_thread(attached_thread const&) = delete;
    attached_thread& operator=(attached_thread const&) = delete;
    ~attached_thread() {
        leave_.count_down();
        thread_.join();
    }

private:
    std::latch here_{1};
    std::latch leave_{1};
    std::thread thread_;
};

// Made before the thread has a record, so destroyed when it has none any more.
struct late {
    explicit late(ledger& b) : book(b) {}
    ~late() {
        for (std::size_t i = 0; i != count; ++i)
            make_and_retire<GC>(book);
    }
    ledger& book;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_past_exit_blocks)

BOOST_AUTO_TEST_CASE(retires_past_the_exit_fill_a_block_although_many_threads_have_left) {
    ledger book;
    for (std::deque<attached_thread> others(20); !others.empty();)
        others.pop_front(); // the youngest record is the next to be taken
    std::size_t const before = statistics_of<GC>().retired_extend_count;
    run_thread([&book] {
        thread_local late one(book);
        static_cast<void>(one.book);
        GC::Guard const attached;
    });
    // those that are full and the one that is filled; with each, one was put aside for disposers
    std::size_t const blocks = statistics_of<GC>().retired_extend_count - before;
    BOOST_TEST(blocks <= 2 * (count / block_capacity<GC> + 1));
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(book.disposed() == count);
}

BOOST_AUTO_TEST_SUITE_END()
