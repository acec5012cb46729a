// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_SEGMENT_QUEUE_TYPES_H
#define CDSLIB_TEST_SEGMENT_QUEUE_TYPES_H

#include <cds/container/faa_queue.h>
#include <cds/container/segmented_queue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

#include <cstddef>

// Queues whose items are in segments, which are small here so that there are many.
namespace cds_test::segment_queue_types {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;
using cds::gc::HP;

/// Tries the cells from the first one on: a thread that is alone then finds a FIFO queue.
class in_order {
public:
    using integer_type = int;

    explicit in_order(std::size_t length) : length_(length) {}
    operator int() const { return static_cast<int>(at_); }
    bool next() { return ++at_ < length_; }
    void reset() { at_ = 0; }

private:
    std::size_t const length_;
    std::size_t at_ = 0;
};

/// A SegmentedQueue that is told no factor: `Factor`.
template <std::size_t Factor, class GC, class T, class Traits>
struct segments_of : cc::SegmentedQueue<GC, T, Traits> {
    segments_of() : cc::SegmentedQueue<GC, T, Traits>(Factor) {}

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = segments_of<Factor, GC2, T2, Traits2>;
    };
};
template <class GC, class T, class Traits>
struct intrusive_segments : ci::SegmentedQueue<GC, T, Traits> {
    intrusive_segments() : ci::SegmentedQueue<GC, T, Traits>(4) {}
};

struct ordered_cells : ci::segmented_queue::traits {
    using permutation_generator = in_order;
};
struct plain_segments : cc::segmented_queue::traits {
    using item_counter = cds::atomicity::empty_item_counter;
};
struct counting_segments : cc::segmented_queue::traits {
    using stat = cc::segmented_queue::stat<>;
    using permutation_generator = in_order;
};
struct padded_segments : counting_segments {
    enum { padding = cds::opt::cache_line_padding, alignment = cds::opt::no_special_alignment };
    using memory_model = cds::opt::v::sequential_consistent;
    using node_allocator = cds::memory::node_cache<int>;
};

struct counting_cells : cc::faa_queue::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::faa_queue::stat<>;
};
struct few_cells : counting_cells {
    static constexpr std::size_t segment_size = 4;
    static constexpr unsigned patience = 0;
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using memory_model = cds::opt::v::sequential_consistent;
    using back_off = cds::backoff::yield;
    static constexpr unsigned padding = cds::opt::no_special_padding;
};

} // namespace cds_test::segment_queue_types

#endif // #ifndef CDSLIB_TEST_SEGMENT_QUEUE_TYPES_H
