// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is left of an operation whose back-off throws, or whose thread is cancelled in it.

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/families/treiber_stack.h>

#include <boost/test/unit_test.hpp>

#include <pthread.h>

#include <functional>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

namespace {

/// Done once, at a chosen step of the next operation.
struct script {
    void operator()() {
        if (auto const act = std::exchange(once, nullptr))
            act();
    }
    std::function<void()> once;
};

/// Runs between the look at the structure and the link.
inline script before_the_link;
/// Runs in a back-off, and in a wait for another operation.
inline script in_the_back_off;
inline script in_the_wait;

/// Runs when the top of a stack has been guarded.
inline script after_the_look;

template <class GC>
struct watched : GC {
    class Guard : public GC::Guard {
    public:
        using GC::Guard::Guard;
        template <class... Args>
        auto protect(Args&&... args) {
            auto const found = GC::Guard::protect(std::forward<Args>(args)...);
            after_the_look();
            return found;
        }
    };
};

/// A memory model is asked for an order just before the access: a release is one that links.
struct interrupted_ordering : cds::opt::v::relaxed_ordering {
    struct release_after_script {
        operator atomics::memory_order() const {
            before_the_link();
            return atomics::memory_order_release;
        }
    };
    static constexpr release_after_script memory_order_release{};
};
struct scripted_back_off {
    void operator()() const { in_the_back_off(); }
};
struct scripted_wait {
    template <class Answered>
    bool operator()(Answered answered) const {
        in_the_wait();
        return answered();
    }
};

struct refusal : std::runtime_error {
    refusal() : std::runtime_error("the back-off") {}
};
void refuse() { throw refusal(); }

// A value that counts those of its kind that are alive.
struct counted {
    explicit counted(long n) : number(n) { ++alive; }
    counted(counted const& other) : number(other.number) { ++alive; }
    counted& operator=(counted const&) = default;
    ~counted() { --alive; }
    long number;
    inline static long alive = 0;
};

template <class Defaults>
struct scripted : Defaults {
    using back_off = scripted_back_off;
    using item_counter = cds::atomicity::item_counter;
    using memory_model = interrupted_ordering;
};
struct eliminating : scripted<cds::container::treiber_stack::traits> {
    static constexpr bool enable_elimination = true;
    using elimination_backoff = scripted_wait;
    using buffer = cds::opt::v::initialized_static_buffer<int, 1>;
};
template <class GC>
using eliminating_stack = cds::container::TreiberStack<GC, counted, eliminating>;

using cds::gc::DHP;
using cds::gc::HP;
namespace families = cds_test::families;
template <class Family>
struct scripted_bags_of {
    template <class GC>
    using of =
        typename Family::template owning<GC, counted, scripted<typename Family::owning_traits>>;
    using all = cds_test::join<std::tuple<of<DHP>>, cds_test::beyond_cover<of<HP>>>;
};
using bags = cds_test::for_each_of<scripted_bags_of, families::with_nodes<families::bags>>;
using stacks = std::tuple<eliminating_stack<watched<HP>>, eliminating_stack<watched<DHP>>>;

template <class Bag>
struct fixture {
    ~fixture() {
        bag.clear();
        BOOST_TEST(bag.size() == 0u);
    }
    /// The next push loses the race for its place.
    void lose_a_race(long rival) {
        before_the_link.once = [this, rival] { bag.emplace(rival); };
    }
    /// The next pop loses the race for the top.
    void lose_the_top(long rival) {
        after_the_look.once = [this, rival] { bag.emplace(rival); };
    }
    long pop() {
        long number = 0;
        bag.pop_with([&](counted& c) { number = c.number; });
        return number;
    }
    std::vector<long> content() {
        std::vector<long> numbers;
        while (bag.pop_with([&](counted& c) { numbers.push_back(c.number); }))
            continue;
        return numbers;
    }
    Bag bag;
};

struct item : cds::intrusive::treiber_stack::node<DHP> {};
struct item_traits : scripted<cds::intrusive::treiber_stack::traits> {
    using hook = cds::intrusive::treiber_stack::base_hook<cds::opt::gc<DHP>>;
    static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
};

/// Cancels the calling thread, here.
void cancel_me() {
    pthread_cancel(pthread_self());
    pthread_testcancel();
}

/// Runs `f` in a thread, which is to be cancelled in it.
template <class F>
bool is_cancelled_in(F f) {
    pthread_t thread;
    auto const run = [](void* p) -> void* {
        (*static_cast<F*>(p))();
        return nullptr;
    };
    int const failure = pthread_create(&thread, nullptr, run, &f);
    void* result = nullptr;
    if (failure == 0)
        pthread_join(thread, &result);
    BOOST_REQUIRE(failure == 0); // not beside the thread, which has something to say, too
    return result == PTHREAD_CANCELED;
}

} // namespace

