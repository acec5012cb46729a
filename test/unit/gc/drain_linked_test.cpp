// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain() and objects that were linked for want of memory: they have no era, so all may be old.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <vector>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;
namespace core = cds::gc::core;

template <int Which>
struct linking_tag : cds::gc::own_domain<linking_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
template <int Which>
using policy = cds::gc::generic_DHP<linking_tag<Which>>;

// An object that brings its link along, and retires the next when it is disposed of.
template <class GC>
struct item {
    core::retired_link link;
    item* next = nullptr;
    std::atomic<bool> disposed{false};

    void retire() {
        link.what = {this, &dispose};
        core::record_lease<typename GC::binding> const self;
        GC::binding::domain().retire_linked(&*self, link);
    }

    static void dispose(void* p) {
        item& self = *static_cast<item*>(p);
        self.disposed.store(true, std::memory_order_release);
        if (self.next != nullptr)
            self.next->retire();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_drain_linked)

// T22
BOOST_AUTO_TEST_CASE(T22_drain_waits_for_a_linked_object_that_another_thread_guards) {
    using GC = policy<0>;
    item<GC> guarded;
    typename GC::Guard guard;
    guard.assign(&guarded);
    bool in_vain = true;
    run_thread([&] {
        guarded.retire();
        in_vain = !GC::drain(20ms);
    });
    BOOST_TEST(in_vain);
    BOOST_TEST(!guarded.disposed.load());
    guard.clear();
    GC::force_dispose(); // a drain has let it go
    BOOST_TEST(guarded.disposed.load());
}

// T22
BOOST_AUTO_TEST_CASE(T22_drain_is_false_when_the_caller_guards_a_linked_object) {
    using GC = policy<1>;
    watchdog const limit("a drain that guards what it waits for");
    item<GC> guarded;
    typename GC::Guard guard;
    guard.assign(&guarded);
    guarded.retire();
    BOOST_TEST(!GC::drain());
    guard.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(guarded.disposed.load());
}

// T22
BOOST_AUTO_TEST_CASE(T22_drain_waits_for_linked_objects_that_retire_another) {
    using GC = policy<2>;
    for (std::size_t const n : {1u, 2u, 3u}) {
        std::vector<item<GC>> chain(n);
        for (std::size_t i = 1; i != n; ++i)
            chain[i - 1].next = &chain[i];
        chain[0].retire();
        BOOST_TEST(GC::drain());
        std::size_t disposed = 0;
        for (item<GC> const& i : chain)
            disposed += i.disposed.load() ? 1 : 0;
        BOOST_TEST(disposed == n);
        while (!chain.back().disposed.load())
            GC::force_dispose(); // or they would outlive the chain
    }
}

BOOST_AUTO_TEST_SUITE_END()
