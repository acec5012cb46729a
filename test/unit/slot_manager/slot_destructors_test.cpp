// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Payloads that use their manager when they are destroyed: by free, by a guard, by the manager's
// end.

#include <cds/memory/slot_manager.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace {

using cds::memory::slot_error;
using cds::memory::slot_handle;
using cds::memory::slot_manager;
using cds_test::run_with_stack;

// Says good-bye in a way that the test chooses, and counts how often.
struct leaver {
    struct plan {
        int* destroyed = nullptr;
        std::function<void()> last_wish;
    };
    explicit leaver(plan p) : of(std::move(p)) {}
    leaver(leaver const&) = delete;
    leaver& operator=(leaver const&) = delete;
    ~leaver() {
        ++*of.destroyed;
        if (of.last_wish)
            of.last_wish();
    }
    plan of;
};
using manager_of_leavers = slot_manager<leaver, int>;

// A manager, and how often each of its first payloads was destroyed.
struct scene {
    explicit scene(std::size_t n) : manager(new manager_of_leavers(n)), ends(n) {}
    scene(scene const&) = delete;
    scene& operator=(scene const&) = delete;
    ~scene() {
        if (!over)
            end();
    }
    void end() {
        over = true;
        delete manager;
    }

    slot_handle store(std::size_t who, std::function<void()> last_wish = {}) {
        handles[who] = *manager->store(0, leaver::plan{&ends[who], std::move(last_wish)});
        return handles[who];
    }
    [[nodiscard]] bool each_ended_once() const {
        return std::all_of(ends.begin(), ends.end(), [](int n) { return n == 1; });
    }

    manager_of_leavers* manager; // not an owner that forgets it before it is gone
    bool over = false;
    std::vector<int> ends;
    slot_handle handles[8];
};

// Each frees the one before it.
struct chained {
    struct to {
        slot_manager<chained, int>* manager;
        slot_handle next;
        std::size_t* destroyed;
    };
    explicit chained(to const& t) : at(t) {}
    ~chained() {
        ++*at.destroyed;
        if (at.next != slot_handle())
            at.manager->free(at.next);
    }
    to at;
};

// A chain of which the last handle holds all. With `upwards`, each lies above the one it frees;
// otherwise below.
struct chain {
    chain(std::size_t length, bool upwards, std::size_t& destroyed) : manager(length) {
        std::size_t others = 0;
        std::vector<slot_handle> all(upwards ? 0 : length);
        for (slot_handle& h : all)
            h = *manager.store(0, chained::to{&manager, {}, &others});
        for (slot_handle const h : all)
            manager.free(h); // the slot that is freed last is the next to be used
        for (std::size_t i = 0; i != length; ++i)
            last = *manager.store(0, chained::to{&manager, last, &destroyed});
    }
    slot_manager<chained, int> manager;
    slot_handle last;
};

constexpr std::size_t small_stack = 64 * 1024;

} // namespace

BOOST_AUTO_TEST_SUITE(slot_destructors)

BOOST_AUTO_TEST_CASE(the_end_of_the_manager_destroys_each_payload_once_whomever_they_free) {
    for (std::size_t freed = 0; freed != 4; ++freed) {
        scene s(4);
        for (std::size_t i = 0; i != 4; ++i)
            s.store(
                i, i != 2 ? std::function<void()>()
                          : [&s, freed] { s.manager->free(s.handles[freed]); });
        s.end();
        BOOST_TEST(s.each_ended_once(), "when the third frees number " << freed);
    }
}

BOOST_AUTO_TEST_CASE(payloads_that_free_one_another_in_a_ring_end_once) {
    scene s(3);
    for (std::size_t i = 0; i != 3; ++i)
        s.store(i, [&s, i] { s.manager->free(s.handles[(i + 1) % 3]); });
    s.end();
    BOOST_TEST(s.each_ended_once());
}

