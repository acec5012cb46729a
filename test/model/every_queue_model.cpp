// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues: every execution of every small program is linearizable, and every item comes back once.

#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/optimistic_queue.h>

#include "generic/pile_model.h"

namespace {

using namespace cds_model;

struct spec : cds_test::queue_spec {
    static constexpr int put = enqueue;
    static constexpr int take = dequeue;
};

template <class Queue>
std::vector<scenario> queue(char const* name) {
    using user = pile_user<Queue, spec>;
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

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   joined<scenario>({queue<single::of<ci::MSQueue>>("MSQueue"),
                                     queue<single::of<ci::MoirQueue>>("MoirQueue"),
                                     queue<basket::of<ci::BasketQueue>>("BasketQueue"),
                                     queue<both_ways::of<ci::OptimisticQueue>>("OptimisticQueue")}),
                   manner::exhaustive);
}
