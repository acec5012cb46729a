// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The hand-shake of a push and a pop, step by step: what happens while one waits for the other is
// chosen by the test.

#include <cds/gc/dhp.h>
#include <cds/intrusive/treiber_stack.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

namespace ts = cds::intrusive::treiber_stack;
using node = ts::node<cds::gc::DHP>;

/// Instead of waiting, lets the test play the other threads.
struct scripted_wait {
    template <class Predicate>
    bool operator()(Predicate answered) {
        if (auto const act = std::exchange(meanwhile, nullptr))
            act();
        return answered();
    }
    inline static std::function<void()> meanwhile;
};

struct always_the_same_cell {
    using result_type = unsigned;
    result_type operator()() { return 5; }
};

struct traits : ts::traits {
    using elimination_backoff = scripted_wait;
    using random_engine = always_the_same_cell;
    using buffer = cds::opt::v::uninitialized_static_buffer<int, 4>;
};

struct meeting_room {
    cds::intrusive::details::elimination_array<node, traits> cells{0};
    ts::stat<> stat;
    node a;
    node b;

    std::vector<node*> passed;   // to a pop, as the pushes were told
    std::vector<node*> put_back; // by pops that could not return it

    bool push(node& n) {
        return cells.push(&n, stat, [&] { passed.push_back(&n); });
    }
    node* pop() {
        return cells.pop(stat, [&](node* n) { put_back.push_back(n); });
    }

    /// The cell works as on the first day.
    void a_pair_meets() {
        node* taken = nullptr;
        scripted_wait::meanwhile = [&] { taken = pop(); };
        BOOST_TEST(push(b));
        BOOST_TEST(taken == &b);
        scripted_wait::meanwhile = [&] { BOOST_TEST(push(b)); };
        BOOST_TEST(pop() == &b);
    }

    /// Active and passive collisions, and failures.
    void expect(std::size_t pushes_first, std::size_t pops_first, std::size_t failed) {
        BOOST_TEST(stat.m_PassivePushCollision.get() == pushes_first);
        BOOST_TEST(stat.m_ActivePopCollision.get() == pushes_first);
        BOOST_TEST(stat.m_PassivePopCollision.get() == pops_first);
        BOOST_TEST(stat.m_ActivePushCollision.get() == pops_first);
        BOOST_TEST(stat.m_EliminationFailed.get() == failed);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(elimination)

BOOST_FIXTURE_TEST_CASE(alone_neither_side_meets_anyone, meeting_room) {
    BOOST_TEST(!push(a));
    BOOST_TEST((pop() == nullptr));
    BOOST_TEST(!push(a));
    expect(0, 0, 3);
    BOOST_TEST(cells.capacity() == 4u);
}

BOOST_FIXTURE_TEST_CASE(a_pop_takes_the_node_of_a_waiting_push, meeting_room) {
    for (unsigned round = 1; round <= 3; ++round) {
        node* taken = nullptr;
        scripted_wait::meanwhile = [&] { taken = pop(); };
        BOOST_TEST(push(a));
        BOOST_TEST(taken == &a);
        expect(round, 0, 0);
    }
}

BOOST_FIXTURE_TEST_CASE(a_push_gives_its_node_to_a_waiting_pop, meeting_room) {
    for (unsigned round = 1; round <= 3; ++round) {
        bool given = false;
        scripted_wait::meanwhile = [&] { given = push(a); };
        BOOST_TEST(pop() == &a);
        BOOST_TEST(given);
        expect(0, round, 0);
    }
}

BOOST_FIXTURE_TEST_CASE(two_of_a_kind_do_not_meet, meeting_room) {
    bool second = true;
    scripted_wait::meanwhile = [&] { second = push(b); };
    BOOST_TEST(!push(a));
    BOOST_TEST(!second);
    node* other = &a;
    scripted_wait::meanwhile = [&] { other = pop(); };
    BOOST_TEST((pop() == nullptr));
    BOOST_TEST((other == nullptr));
    expect(0, 0, 4);
}

BOOST_FIXTURE_TEST_CASE(nobody_uses_an_answered_cell_before_its_owner_has_seen_it, meeting_room) {
    // The node comes back while its first push still waits: that push must not take it for its own.
    scripted_wait::meanwhile = [&] {
        BOOST_TEST(pop() == &a);
        bool waited = false;
        scripted_wait::meanwhile = [&waited] { waited = true; };
        BOOST_TEST(!push(a)); // the same node, the same cell
        scripted_wait::meanwhile = nullptr;
        BOOST_TEST(!waited);
        BOOST_TEST((pop() == nullptr));
    };
    BOOST_TEST(push(a));
    expect(1, 0, 2);
    scripted_wait::meanwhile = [&] {
        BOOST_TEST(push(a));
        BOOST_TEST(!push(b));
        BOOST_TEST((pop() == nullptr));
    };
    BOOST_TEST(pop() == &a);
    expect(1, 1, 4);
    BOOST_TEST(!push(a)); // and then it is vacant again
}

// --- A wait that ends by an exception ------------------------------------------------------------

namespace {

void give_up() { throw std::runtime_error("the back-off"); }

} // namespace

BOOST_FIXTURE_TEST_CASE(a_wait_that_throws_leaves_the_cell_vacant, meeting_room) {
    scripted_wait::meanwhile = give_up;
    BOOST_CHECK_THROW(push(a), std::runtime_error);
    BOOST_TEST((pop() == nullptr)); // `a` is its owner's again
    scripted_wait::meanwhile = give_up;
    BOOST_CHECK_THROW(pop(), std::runtime_error);
    BOOST_TEST(!push(a)); // nobody waits for it
    BOOST_TEST(passed.empty());
    BOOST_TEST(put_back.empty());
    a_pair_meets();
}

BOOST_FIXTURE_TEST_CASE(a_push_whose_wait_throws_when_it_was_answered_says_that_it_is_done,
                        meeting_room) {
    scripted_wait::meanwhile = [&] {
        BOOST_TEST(pop() == &a);
        BOOST_TEST(passed.empty());
        give_up();
    };
    BOOST_CHECK_THROW(push(a), std::runtime_error);
    BOOST_TEST((passed == std::vector<node*>{&a}));
    a_pair_meets();
}

BOOST_FIXTURE_TEST_CASE(a_pop_whose_wait_throws_when_it_was_answered_puts_the_node_back,
                        meeting_room) {
    scripted_wait::meanwhile = [&] {
        BOOST_TEST(push(a));
        give_up();
    };
    BOOST_CHECK_THROW(pop(), std::runtime_error);
    BOOST_TEST((put_back == std::vector<node*>{&a}));
    a_pair_meets();
}

BOOST_AUTO_TEST_SUITE_END()
