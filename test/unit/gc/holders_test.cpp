// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Who protects an object, and names in the objects' own namespaces.

#include <cds/gc/hpref.h>
#include <cds_test/disposer.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <latch>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;

struct asked_tag : cds::gc::own_domain<asked_tag> {};
using GC = cds::gc::generic_DHP<asked_tag>;

template <class Policy>
std::vector<cds::OS::ThreadId> holders_of(void const* p) {
    std::vector<cds::OS::ThreadId> found;
    std::size_t const n =
        Policy::who_holds(p, [&found](cds::OS::ThreadId t) { found.push_back(t); });
    BOOST_TEST(n == found.size());
    BOOST_TEST(Policy::is_protected(p) == !found.empty());
    return found;
}

using ids = std::vector<cds::OS::ThreadId>;

} // namespace

// Takes everything for its own, and is found wherever a name is looked up by its argument.
namespace grasping {

struct nothing {};

#define GRASPING(name)       \
    template <class... Any>  \
    nothing name(Any&&...) { \
        return {};           \
    }
GRASPING(protect)
GRASPING(protect_again)
GRASPING(hand_over)
GRASPING(publish)
GRASPING(source_of)
GRASPING(saturated)
GRASPING(take_slot)
GRASPING(give_slot)
GRASPING(dispose_with)
GRASPING(retire_erased)
GRASPING(light_fence)
GRASPING(without_tag)
GRASPING(itself)
#undef GRASPING

template <class... Types>
struct object {
    int value = 0;
};
struct deleter {
    template <class T>
    void operator()(T* p) const {
        delete p;
    }
};

} // namespace grasping

BOOST_AUTO_TEST_SUITE(gc_holders)

BOOST_AUTO_TEST_CASE(an_object_that_nobody_protects_has_no_holder) {
    int object = 0;
    BOOST_TEST(holders_of<GC>(&object).empty());
    GC::Guard const empty; // protects null, and nothing else
    BOOST_TEST(holders_of<GC>(&object).empty());
    BOOST_TEST(holders_of<GC>(nullptr).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(each_slot_names_its_thread, Policy, gc_policies) {
    int object = 0;
    int other = 0;
    cds::OS::ThreadId const me = cds::OS::get_current_thread_id();
    typename Policy::Guard mine;
    typename Policy::template GuardArray<2> array;
    mine.assign(&object);
    BOOST_TEST(holders_of<Policy>(&object) == ids{me});
    array.assign(1, &object);
    BOOST_TEST(holders_of<Policy>(&object) == (ids{me, me}));
    array.assign(1, &other);
    BOOST_TEST(holders_of<Policy>(&object) == ids{me});
    BOOST_TEST(holders_of<Policy>(&other) == ids{me});

    std::latch holds(1);
    std::latch asked(1);
    cds::OS::ThreadId its{};
    std::thread reader([&] {
        typename Policy::Guard guard;
        guard.assign(&object);
        its = cds::OS::get_current_thread_id();
        mine.clear(); // from any thread
        holds.count_down();
        asked.wait();
    });
    holds.wait();
    BOOST_TEST(holders_of<Policy>(&object) == ids{its});
    asked.count_down();
    reader.join();
    BOOST_TEST(!Policy::is_protected(&object));
}

BOOST_AUTO_TEST_CASE(a_guard_that_was_moved_away_is_of_the_thread_that_took_it) {
    int object = 0;
    std::optional<GC::Guard> kept;
    std::latch moved(1);
    std::latch asked(1);
    cds::OS::ThreadId its{};
    std::thread reader([&] {
        GC::Guard guard;
        guard.assign(&object);
        its = cds::OS::get_current_thread_id();
        kept.emplace(std::move(guard));
        moved.count_down();
        asked.wait();
    });
    moved.wait();
    BOOST_TEST(holders_of<GC>(&object) == ids{its});
    asked.count_down();
    reader.join();
    BOOST_TEST(holders_of<GC>(&object) == ids{cds::OS::c_NullThreadId}, "it has left");
    kept.reset();
    BOOST_TEST(!GC::is_protected(&object));
}

// hpref's slots carry a tag.
BOOST_AUTO_TEST_CASE(a_hazard_of_hpref_has_a_holder_and_a_reference_has_none) {
    using cds::gc::hpref;
    struct node : hpref::node<node> {};
    atomics::atomic<node*> source{new node};
    node* const p = source.load();
    for (int phase = 0; phase != 2; ++phase) {
        auto held = hpref::get(source);
        BOOST_TEST(holders_of<hpref>(p) == ids{cds::OS::get_current_thread_id()});
        held.promote();
        BOOST_TEST(!hpref::is_protected(p));
        held = {};
        hpref::synchronize(); // the next hazard carries the other tag
    }
    hpref::retire(source.exchange(nullptr));
}

BOOST_AUTO_TEST_CASE(an_object_that_waits_for_its_guard_says_so) {
    using object = grasping::object<int>;
    auto* const p = new object;
    atomics::atomic<object*> source{p};
    GC::Guard guard;
    BOOST_TEST(guard.protect(source) == p);
    source.store(nullptr);
    GC::retire<grasping::deleter>(p);
    GC::force_dispose();
    BOOST_TEST(GC::statistics().pending == 1u);
    BOOST_TEST(GC::is_protected(p));
    guard.clear();
    BOOST_TEST(!GC::is_protected(p));
    GC::force_dispose();
    BOOST_TEST(GC::statistics().pending == 0u);
}

BOOST_AUTO_TEST_CASE(functions_of_the_objects_namespace_are_left_alone) {
    using object = grasping::object<grasping::nothing>;
    atomics::atomic<object*> source{new object};
    GC::Guard guard;
    GC::GuardArray<2> array;
    object* const p = guard.protect(source);
    BOOST_TEST(p != nullptr);
    BOOST_TEST(array.protect(0, source) == p);
    BOOST_TEST(array.protect(0, source, [](object* o) { return o; }) == p);
    BOOST_TEST(array.assign(1, p) == p);
    guard.assign(p);
    guard.copy(guard);
    array.copy(0, guard);
    BOOST_TEST(holders_of<GC>(p).size() == 3u);
    array.clear(0);
    array.clear(1);
    GC::guarded_ptr<object> held(std::move(guard));
    BOOST_TEST(&*held == p);
    GC::retire<grasping::deleter>(p);
    GC::force_dispose();
    BOOST_TEST(GC::is_protected(p));
    held.release();
    BOOST_TEST(GC::drain());
}

BOOST_AUTO_TEST_SUITE_END()
