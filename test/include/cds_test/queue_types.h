// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_QUEUE_TYPES_H
#define CDSLIB_TEST_QUEUE_TYPES_H

#include <cds/container/msqueue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/memory/node_cache.h>

#include <tuple>

// The queues of values that the suites of unit/queue and unit/bag are typed over.
namespace queue_types {

namespace ms = cds::container::msqueue;
using cds::gc::DHP;
using cds::gc::HP;

struct counting : ms::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = ms::stat<>;
};

struct cached : counting {
    using allocator = cds::memory::node_cache<int>;
    using back_off = cds::backoff::Default;
};

struct dense_and_strict : counting { // an enum where the default is a constant, as users write it
    enum { padding = cds::opt::no_special_padding };
    using memory_model = cds::opt::v::sequential_consistent;
    using item_counter = cds::atomicity::cache_friendly_item_counter;
};

using composed = ms::make_traits<cds::opt::padding<64>, cds::opt::back_off<cds::backoff::yield>,
                                 cds::opt::item_counter<cds::atomicity::item_counter>,
                                 cds::opt::stat<ms::stat<cds::atomicity::event_counter>>>::type;

template <class T>
using plain_queues = std::tuple<cds::container::MSQueue<HP, T>, cds::container::MSQueue<DHP, T>>;

template <class T>
using counting_queues =
    std::tuple<cds::container::MSQueue<HP, T, counting>, cds::container::MSQueue<DHP, T, counting>,
               cds::container::MSQueue<DHP, T, cached>,
               cds::container::MSQueue<HP, T, dense_and_strict>,
               cds::container::MSQueue<DHP, T, composed>>;

} // namespace queue_types

#endif // #ifndef CDSLIB_TEST_QUEUE_TYPES_H
