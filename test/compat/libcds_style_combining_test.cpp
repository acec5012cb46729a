// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Flat combining in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/algo/flat_combining.h>
#include <cds/container/fcdeque.h>
#include <cds/container/fcpriority_queue.h>
#include <cds/container/fcqueue.h>
#include <cds/container/fcstack.h>
#include <cds/intrusive/fcqueue.h>
#include <cds/intrusive/fcstack.h>

#include <boost/container/deque.hpp>
#include <boost/container/stable_vector.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

/// A program's own structure: the largest of a few readings, updated by whoever combines.
class high_mark {
public:
    enum op_id { op_raise = cds::algo::flat_combining::req_Operation, op_read };

    struct fc_record : public cds::algo::flat_combining::publication_record {
        int reading;
        int answer;
    };
    struct traits : public cds::algo::flat_combining::traits {
        typedef cds::algo::flat_combining::wait_strategy::single_mutex_multi_condvar<1>
            wait_strategy;
        typedef cds::algo::flat_combining::stat<> stat;
    };
    typedef cds::algo::flat_combining::kernel<fc_record, traits> fc_kernel;

    high_mark() : m_FlatCombining(256, 4) {}

    bool raise(int reading) {
        auto pRec = m_FlatCombining.acquire_record();
        pRec->reading = reading;
        m_FlatCombining.batch_combine(op_raise, pRec, *this);
        assert(pRec->is_done());
        bool const raised = pRec->answer != 0;
        m_FlatCombining.release_record(pRec);
        return raised;
    }
    int read() {
        auto pRec = m_FlatCombining.acquire_record();
        m_FlatCombining.combine(op_read, pRec, *this);
        int const answer = pRec->answer;
        m_FlatCombining.release_record(pRec);
        return answer;
    }

    void fc_apply(fc_record* pRec) {
        switch (pRec->op()) {
        case op_raise:
            pRec->answer = pRec->reading > m_nMark;
            m_nMark = std::max(m_nMark, pRec->reading);
            break;
        case op_read: pRec->answer = m_nMark; break;
        default: assert(false); break;
        }
    }
    void fc_process(typename fc_kernel::iterator itBegin, typename fc_kernel::iterator itEnd) {
        for (fc_kernel::iterator it = itBegin; it != itEnd; ++it) {
            if (it->op(atomics::memory_order_relaxed) == op_raise && it->reading <= m_nMark) {
                it->answer = 0;
                m_FlatCombining.operation_done(*it);
            }
        }
    }

private:
    fc_kernel m_FlatCombining;
    int m_nMark = 0;
};

typedef cc::FCQueue<
    std::string, std::queue<std::string, boost::container::deque<std::string>>,
    cc::fcqueue::make_traits<
        cds::opt::enable_elimination<true>, cds::opt::stat<cc::fcqueue::stat<>>,
        cds::opt::wait_strategy<cds::algo::flat_combining::wait_strategy::backoff<>>>::type>
    name_queue;

struct deque_traits : public cc::fcdeque::traits {
    typedef cds::sync::spin lock_type;
    enum { enable_elimination = true };
};
typedef cc::FCDeque<int, boost::container::deque<int>, deque_traits> int_deque;
typedef cc::FCPriorityQueue<
    int, std::priority_queue<int, boost::container::stable_vector<int>, std::greater<int>>>
    least_first;

struct job : public boost::intrusive::list_base_hook<>, public boost::intrusive::slist_base_hook<> {
    explicit job(int n) : number(n) {}
    int number;
};
struct delete_job {
    void operator()(job* p) const { delete p; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style_combining)

BOOST_AUTO_TEST_CASE(structures_of_a_program) {
    cds::Initialize();
    {
        high_mark mark;
        std::vector<std::thread> threads;
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([&mark, t] {
                for (int i = 0; i < 500; ++i)
                    mark.raise(3 * i + t);
            });
        for (std::thread& t : threads)
            t.join();
        BOOST_TEST(mark.read() == 3 * 499 + 2);
        BOOST_TEST(!mark.raise(5));
    }
    cds::Terminate();
}

BOOST_AUTO_TEST_CASE(containers_of_values) {
    name_queue names(128, 8);
    std::string name("first");
    BOOST_TEST(names.enqueue(name));
    BOOST_TEST(names.push("second"));
    names.apply([](name_queue::queue_type& q) { q.front() += "!"; });
    BOOST_TEST(names.dequeue(name));
    BOOST_TEST(name == "first!");
    BOOST_TEST(names.size() == 1u);
    BOOST_TEST(names.statistics().m_nEnqMove.get() == 1u);

    int_deque numbers;
    for (int i = 0; i < 4; ++i)
        i % 2 ? numbers.push_front(i) : numbers.push_back(i);
    int n = 0;
    BOOST_TEST((numbers.pop_front(n) && n == 3));
    BOOST_TEST((numbers.pop_back(n) && n == 2));

    least_first least(64, 2);
    for (int i : {5, 1, 3})
        least.push(i);
    BOOST_TEST((least.pop(n) && n == 1));

    cc::FCStack<int> stack;
    stack.push(1);
    BOOST_TEST((stack.pop(n) && stack.empty()));
}

BOOST_AUTO_TEST_CASE(containers_of_objects) {
    struct queue_traits : public ci::fcqueue::traits {
        typedef delete_job disposer;
    };
    ci::FCQueue<job, boost::intrusive::list<job>, queue_traits> jobs;
    jobs.push(*new job(1));
    jobs.enqueue(*new job(2));
    job* const first = jobs.dequeue();
    BOOST_TEST(first->number == 1);
    jobs.clear(true);
    ci::FCStack<job> stack;
    stack.push(*first);
    BOOST_TEST(stack.pop() == first);
    delete first;
}

BOOST_AUTO_TEST_SUITE_END()
