// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain() and linked objects whose disposers link the next: without memory that is how a chain of
// objects retires itself.

#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

struct linking_tag : cds::gc::own_domain<linking_tag> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
using linking = cds::gc::generic_DHP<linking_tag>;

struct link_of_a_chain {
    core::retired_link place;
    link_of_a_chain* next = nullptr;
    bool disposed = false;

    void retire() {
        core::record_lease<linking::binding> const self;
        place.what = {this, &dispose};
        linking::binding::domain().retire_linked(&*self, place);
    }

private:
    static void dispose(void* p) {
        auto& self = *static_cast<link_of_a_chain*>(p);
        self.disposed = true;
        if (self.next != nullptr)
            self.next->retire();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_drain_linked_children)

// T22
BOOST_AUTO_TEST_CASE(T22_drain_waits_for_the_last_of_a_chain_of_linked_objects) {
    for (std::size_t const n : {1u, 2u, 3u, 4u, 5u, 100u}) {
        auto const chain = std::make_unique<link_of_a_chain[]>(n);
        for (std::size_t i = 1; i != n; ++i)
            chain[i - 1].next = &chain[i];
        chain[0].retire();
        BOOST_TEST(linking::drain());
        BOOST_TEST(chain[n - 1].disposed, "a chain of " << n);
        while (!chain[n - 1].disposed)
            linking::force_dispose(); // or the rest would outlive the chain
    }
}

BOOST_AUTO_TEST_SUITE_END()
