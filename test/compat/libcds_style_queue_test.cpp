// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks and queues in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/container/basket_queue.h>
#include <cds/container/moir_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/optimistic_queue.h>
#include <cds/container/treiber_stack.h>
#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/optimistic_queue.h>
#include <cds/intrusive/treiber_stack.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

struct queue_traits : public cc::msqueue::traits {
    typedef cds::atomicity::item_counter item_counter;
    typedef cc::msqueue::stat<> stat;
    typedef cds::opt::v::sequential_consistent memory_model;
    enum { padding = 128 };
};

typedef cc::MSQueue<cds::gc::HP, std::string, queue_traits> name_queue;

struct basket_traits : public cc::basket_queue::traits {
    typedef cds::atomicity::item_counter item_counter;
    typedef cc::basket_queue::stat<> stat;
    typedef std::allocator<int> allocator;
    typedef cds::backoff::pause back_off;
    typedef cds::opt::v::sequential_consistent memory_model;
    enum { padding = cds::opt::no_special_padding };
};
typedef cc::BasketQueue<cds::gc::DHP, std::string, basket_traits> name_basket;

typedef cc::MoirQueue<
    cds::gc::HP, std::string,
    typename cc::msqueue::make_traits<cds::opt::item_counter<cds::atomicity::item_counter>,
                                      cds::opt::stat<cc::msqueue::stat<>>>::type>
    name_moir_queue;

typedef cc::OptimisticQueue<
    cds::gc::HP, std::string,
    typename cc::optimistic_queue::make_traits<cds::opt::item_counter<cds::atomicity::item_counter>,
                                               cds::opt::stat<cc::optimistic_queue::stat<>>,
                                               cds::opt::padding<128>>::type>
    name_list;

typedef cc::TreiberStack<
    cds::gc::DHP, int,
    typename cc::treiber_stack::make_traits<
        cds::opt::enable_elimination<true>, cds::opt::stat<cc::treiber_stack::stat<>>,
        cds::opt::elimination_backoff<cds::backoff::delay_of<1>>,
        cds::opt::buffer<cds::opt::v::initialized_dynamic_buffer<int>>,
        cds::opt::back_off<cds::backoff::pause>>::type>
    number_stack;

// Objects of a program, with one hook by derivation and one as a member.
struct job : public ci::msqueue::node<cds::gc::HP> {
    explicit job(int n = 0) : number(n) {}
    int number;
    ci::treiber_stack::node<cds::gc::DHP> stack_hook;
};

struct basket_job : public ci::basket_queue::node<cds::gc::HP> {
    explicit basket_job(int n = 0) : number(n) {}
    int number;
};

struct job_done {
    static int count;
    template <class Job>
    void operator()(Job* p) {
        ++count;
        delete p;
    }
};
int job_done::count = 0;

struct job_queue_traits : public ci::msqueue::traits {
    typedef ci::msqueue::base_hook<cds::opt::gc<cds::gc::HP>> hook;
    typedef job_done disposer;
};

struct basket_job_traits : public ci::basket_queue::traits {
    typedef ci::basket_queue::base_hook<cds::opt::gc<cds::gc::HP>> hook;
    typedef job_done disposer;
    typedef ci::basket_queue::stat<> stat;
};

struct task {
    int number;
    ci::treiber_stack::node<cds::gc::DHP> hook;
};

typedef ci::TreiberStack<
    cds::gc::DHP, task,
    typename ci::treiber_stack::make_traits<ci::opt::hook<
        ci::treiber_stack::member_hook<offsetof(task, hook), cds::opt::gc<cds::gc::DHP>>>>::type>
    task_stack;

struct letter {
    int number;
    ci::optimistic_queue::node<cds::gc::DHP> hook;
};
typedef ci::OptimisticQueue<
    cds::gc::DHP, letter,
    typename ci::optimistic_queue::make_traits<ci::opt::hook<ci::optimistic_queue::member_hook<
        offsetof(letter, hook), cds::opt::gc<cds::gc::DHP>>>>::type>
    letter_queue;

struct parcel : public ci::msqueue::node<cds::gc::DHP> {
    int number = 0;
};
typedef ci::MoirQueue<cds::gc::DHP, parcel,
                      typename ci::msqueue::make_traits<
                          ci::opt::hook<ci::msqueue::base_hook<cds::opt::gc<cds::gc::DHP>>>>::type>
    parcel_queue;

struct library {
    library() : hp(8, 4), dhp(16) { cds::threading::Manager::attachThread(); }
    ~library() {
        cds::threading::Manager::detachThread();
        cds::Terminate();
    }
    struct initialize {
        initialize() { cds::Initialize(); }
    } first;
    cds::gc::HP hp;
    cds::gc::DHP dhp;
};

struct append_to {
    std::vector<std::string>& names;
    void operator()(std::string& s) const { names.push_back(s); }
};

