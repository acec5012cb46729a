// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// SegmentedQueue in the way that programs for libcds 2.3.3 use it.

#include <cds/init.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/container/segmented_queue.h>
#include <cds/intrusive/segmented_queue.h>

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

struct queue_traits : public cc::segmented_queue::traits {
    typedef cds::atomicity::item_counter item_counter;
    typedef cc::segmented_queue::stat<> stat;
    typedef std::mutex lock_type;
    typedef cds::opt::v::random_shuffle_permutation<> permutation_generator;
    enum { padding = cds::opt::cache_line_padding, alignment = 64 };
};
typedef cc::SegmentedQueue<cds::gc::HP, std::string, queue_traits> name_queue;

typedef cc::SegmentedQueue<
    cds::gc::DHP, int,
    typename cc::segmented_queue::make_traits<
        cds::opt::item_counter<cds::atomicity::item_counter>,
        cds::opt::stat<cc::segmented_queue::stat<>>, cds::opt::allocator<std::allocator<int>>,
        cds::opt::node_allocator<std::allocator<int>>, cds::opt::lock_type<cds::sync::spin>,
        cds::opt::permutation_generator<cds::opt::v::random_permutation<int>>>::type>
    number_queue;

struct job {
    explicit job(int n) : number(n) {}
    int number;
};
struct job_done {
    static int count;
    void operator()(job* p) {
        ++count;
        delete p;
    }
};
int job_done::count = 0;

struct other_job_done {
    static int count;
    void operator()(job* p) {
        ++count;
        delete p;
    }
};
int other_job_done::count = 0;

typedef ci::SegmentedQueue<
    cds::gc::DHP, job,
    typename ci::segmented_queue::make_traits<ci::opt::disposer<job_done>,
                                              cds::opt::stat<ci::segmented_queue::stat<>>>::type>
    job_queue;

// The library as a service of a program: up while the object lives.
class service {
public:
    service() {
        cds::Initialize();
        hp_ = new cds::gc::HP;
        dhp_ = new cds::gc::DHP;
        cds::threading::Manager::attachThread();
    }
    ~service() {
        cds::threading::Manager::detachThread();
        delete dhp_;
        delete hp_;
        cds::Terminate();
    }

private:
    cds::gc::HP* hp_;
    cds::gc::DHP* dhp_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(libcds_style_segmented_queue, service)

BOOST_AUTO_TEST_CASE(threads_pass_names_and_nearly_keep_their_order) {
    name_queue queue(6);
    BOOST_TEST(queue.quasi_factor() == 8u);
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
        BOOST_REQUIRE_EQUAL(std::stoi(name) / 8, i / 8);
    }
    producer.join();
    BOOST_TEST(queue.statistics().m_nPush.get() == 1000u);
    BOOST_TEST(queue.statistics().m_nPop.get() == 1000u);
    BOOST_TEST(queue.statistics().m_nSegmentCreated.get() == 124u);

    queue.push(std::string("a"));
    queue.emplace("b");
    queue.enqueue_with([](std::string& dest) { dest.assign(1, 'c'); });
    queue.push_with([](std::string& dest) { dest.assign(1, 'd'); });
    BOOST_TEST(queue.size() == 4u);
    std::string all;
    while (queue.dequeue_with([&all](std::string& s) { all += s; })) {}
    while (queue.pop_with([](std::string&) {})) {}
    BOOST_TEST(all.size() == 4u);
    BOOST_TEST(queue.empty());
    BOOST_TEST(name_queue::c_nHazardPtrCount == 2u);
    static_assert(std::is_same<name_queue::lock_type, std::mutex>::value, "the type of the traits");
}

BOOST_AUTO_TEST_CASE(a_queue_of_numbers_is_cleared) {
    number_queue queue(16);
    for (int i = 0; i < 100; ++i)
        queue.push(i);
    int number = -1;
    BOOST_TEST((queue.pop(number) && number >= 0 && number < 16));
    queue.clear();
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(!queue.pop(number));
    BOOST_TEST(queue.statistics().m_nPopEmpty.get() >= 1u);
}

BOOST_AUTO_TEST_CASE(jobs_that_are_dequeued_are_the_callers_and_the_rest_is_disposed) {
    job_done::count = 0;
    {
        job_queue queue(4);
        for (int i = 0; i < 10; ++i)
            queue.enqueue(*new job(i));
        job* const first = queue.dequeue();
        BOOST_TEST(first->number < 4);
        job_done()(first);
        job* const second = queue.pop();
        cds::gc::DHP::retire<job_done>(second);
        queue.clear_with(other_job_done());
        BOOST_TEST(queue.empty());
        queue.push(*new job(10));
    }
    cds::gc::DHP::force_dispose();
    BOOST_TEST(job_done::count == 3);
    BOOST_TEST(other_job_done::count == 8);
}

BOOST_AUTO_TEST_SUITE_END()
