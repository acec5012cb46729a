// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues: every execution of every small program is linearizable, and every item comes back once.

#include <cds/container/faa_queue.h>
#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/optimistic_queue.h>
#include <cds/intrusive/segmented_queue.h>
#include <cds_test/segment_queue_types.h>
#include <cds_test/segmented_spec.h>

#include "generic/pile_model.h"

namespace {

using namespace cds_model;

struct spec : cds_test::queue_spec {
    static constexpr int put = enqueue;
    static constexpr int take = dequeue;
};

template <class Queue, class Spec = spec>
std::vector<scenario> queue(char const* name) {
    using user = pile_user<Queue, Spec>;
    return scenarios_of<user>(name, pile_programs<user>());
}

// --- Queues of linked nodes: the defaults of each, and the hook for nodes of its family ----------

template <class Defaults, class Hook>
struct linked {
    using element = item<typename Hook::node_type>;
    struct traits : Defaults {
        using hook = Hook;
        using disposer = recycle<element>;
    };
    template <template <class, class, class> class Queue>
    using of = Queue<strict_gc, element, traits>;
};

namespace ci = cds::intrusive;
using in_strict_gc = cds::opt::gc<strict_gc>;

using single = linked<ci::msqueue::traits, ci::msqueue::base_hook<in_strict_gc>>;
using basket = linked<ci::basket_queue::traits, ci::basket_queue::base_hook<in_strict_gc>>;
using both_ways =
    linked<ci::optimistic_queue::traits, ci::optimistic_queue::base_hook<in_strict_gc>>;

// --- FAAQueue, of the addresses of items, with segments of two cells -----------------------------

struct no_node {};
using free_item = item<no_node>;
struct faa_traits : cds::container::faa_queue::traits {
    using allocator = CDS_DEFAULT_ALLOCATOR;
    static constexpr std::size_t segment_size = 2;
    static constexpr unsigned patience = 0;
};
class faa_queue : public cds::container::FAAQueue<strict_gc, free_item*, faa_traits> {
public:
    using value_type = free_item;

    bool enqueue(free_item& i) { return this->emplace(&i); }
    template <class F>
    bool dequeue_with(F f) {
        free_item* taken = nullptr;
        if (!this->pop(taken))
            return false;
        f(*taken);
        recycle<free_item>()(taken);
        return true;
    }
};

// --- SegmentedQueue, with segments of two cells --------------------------------------------------

struct segmented_traits : cds::intrusive::segmented_queue::traits {
    using disposer = recycle<free_item>;
    using permutation_generator = cds_test::segment_queue_types::in_order;
};
struct segmented_queue : cds::intrusive::SegmentedQueue<strict_gc, free_item, segmented_traits> {
    segmented_queue() : SegmentedQueue(2) {}
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        joined<scenario>({queue<single::of<ci::MSQueue>>("MSQueue"),
                          queue<single::of<ci::MoirQueue>>("MoirQueue"),
                          queue<basket::of<ci::BasketQueue>>("BasketQueue"),
                          queue<both_ways::of<ci::OptimisticQueue>>("OptimisticQueue"),
                          queue<faa_queue>("FAAQueue"),
                          queue<segmented_queue, cds_test::segmented_spec<2>>("SegmentedQueue")}),
        manner::exhaustive);
}
