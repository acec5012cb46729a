// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks and queues in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/treiber_stack.h>

#include <boost/test/unit_test.hpp>

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

struct job_done {
    static int count;
    void operator()(job* p) {
        ++count;
        delete p;
    }
};
int job_done::count = 0;

struct job_queue_traits : public ci::msqueue::traits {
    typedef ci::msqueue::base_hook<cds::opt::gc<cds::gc::HP>> hook;
    typedef job_done disposer;
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

} // namespace

BOOST_FIXTURE_TEST_SUITE(libcds_style_queue, library)

BOOST_AUTO_TEST_CASE(threads_pass_names_through_a_queue) {
    name_queue queue;
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

    std::vector<std::string> names;
    queue.push(std::string("a"));
    queue.emplace("b");
    queue.enqueue_with([](std::string& dest) { dest.assign(1, 'c'); });
    while (queue.dequeue_with(append_to{names})) {}
    BOOST_TEST((names == std::vector<std::string>{"a", "b", "c"}));
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(name_queue::c_nHazardPtrCount == 2u);
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

BOOST_AUTO_TEST_CASE(jobs_are_disposed_when_they_leave_the_queue) {
    job_done::count = 0;
    {
        ci::MSQueue<cds::gc::HP, job, job_queue_traits> queue;
        for (int i = 0; i < 10; ++i)
            queue.push(*new job(i));
        for (int i = 0; i < 10; ++i)
            BOOST_TEST(queue.pop()->number == i);
        cds::gc::HP::scan();
        BOOST_TEST(job_done::count == 9); // the last one is the dummy
    }
    cds::gc::HP::force_dispose();
    BOOST_TEST(job_done::count == 10);
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

BOOST_AUTO_TEST_SUITE_END()
