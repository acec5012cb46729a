// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_QUEUE_TYPES_H
#define CDSLIB_TEST_QUEUE_TYPES_H

#include <cds/container/basket_queue.h>
#include <cds/container/moir_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/optimistic_queue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/memory/node_cache.h>
#include <cds_test/bag.h>

#include <tuple>

// The queues of values that the suites of unit/queue and unit/bag are typed over.
namespace queue_types {

namespace cc = cds::container;
namespace ms = cds::container::msqueue;
using cds::gc::DHP;
using cds::gc::HP;

template <class Defaults, class Stat>
struct counted : Defaults {
    using item_counter = cds::atomicity::item_counter;
    using stat = Stat;
};
using counting = counted<ms::traits, ms::stat<>>;
using counting_baskets = counted<cc::basket_queue::traits, cc::basket_queue::stat<>>;
using counting_repairs = counted<cc::optimistic_queue::traits, cc::optimistic_queue::stat<>>;

template <class Counting>
struct with_cache : Counting {
    using allocator = cds::memory::node_cache<int>;
    using back_off = cds::backoff::Default;
};
using cached = with_cache<counting>;

template <class Counting>
struct with_no_padding : Counting { // an enum where the default is a constant, as users write it
    enum { padding = cds::opt::no_special_padding };
    using memory_model = cds::opt::v::sequential_consistent;
    using item_counter = cds::atomicity::cache_friendly_item_counter;
};
using dense_and_strict = with_no_padding<counting>;

using composed = ms::make_traits<cds::opt::padding<64>, cds::opt::back_off<cds::backoff::yield>,
                                 cds::opt::item_counter<cds::atomicity::item_counter>,
                                 cds::opt::stat<ms::stat<cds::atomicity::event_counter>>>::type;

template <class T>
using plain_queues = std::tuple<cc::MSQueue<HP, T>, cc::MSQueue<DHP, T>, cc::MoirQueue<HP, T>,
                                cc::BasketQueue<HP, T>, cc::BasketQueue<DHP, T>,
                                cc::OptimisticQueue<HP, T>, cc::OptimisticQueue<DHP, T>>;

template <class T>
using counting_ms_queues =
    std::tuple<cc::MSQueue<HP, T, counting>, cc::MSQueue<DHP, T, counting>,
               cc::MSQueue<DHP, T, cached>, cc::MSQueue<HP, T, dense_and_strict>,
               cc::MSQueue<DHP, T, composed>>;
template <class T>
using counting_moir_queues =
    std::tuple<cc::MoirQueue<HP, T, counting>, cc::MoirQueue<DHP, T, cached>>;
template <class T>
using counting_basket_queues =
    std::tuple<cc::BasketQueue<HP, T, counting_baskets>,
               cc::BasketQueue<DHP, T, with_cache<counting_baskets>>,
               cc::BasketQueue<DHP, T, with_no_padding<counting_baskets>>>;
template <class T>
using counting_optimistic_queues =
    std::tuple<cc::OptimisticQueue<HP, T, counting_repairs>,
               cc::OptimisticQueue<DHP, T, with_cache<counting_repairs>>,
               cc::OptimisticQueue<DHP, T, with_no_padding<counting_repairs>>>;

template <class T>
using counting_queues = cds_test::join<counting_ms_queues<T>, counting_moir_queues<T>,
                                       counting_basket_queues<T>, counting_optimistic_queues<T>>;

} // namespace queue_types

#endif // #ifndef CDSLIB_TEST_QUEUE_TYPES_H
