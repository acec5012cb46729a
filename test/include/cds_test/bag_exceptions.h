// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_BAG_EXCEPTIONS_H
#define CDSLIB_TEST_BAG_EXCEPTIONS_H

#include <cds_test/audited_gc.h>
#include <cds_test/bag_types.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <stdexcept>

// Queues and stacks of values that throw, in memory that runs out.
namespace cds_test {

template <class Traits>
struct with_fragile_memory : Traits {
    using allocator = fragile_allocator<int>;
};
template <class Family, class GC>
using fragile_bag =
    typename Family::template owning<GC, fragile,
                                     with_fragile_memory<typename Family::full_traits>>;

template <class Family>
struct audited_bags_of {
    using all = std::tuple<fragile_bag<Family, audited_DHP>>;
};
template <class Family>
struct fragile_bags_of {
    using all = beyond_cover<fragile_bag<Family, cds::gc::HP>, fragile_bag<Family, cds::gc::DHP>>;
};

/// A bag of 1, 2, 3, put in in this order, and the check that nothing is lost or left behind.
template <class Bag>
struct three_items {
    three_items() {
        for (long i = 1; i <= 3; ++i)
            bag->emplace(i);
    }
    ~three_items() {
        bag.reset();
        Bag::gc::force_dispose();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        BOOST_TEST(audited_DHP::unreserved == 0u);
    }

    static long number_out(std::size_t n) {
        return static_cast<long>(cds_test::number_out<Bag>(n, 3)) + 1;
    }
    /// `taken` items have left; the others do so now, in order.
    void expect_without(std::size_t taken) {
        BOOST_TEST(bag->size() == 3 - taken);
        for (std::size_t n = taken; n < 3; ++n)
            BOOST_TEST(bag->pop_with([&](fragile& v) { BOOST_TEST(v.value() == number_out(n)); }));
        BOOST_TEST(bag->empty());
    }

    std::unique_ptr<Bag> bag = std::make_unique<Bag>();
};

inline void throw_it(fragile&) { throw std::logic_error("functor"); }

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_BAG_EXCEPTIONS_H
