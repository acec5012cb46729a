// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Whose turn it is when readers and writers wait for one slot. One thread plays all of them: who
// has to wait lets the next step of a plan happen.

#include <cds/memory/slot_manager.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using cds::memory::slot_error;
using cds::memory::slot_handle;

class plan {
public:
    void then(std::function<void()> step) { steps_.push_back(std::move(step)); }
    void go_on() {
        if (next_ == steps_.size())
            throw std::logic_error("somebody waits for ever"); // ends the program
        steps_[next_++]();
    }
    bool is_over() const { return next_ == steps_.size(); }

private:
    std::vector<std::function<void()>> steps_;
    std::size_t next_ = 0;
};
plan* the_plan = nullptr;

struct lets_the_plan_go_on {
    void operator()() const { the_plan->go_on(); }
};
struct planned : cds::memory::slot_manager_traits {
    using lock_back_off = lets_the_plan_go_on;
};
using manager_type = cds::memory::slot_manager<int, int, planned>;

struct one_slot {
    one_slot() { the_plan = &steps; }

    bool a_reader_is_refused(slot_handle h) {
        return manager.try_read(h).error() == slot_error::busy;
    }
    bool a_writer_is_refused(slot_handle h) {
        return manager.try_write(h).error() == slot_error::busy;
    }
    bool a_reader_is_refused() { return a_reader_is_refused(handle); }
    bool a_writer_is_refused() { return a_writer_is_refused(handle); }

    manager_type manager{1};
    slot_handle const handle = *manager.store(1, 1);
    plan steps;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(slot_turns, one_slot)

BOOST_AUTO_TEST_CASE(no_reader_overtakes_a_writer_that_waits) {
    auto first = manager.read(handle);
    auto second = manager.read(handle);
    std::size_t refused = 0;
    for (auto* reader : {&first, &second})
        steps.then([&, reader] {
            refused += a_reader_is_refused();
            reader->reset();
            refused += a_reader_is_refused(); // also when the writer could enter already
        });
    auto writer = manager.write(handle);
    BOOST_TEST(steps.is_over());
    BOOST_TEST(refused == 4u);
    writer.reset();
    BOOST_TEST(!a_reader_is_refused());
}

BOOST_AUTO_TEST_CASE(no_writer_overtakes_a_reader_that_waits) {
    auto writer = manager.write(handle);
    std::size_t refused = 0;
    steps.then([&] {
        refused += a_writer_is_refused();
        writer.reset();
        refused += a_writer_is_refused(); // also when it could enter already
    });
    auto reader = manager.read(handle);
    BOOST_TEST(steps.is_over());
    BOOST_TEST(refused == 2u);
    reader.reset();
    BOOST_TEST(!a_writer_is_refused());
}

// The second writer was there before the reader, which yet is next.
BOOST_AUTO_TEST_CASE(readers_and_writers_that_wait_take_turns) {
    std::string order = "w";
    auto first = manager.write(handle);
    steps.then([&] {     // in the second writer's wait
        steps.then([&] { // in the reader's
            first.reset();
            BOOST_TEST(a_writer_is_refused());
        });
        auto reader = std::make_shared<manager_type::read_guard>(manager.read(handle));
        order += 'r';
        steps.then([&, reader] { // in the second writer's again
            BOOST_TEST(a_reader_is_refused());
            reader->reset();
        });
    });
    auto second = manager.write(handle);
    order += 'w';
    BOOST_TEST(steps.is_over());
    BOOST_TEST(order == "wrw");
}

// A writer that waits for another holds nobody back: after that one it is the readers' turn.
BOOST_AUTO_TEST_CASE(a_reader_that_comes_between_two_writers_gets_in) {
    auto first = manager.write(handle);
    bool got_in = false;
    steps.then([&] {
        first.reset();
        got_in = !a_reader_is_refused();
    });
    auto const second = manager.write(handle);
    BOOST_TEST(steps.is_over());
    BOOST_TEST(got_in);
}

BOOST_AUTO_TEST_CASE(who_waits_is_refused_when_the_slot_is_freed) {
    for (bool const writes : {false, true}) {
        slot_handle const mine = writes ? *manager.store(2, 2) : handle;
        auto writer = manager.write(mine);
        steps.then([&] { manager.free(mine); });
        BOOST_CHECK_THROW(writes ? (void)manager.write(mine) : (void)manager.read(mine),
                          cds::memory::stale_slot_handle);
        BOOST_TEST(steps.is_over());
        BOOST_TEST(manager.available() == 0u); // the writer is still there
        writer.reset();
        BOOST_TEST(manager.available() == 1u);
    }
}

// Whoever waited leaves no mark on the slot: nobody is held back for it in the next life.
BOOST_AUTO_TEST_CASE(who_was_refused_is_not_waited_for) {
    auto const next_life_is_free = [this](slot_handle next) {
        BOOST_TEST(!a_reader_is_refused(next));
        BOOST_TEST(!a_writer_is_refused(next));
        return next;
    };
    slot_handle mine = handle;
    steps.then([&] { manager.free(mine); });
    {
        auto const writer = manager.write(mine);
        BOOST_CHECK_THROW((void)manager.read(mine), cds::memory::stale_slot_handle);
    }
    mine = next_life_is_free(*manager.store(2, 2));
    steps.then([&] { manager.free(mine); });
    {
        auto const reader = manager.read(mine);
        BOOST_CHECK_THROW((void)manager.write(mine), cds::memory::stale_slot_handle);
    }
    mine = next_life_is_free(*manager.store(3, 3));
    BOOST_TEST(steps.is_over());
}

BOOST_AUTO_TEST_SUITE_END()
