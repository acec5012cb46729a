// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues: every execution of every small program is linearizable, and every item comes back once.

#include <cds/intrusive/msqueue.h>

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

// --- MSQueue -------------------------------------------------------------------------------------

using ms_item = item<cds::intrusive::msqueue::node<strict_gc>>;
struct ms_traits : cds::intrusive::msqueue::traits {
    using hook = cds::intrusive::msqueue::base_hook<cds::opt::gc<strict_gc>>;
    using disposer = recycle<ms_item>;
};
using ms_queue = cds::intrusive::MSQueue<strict_gc, ms_item, ms_traits>;

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv, queue<ms_queue>("MSQueue"), manner::exhaustive);
}
