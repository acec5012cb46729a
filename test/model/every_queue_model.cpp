// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues: every execution of every small program is linearizable, and every item comes back once.

#include <cds_test/families/all_queues.h>
#include <cds_test/segmented_spec.h>

#include "generic/pile_model.h"

namespace {

using namespace cds_model;

struct spec : cds_test::queue_spec {
    static constexpr int put = enqueue;
    static constexpr int take = dequeue;
};

// --- FAAQueue, of the addresses of items, with segments of two cells -----------------------------

struct no_node {};
using free_item = item<no_node>;
struct faa_traits : cds::container::faa_queue::traits {
    using allocator = CDS_DEFAULT_ALLOCATOR;
    static constexpr std::size_t segment_size = 2;
    static constexpr unsigned patience = 0;
};
class faa_pile : public cds::container::FAAQueue<strict_gc, free_item*, faa_traits> {
public:
    using value_type = free_item;

    bool enqueue(free_item& i) { return this->emplace(&i); }
    template <class F>
    bool dequeue_with(F f) {
        free_item* got = nullptr;
        if (!this->pop(got))
            return false;
        f(*got);
        recycle<free_item>()(got);
        return true;
    }
};

// --- SegmentedQueue, with segments of two cells --------------------------------------------------

struct segmented_traits : cds::intrusive::segmented_queue::traits {
    using disposer = recycle<free_item>;
    using permutation_generator = cds_test::segment_queue_types::in_order;
};
struct segmented_pile : cds::intrusive::SegmentedQueue<strict_gc, free_item, segmented_traits> {
    segmented_pile() : SegmentedQueue(2) {}
};

} // namespace

int main(int argc, char** argv) {
    using namespace cds_test::families;
    with_nodes<queues> const* const linked = nullptr;
    return explore(
        argc, argv,
        joined<scenario>(
            {every_pile<spec>(linked), pile_scenarios<spec, faa_pile>(faa_queue::name),
             pile_scenarios<cds_test::segmented_spec<2>, segmented_pile>(segmented_queue::name)}),
        manner::exhaustive, {.executions = 2000});
}