BOOST_AUTO_TEST_SUITE(back_off_that_ends_an_operation)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_push_whose_back_off_throws_has_done_nothing, Bag, bags) {
    {
        fixture<Bag> f;
        f.lose_a_race(1);
        in_the_back_off.once = refuse;
        BOOST_CHECK_THROW(f.bag.emplace(2), refusal);
        BOOST_TEST(f.bag.size() == 1u);
        BOOST_TEST((f.content() == std::vector<long>{1}));
    }
    Bag::gc::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_push_whose_thread_is_cancelled_has_done_nothing, Bag, bags) {
    {
        fixture<Bag> f;
        BOOST_TEST(is_cancelled_in([&] {
            f.lose_a_race(1);
            in_the_back_off.once = cancel_me;
            f.bag.emplace(2);
        }));
        BOOST_TEST(f.bag.size() == 1u);
        BOOST_TEST((f.content() == std::vector<long>{1}));
    }
    Bag::gc::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE(an_object_whose_push_threw_may_be_pushed_again) {
    cds::intrusive::TreiberStack<DHP, item, item_traits> stack;
    item bottom;
    item rival;
    item late;
    stack.push(bottom);
    before_the_link.once = [&] { stack.push(rival); };
    in_the_back_off.once = refuse;
    BOOST_CHECK_THROW(stack.push(late), refusal);
    BOOST_TEST((late.m_pNext.load() == nullptr));
    BOOST_TEST(stack.push(late));
    BOOST_TEST(stack.pop() == &late);
    BOOST_TEST(stack.pop() == &rival);
    BOOST_TEST(stack.pop() == &bottom);
}

// --- In the elimination array --------------------------------------------------------------------

BOOST_AUTO_TEST_CASE_TEMPLATE(a_wait_that_throws_with_no_answer_has_done_nothing, Stack, stacks) {
    {
        fixture<Stack> f;
        f.lose_a_race(1);
        in_the_wait.once = refuse;
        BOOST_CHECK_THROW(f.bag.emplace(2), refusal);
        BOOST_TEST(f.bag.size() == 1u);
        BOOST_TEST((f.content() == std::vector<long>{1}));
        // nothing is left in the cell that a pop could take
        f.bag.emplace(3);
        f.lose_a_race(4);
        f.bag.emplace(5);
        BOOST_TEST((f.content() == std::vector<long>{5, 4, 3}));
    }
    Stack::gc::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_push_that_ends_after_a_pop_took_its_value_is_done, Stack, stacks) {
    auto const push_and_end_by = [](void (*end)()) {
        fixture<Stack> f;
        f.bag.emplace(1);
        f.lose_a_race(2);
        in_the_wait.once = [&] {
            f.lose_the_top(3);
            BOOST_TEST(f.pop() == 9); // what waits in the cell
            end();
        };
        bool thrown = false;
        if (end == refuse)
            try {
                f.bag.emplace(9);
            } catch (refusal const&) {
                thrown = true;
            }
        else
            thrown = is_cancelled_in([&] { f.bag.emplace(9); });
        BOOST_TEST(thrown);
        BOOST_TEST(f.bag.size() == 3u);
        BOOST_TEST((f.content() == std::vector<long>{3, 2, 1}));
    };
    push_and_end_by(refuse);
    push_and_end_by(cancel_me);
    Stack::gc::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pop_that_ends_after_it_was_given_a_value_leaves_it, Stack, stacks) {
    auto const pop_and_end_by = [](void (*end)()) {
        fixture<Stack> f;
        f.bag.emplace(1);
        f.lose_the_top(2);
        in_the_wait.once = [&] {
            f.lose_a_race(3);
            f.bag.emplace(9); // goes to the pop that waits
            end();
        };
        if (end == refuse)
            BOOST_CHECK_THROW(f.pop(), refusal);
        else
            BOOST_TEST(is_cancelled_in([&] { f.pop(); }));
        BOOST_TEST(f.bag.size() == 4u);
        BOOST_TEST((f.content() == std::vector<long>{9, 3, 2, 1}));
    };
    pop_and_end_by(refuse);
    pop_and_end_by(cancel_me);
    Stack::gc::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