BOOST_AUTO_TEST_CASE(what_the_end_of_the_manager_has_destroyed_is_refused_but_to_free) {
    scene s(2);
    slot_error read = slot_error::none;
    slot_error looked = slot_error::none;
    slot_error freed = slot_error::busy;
    bool waited = false;
    s.store(0);
    s.store(1, [&] {
        read = s.manager->try_read(s.handles[0]).error();
        looked = s.manager->try_header(s.handles[0]).error();
        freed = s.manager->try_free(s.handles[0]);
        s.manager->free_and_wait(s.handles[0]);
        waited = true;
    });
    s.end();
    BOOST_TEST((read == slot_error::stale_handle));
    BOOST_TEST((looked == slot_error::stale_handle));
    BOOST_TEST((freed == slot_error::none)); // it is as good as freed
    BOOST_TEST(waited);
    BOOST_TEST(s.each_ended_once());
}

BOOST_AUTO_TEST_CASE(a_double_free_in_a_destructor_is_one) {
    scene s(2);
    slot_error again = slot_error::none;
    s.store(0);
    s.store(1, [&] { again = s.manager->try_free(s.handles[0]); });
    s.manager->free(s.handles[0]);
    s.manager->free(s.handles[1]);
    BOOST_TEST((again == slot_error::double_free));
    BOOST_TEST(s.each_ended_once());
}

BOOST_AUTO_TEST_CASE(payloads_that_hold_guards_of_others_end_with_the_manager) {
    for (std::size_t holder : {0u, 1u}) {
        scene s(2);
        auto guard = std::make_shared<manager_of_leavers::read_guard>();
        for (std::size_t i = 0; i != 2; ++i)
            s.store(i, i == holder ? [&guard] { guard.reset(); } : std::function<void()>());
        *guard = s.manager->read(s.handles[1 - holder]);
        s.end();
        BOOST_TEST(s.each_ended_once());
    }
}

BOOST_AUTO_TEST_CASE(what_destructors_store_while_the_manager_ends_is_destroyed_too) {
    scene s(4);
    int late = 0;
    int late_ends = 0;
    std::function<void()> store_another = [&] {
        late += s.manager->store(0, leaver::plan{&late_ends, store_another}).has_value();
    };
    for (std::size_t i = 0; i != 4; ++i)
        s.store(i, i == 3 ? store_another : std::function<void()>());
    s.manager->free(s.handles[0]);
    s.manager->free(s.handles[1]);
    s.end(); // ends in spite of all: slots are not used again
    BOOST_TEST(s.each_ended_once());
    BOOST_TEST(late == 2);
    BOOST_TEST(late_ends == 2);
}