template <class Queue>
void pass_names_through(Queue& queue) {
    std::thread producer([&queue] {
        cds::threading::Manager::attachThread();
        for (int i = 0; i < 1000; ++i)
            queue.enqueue(std::to_string(i));
        cds::threading::Manager::detachThread();
    });
    std::string name;
    for (int i = 0; i < 1000; ++i) {
        while (!queue.dequeue(name))
            std::this_thread::yield();
        BOOST_REQUIRE_EQUAL(name, std::to_string(i));
    }
    producer.join();
    BOOST_TEST(queue.statistics().m_EnqueueCount.get() == 1000u);
    BOOST_TEST(queue.statistics().m_DequeueCount.get() == 1000u);

    std::vector<std::string> names;
    std::string const a("a");
    queue.push(a);
    queue.emplace("b");
    queue.enqueue_with([](std::string& dest) { dest.assign(1, 'c'); });
    queue.push_with([](std::string& dest) { dest.assign(1, 'd'); });
    BOOST_TEST(queue.size() == 4u);
    BOOST_TEST(queue.dequeue_with(append_to{names}));
    while (queue.pop_with(append_to{names})) {}
    BOOST_TEST((names == std::vector<std::string>{"a", "b", "c", "d"}));
    BOOST_TEST(queue.empty());
    queue.enqueue(a);
    queue.clear();
    BOOST_TEST(!queue.pop(name));
    BOOST_TEST(name == "999");
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(libcds_style_queue, library)

BOOST_AUTO_TEST_CASE(threads_pass_names_through_queues) {
    name_queue queue;
    pass_names_through(queue);
    BOOST_TEST(name_queue::c_nHazardPtrCount == 2u);
    name_moir_queue moir;
    pass_names_through(moir);
    name_basket baskets;
    pass_names_through(baskets);
    BOOST_TEST(baskets.statistics().m_AddBasketCount.get() <=
               baskets.statistics().m_TryAddBasket.get());
    name_list list;
    pass_names_through(list);
    typedef name_list::rebind<cds::gc::DHP, int, cc::optimistic_queue::traits>::other number_list;
    number_list numbers;
    int number = 0;
    BOOST_TEST((numbers.push(7) && numbers.pop(number) && number == 7));
}

BOOST_AUTO_TEST_CASE(a_stack_with_elimination_counts_what_happens) {
    number_stack stack(8);
    stack.push(1);
    stack.emplace(2);
    int top = 0;
    BOOST_TEST((stack.pop(top) && top == 2));
    BOOST_TEST(stack.pop_with([&top](int& src) { top = src; }));
    BOOST_TEST(top == 1);
    BOOST_TEST(stack.empty());
    BOOST_TEST(stack.statistics().m_PushCount == 2u);
    stack.clear();
}

template <class Queue>
void dispose_of_jobs() {
    job_done::count = 0;
    {
        Queue queue;
        for (int i = 0; i < 10; ++i)
            queue.push(*new typename Queue::value_type(i));
        for (int i = 0; i < 10; ++i)
            BOOST_TEST(queue.pop()->number == i);
        cds::gc::HP::scan();
        BOOST_TEST(job_done::count == 9); // the last one is the dummy
        BOOST_TEST((queue.dequeue() == nullptr));
    }
    cds::gc::HP::force_dispose();
    BOOST_TEST(job_done::count == 10);
}

BOOST_AUTO_TEST_CASE(jobs_are_disposed_when_they_leave_the_queue) {
    dispose_of_jobs<ci::MSQueue<cds::gc::HP, job, job_queue_traits>>();
    dispose_of_jobs<ci::BasketQueue<cds::gc::HP, basket_job, basket_job_traits>>();
}

BOOST_AUTO_TEST_CASE(tasks_are_kept_by_the_program) {
    std::vector<task> tasks(3);
    task_stack stack;
    for (task& t : tasks)
        stack.push(t);
    BOOST_TEST(stack.pop() == &tasks[2]);
    stack.clear();
    BOOST_TEST(stack.empty());
    cds::gc::DHP::force_dispose();
}

BOOST_AUTO_TEST_CASE(letters_and_parcels_are_kept_by_the_program) {
    std::vector<letter> letters(3);
    parcel parcels[3];
    {
        letter_queue queue;
        for (letter& l : letters)
            queue.enqueue(l);
        BOOST_TEST(queue.dequeue() == &letters[0]);
        queue.clear();
        BOOST_TEST(queue.empty());

        parcel_queue belt;
        for (parcel& p : parcels)
            belt.push(p);
        BOOST_TEST(belt.pop() == &parcels[0]);
        BOOST_TEST(belt.dequeue() == &parcels[1]);
        BOOST_TEST(!belt.empty());
    }
    cds::gc::DHP::force_dispose();
}

BOOST_AUTO_TEST_SUITE_END()
