// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_STACK_TYPES_H
#define CDSLIB_TEST_STACK_TYPES_H

#include <cds/container/treiber_stack.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/memory/node_cache.h>

#include <random>
#include <tuple>

// The stacks of values that the suites of unit/stack and unit/bag are typed over.
namespace stack_types {

namespace ts = cds::container::treiber_stack;
using cds::gc::DHP;
using cds::gc::HP;

struct counting : ts::traits {
    using item_counter = cds::atomicity::item_counter;
    using stat = ts::stat<>;
};

struct cached : counting {
    using allocator = cds::memory::node_cache<int>;
    using memory_model = cds::opt::v::sequential_consistent;
};

struct eliminating : counting {
    static constexpr bool enable_elimination = true;
    using elimination_backoff = cds::backoff::exponential<>;
};

/// A source of random numbers whose result is exactly unsigned int.
struct twister : std::mt19937 {
    using result_type = unsigned;
    result_type operator()() { return static_cast<result_type>(std::mt19937::operator()()); }
};

using eliminating_in_a_heap_buffer =
    ts::make_traits<cds::opt::type_traits<eliminating>,
                    cds::opt::buffer<cds::opt::v::uninitialized_dynamic_buffer<void*>>,
                    cds::opt::random_engine<twister>,
                    cds::opt::elimination_backoff<cds::backoff::yield>>::type;

template <class T>
using plain_stacks =
    std::tuple<cds::container::TreiberStack<HP, T>, cds::container::TreiberStack<DHP, T>>;

template <class T>
using counting_stacks = std::tuple<
    cds::container::TreiberStack<HP, T, counting>, cds::container::TreiberStack<DHP, T, counting>,
    cds::container::TreiberStack<DHP, T, cached>, cds::container::TreiberStack<HP, T, eliminating>,
    cds::container::TreiberStack<DHP, T, eliminating_in_a_heap_buffer>>;

} // namespace stack_types

#endif // #ifndef CDSLIB_TEST_STACK_TYPES_H
