// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The flat-combining stack and queue of the user's own objects.

#include <cds/intrusive/fcqueue.h>
#include <cds/intrusive/fcstack.h>
#include <cds_test/combining.h>

#include <boost/intrusive/list.hpp>
#include <boost/intrusive/slist.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <deque>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;
namespace bi = boost::intrusive;
namespace ci = cds::intrusive;

struct item : bi::slist_base_hook<>, bi::list_base_hook<> {
    explicit item(long number = 0) : value(number) {}
    long value;
    int disposed = 0;
    bi::list_member_hook<> member;
};
struct count_it {
    void operator()(item* p) const { ++p->disposed; }
};
using by_member = bi::list<item, bi::member_hook<item, bi::list_member_hook<>, &item::member>>;

template <class Defaults, class Stat, class Wait, bool Eliminates>
struct traits : fc_traits<Defaults, Stat, Wait, Eliminates> {
    using disposer = count_it;
};
template <class Container, class Wait, bool Eliminates>
using stack = ci::FCStack<item, Container,
                          traits<ci::fcstack::traits, ci::fcstack::stat<>, Wait, Eliminates>>;
template <class Container, class Wait, bool Eliminates>
using queue = ci::FCQueue<item, Container,
                          traits<ci::fcqueue::traits, ci::fcqueue::stat<>, Wait, Eliminates>>;

using structures = std::tuple<
    stack<bi::slist<item>, wait::backoff<>, false>, stack<bi::list<item>, spinning, true>,
    stack<by_member, wait::multi_mutex_multi_condvar<>, true>,
    queue<bi::list<item>, wait::backoff<>, false>, queue<by_member, spinning, true>,
    queue<bi::slist<item, bi::cache_last<true>>, wait::single_mutex_multi_condvar<>, true>>;

template <class>
constexpr bool is_queue = false;
template <class... A>
constexpr bool is_queue<ci::FCQueue<A...>> = true;

} // namespace

BOOST_AUTO_TEST_SUITE(combining_objects)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_very_objects_come_back_in_order, S, structures) {
    std::array<item, 5> items;
    S structure;
    BOOST_TEST(structure.empty());
    BOOST_TEST(structure.pop() == nullptr);
    for (item& i : items)
        BOOST_TEST(structure.push(i));
    BOOST_TEST(std::as_const(structure).size() == 5u);
    for (std::size_t n = 0; n < 5; ++n)
        BOOST_TEST(structure.pop() == &items[is_queue<S> ? n : 4 - n]);
    BOOST_TEST(structure.pop() == nullptr);
    BOOST_TEST(std::as_const(structure).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_disposes_if_it_is_told_to, S, structures) {
    std::array<item, 3> items;
    S structure(8, 2);
    for (bool const dispose : {false, true}) {
        for (item& i : items)
            structure.push(i);
        dispose ? structure.clear(true) : structure.clear();
        BOOST_TEST(structure.empty());
        for (item const& i : items)
            BOOST_TEST(i.disposed == (dispose ? 1 : 0));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_gets_the_container_to_itself, S, structures) {
    item one(7);
    S structure;
    structure.push(one);
    structure.apply([](typename S::container_type& all) { all.front().value = 8; });
    std::as_const(structure).apply(
        [](typename S::container_type const& all) { BOOST_TEST(all.front().value == 8); });
    structure.clear();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_object_is_lost_or_comes_twice, S, structures) {
    watchdog const guard("objects");
    std::deque<item> items;
    S structure(4, 2);
    for (long i = 0; i < 16; ++i)
        structure.push(items.emplace_back(i));
    run_threads(4, [&](std::size_t) {
        for (int i = 0; i < 3000; ++i)
            if (item* const taken = structure.pop()) {
                ++taken->value; // nobody else has it
                structure.push(*taken);
            }
    });
    long total = 0;
    std::size_t left = 0;
    for (; item* const taken = structure.pop(); ++left)
        total += taken->value;
    BOOST_TEST(left == 16u);
    BOOST_TEST(total == 4 * 3000 + 120);
}

BOOST_AUTO_TEST_CASE(the_names_that_programs_rely_on_are_there) {
    static_assert(std::is_same_v<ci::FCStack<item>::container_type, bi::slist<item>>);
    static_assert(std::is_same_v<ci::FCQueue<item>::container_type, bi::list<item>>);
    static_assert(std::is_same_v<ci::FCQueue<item>::disposer, ci::opt::v::empty_disposer>);
    static_assert(!ci::FCStack<item>::c_bEliminationEnabled);
    static_assert(std::is_same_v<ci::FCStack<item>::stat, ci::fcstack::empty_stat>);
    static_assert(std::is_same_v<ci::FCStack<item>::value_type, item>);
    using composed =
        ci::fcqueue::make_traits<ci::opt::disposer<count_it>, ci::opt::enable_elimination<true>,
                                 ci::opt::stat<ci::fcqueue::stat<>>>::type;
    item one;
    ci::FCQueue<item, bi::list<item>, composed> queue;
    queue.enqueue(one);
    BOOST_TEST(queue.dequeue() == &one);
    BOOST_TEST(queue.dequeue() == nullptr);
    BOOST_TEST(queue.statistics().m_nEnqueue == 1u);
    BOOST_TEST(queue.statistics().m_nDequeue == 1u);
    BOOST_TEST(queue.statistics().m_nFailedDeq == 1u);
    stack<bi::slist<item>, spinning, false> stack;
    stack.push(one);
    stack.pop();
    stack.pop();
    BOOST_TEST(stack.statistics().m_nPush == 1u);
    BOOST_TEST(stack.statistics().m_nPop == 1u);
    BOOST_TEST(stack.statistics().m_nFailedPop == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