BOOST_AUTO_TEST_CASE(a_chain_of_any_length_is_freed_in_a_small_stack) {
    for (std::size_t length : {1u, 2u, 200'000u}) {
        std::size_t destroyed = 0;
        chain c(length, true, destroyed);
        run_with_stack(small_stack, [&c] { c.manager.free(c.last); });
        BOOST_TEST(destroyed == length);
        BOOST_TEST(c.manager.available() == length);
    }
}

BOOST_AUTO_TEST_CASE(a_chain_that_a_guard_lets_go_of_is_freed_in_a_small_stack) {
    std::size_t destroyed = 0;
    chain c(200'000, true, destroyed);
    auto guard = c.manager.write(c.last);
    c.manager.free(c.last);
    BOOST_TEST(destroyed == 0u);
    run_with_stack(small_stack, [&guard] { guard.reset(); });
    BOOST_TEST(destroyed == 200'000u);
    BOOST_TEST(c.manager.available() == 200'000u);
}

BOOST_AUTO_TEST_CASE(a_chain_that_is_freed_by_free_and_wait_needs_a_small_stack) {
    std::size_t destroyed = 0;
    chain c(200'000, true, destroyed);
    run_with_stack(small_stack, [&c] { c.manager.free_and_wait(c.last); });
    BOOST_TEST(destroyed == 200'000u);
    BOOST_TEST(c.manager.available() == 200'000u);
}

BOOST_AUTO_TEST_CASE(a_chain_ends_with_its_manager_in_a_small_stack) {
    for (bool const upwards : {true, false}) {
        std::size_t destroyed = 0;
        auto c = std::make_unique<chain>(200'000, upwards, destroyed);
        run_with_stack(small_stack, [&c] { c.reset(); });
        BOOST_TEST(destroyed == 200'000u);
    }
}

BOOST_AUTO_TEST_CASE(a_chain_from_manager_to_manager_is_freed_in_a_small_stack) {
    struct hop;
    using managers = std::unique_ptr<slot_manager<hop, int>>[2];
    struct hop {
        struct to {
            managers* all;
            std::size_t where;
            slot_handle next;
        };
        explicit hop(to const& t) : at(t) {}
        ~hop() {
            if (at.next != slot_handle())
                (*at.all)[at.where]->free(at.next);
        }
        to at;
    };
    constexpr std::size_t length = 100'000;
    managers all;
    for (auto& manager : all)
        manager = std::make_unique<slot_manager<hop, int>>(length);
    slot_handle last;
    for (std::size_t i = 0; i != 2 * length; ++i)
        last = *all[i % 2]->store(0, hop::to{&all, 1 - i % 2, last});
    run_with_stack(small_stack, [&] { all[1]->free(last); });
    for (auto const& manager : all)
        BOOST_TEST(manager->available() == length);
}

BOOST_AUTO_TEST_CASE(what_a_destructor_frees_goes_after_it_and_in_that_order) {
    scene s(4);
    std::vector<int> order;
    for (std::size_t i = 0; i != 3; ++i)
        s.store(i, [&order, i] { order.push_back(static_cast<int>(i)); });
    s.store(3, [&] {
        for (std::size_t i : {2u, 0u, 1u}) {
            s.manager->free(s.handles[i]);
            BOOST_TEST((s.manager->try_read(s.handles[i]).error() == slot_error::stale_handle));
        }
        order.push_back(3);
    });
    s.manager->free(s.handles[3]);
    BOOST_TEST(order == (std::vector<int>{3, 2, 0, 1}), boost::test_tools::per_element());
    BOOST_TEST(s.manager->available() == 4u);
}

BOOST_AUTO_TEST_CASE(free_and_wait_in_a_destructor_waits_for_the_payload) {
    scene s(2);
    int ends_seen = 0;
    std::size_t available_seen = 0;
    s.store(0);
    s.store(1, [&] {
        s.manager->free_and_wait(s.handles[0]);
        ends_seen = s.ends[0];
        available_seen = s.manager->available();
    });
    s.manager->free(s.handles[1]);
    BOOST_TEST(ends_seen == 1);
    BOOST_TEST(available_seen == 1u);
    BOOST_TEST(s.manager->available() == 2u);
}

BOOST_AUTO_TEST_CASE(threads_free_chains_while_others_store_and_count) {
    using cds_test::run_threads;
    constexpr std::size_t length = 64;
    slot_manager<chained, int> manager(3 * length);
    std::vector<std::size_t> destroyed(3);
    std::size_t const rounds = 100 * cds_test::scale();
    run_threads(3, [&](std::size_t who) {
        for (std::size_t round = 0; round != rounds; ++round) {
            slot_handle last;
            for (std::size_t i = 0; i != length; ++i)
                last = *manager.store(0, chained::to{&manager, last, &destroyed[who]});
            if (manager.available() > 2 * length)
                destroyed[who] += 1'000'000'000; // more than are free
            manager.free(last);
        }
    });
    for (std::size_t const n : destroyed)
        BOOST_TEST(n == rounds * length);
    BOOST_TEST(manager.available() == 3 * length);
}

BOOST_AUTO_TEST_SUITE_END()
