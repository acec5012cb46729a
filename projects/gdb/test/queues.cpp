// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks, queues, rings, priority queues and deques.
#include "subject.h"

#include <cds/container/basket_queue.h>
#include <cds/container/faa_queue.h>
#include <cds/container/fcdeque.h>
#include <cds/container/fcpriority_queue.h>
#include <cds/container/fcqueue.h>
#include <cds/container/fcstack.h>
#include <cds/container/moir_queue.h>
#include <cds/container/mspriority_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/multi_queue.h>
#include <cds/container/optimistic_queue.h>
#include <cds/container/rwqueue.h>
#include <cds/container/sc_queue.h>
#include <cds/container/segmented_queue.h>
#include <cds/container/treiber_stack.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/waiting.h>
#include <cds/container/weak_ringbuffer.h>
#include <cds/container/work_stealing_deque.h>
#include <cds/gc/dhp.h>
#include <cds/intrusive/free_list.h>
#include <cds/intrusive/free_list_cached.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/vyukov_mpmc_cycle_queue.h>

#include <string>

namespace subject {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;

struct job : ci::msqueue::node<DHP> {
    explicit job(int n) : number(n) {}
    int number;
};
struct job_traits : ci::msqueue::traits {
    using hook = ci::msqueue::base_hook<cds::opt::gc<DHP>>;
};
struct spare : ci::FreeList::node {};

cc::TreiberStack<DHP, int> treiber_stack;
ci::FreeList free_list;
ci::CachedFreeList<ci::FreeList> cached_free_list;
cc::MSQueue<DHP, int> ms_queue;
ci::MSQueue<DHP, job, job_traits> job_queue;
cc::MoirQueue<DHP, std::string> moir_queue;
cc::BasketQueue<DHP, int> basket_queue;
cc::OptimisticQueue<DHP, int> optimistic_queue;
cc::SegmentedQueue<DHP, int> segmented_queue(2);
cc::FAAQueue<DHP, int> faa_queue;
cc::FAAQueue<DHP, std::string> faa_queue_of_words;
cc::VyukovMPMCCycleQueue<int> vyukov_queue(8);
ci::VyukovMPMCCycleQueue<job> vyukov_queue_of_jobs(8);
cc::WeakRingBuffer<int> ring(8);
cc::WeakRingBuffer<void> ring_of_records(256);
cc::RWQueue<int> rw_queue;
cc::SCQueue<int> sc_queue(8);
cc::WorkStealingDeque<DHP, int> work_stealing_deque;
cc::WorkStealingDeque<DHP, std::string> work_stealing_deque_of_words;
cc::MSPriorityQueue<int> ms_priority_queue(15);
cc::MultiQueue<int> multi_queue(1);
cc::FCQueue<int> fc_queue;
cc::FCStack<int> fc_stack;
cc::FCDeque<int> fc_deque;
cc::FCPriorityQueue<int> fc_priority_queue;
cc::waiting<cc::MSQueue<DHP, int>> waiting_queue;

template <class... Containers>
void push_to(int value, Containers&... all) {
    (all.push(value), ...);
}

void fill_queues() {
    for (int i : {1, 2, 3}) {
        push_to(i, treiber_stack, ms_queue, basket_queue, optimistic_queue, segmented_queue,
                faa_queue, vyukov_queue, ring, rw_queue, sc_queue, work_stealing_deque,
                ms_priority_queue, fc_queue, fc_stack, fc_priority_queue, waiting_queue);
        fc_deque.push_back(i);
    }
    multi_queue.push(4);
    int first = 0;
    (ms_queue.pop(first), vyukov_queue.pop(first), ring.pop(first), sc_queue.pop(first),
     faa_queue.pop(first), optimistic_queue.pop(first));
    moir_queue.push("first");
    moir_queue.push("second");
    faa_queue_of_words.push("word");
    work_stealing_deque_of_words.push("work");
    ring_of_records.push_back("abc", 4);
    ring_of_records.push_back("a longer record", 16);
    static job a(1), b(2), c(3);
    job_queue.push(a);
    job_queue.push(b);
    vyukov_queue_of_jobs.push(c);
    static spare s, t;
    free_list.put(&s);
    cached_free_list.put(&t);
}

} // namespace subject
