// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork amid many threads that retire and scan: wherever they vanished, the child counts right,
// disposes of everything that it has once, allocates nothing on its way, and goes on.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/sanitizers.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

// Blocks of two cells are listed, taken, recycled and filled again every few instructions.
struct tiny_blocks {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 2, .threshold = 16, .overdue_ms = ~0u};
};
struct usual_blocks {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 1024, .overdue_ms = ~0u};
};
template <class Options, int Which>
struct stormy_tag : cds::gc::own_domain<stormy_tag<Options, Which>>, Options {};
template <class Options, int Which>
using policy = cds::gc::generic_DHP<stormy_tag<Options, Which>>;

// An object that is disposed once. Its memory stays until the round is over.
struct item {
    static constexpr unsigned fresh = ~0u;
    std::atomic<unsigned> disposals{fresh};

    // False from its retirement to its disposal.
    [[nodiscard]] bool is_mine() const noexcept {
        return disposals.load(std::memory_order_acquire) != 0;
    }
};

std::atomic<std::size_t> disposed{0};
std::atomic<std::size_t> disposed_twice{0};

struct dispose {
    void operator()(item* i) const noexcept {
        disposed.fetch_add(1, std::memory_order_relaxed);
        if (i->disposals.fetch_add(1, std::memory_order_release) != 0)
            disposed_twice.fetch_add(1, std::memory_order_relaxed);
    }
};

template <class GC>
void retire_again(item& i) {
    i.disposals.store(0, std::memory_order_relaxed);
    GC::template retire<dispose>(&i);
}

// Threads that retire, each from a store of its own; an item that was disposed of is used again.
template <class GC>
class storm {
public:
    explicit storm(std::size_t threads, std::size_t each = 4096) {
        for (std::size_t t = 0; t != threads; ++t) {
            auto* const store = stores_.emplace_back(std::make_unique<item[]>(each)).get();
            busy_.push_back(
                std::make_unique<background>([store, each, at = std::size_t{0}]() mutable {
                    for (int i = 0; i != 100; ++i)
                        if (item& next = store[at++ % each]; next.is_mine())
                            retire_again<GC>(next);
                }));
        }
        for (auto& b : busy_)
            b->wait_for_rounds(1);
    }
    storm(storm const&) = delete;
    storm& operator=(storm const&) = delete;
    ~storm() {
        busy_.clear();
        BOOST_TEST(GC::drain(20s));
        BOOST_TEST(disposed_twice.load() == 0u);
    }

private:
    std::vector<std::unique_ptr<item[]>> stores_;
    std::vector<std::unique_ptr<background>> busy_;
};

// In a child: what it was told is there, is there, and is disposed of once; life goes on.
template <class GC>
int settle() {
    typename GC::stat const at_first = statistics_of<GC>();
    std::size_t const before = disposed.load();
    std::size_t const expected =
        at_first.retired_count - at_first.free_count - at_first.lost_in_fork;
    if (!GC::drain(20s))
        return fail_child("drain is not true");
    if (disposed_twice.load() != 0)
        return fail_child("an object was disposed twice");
    if (disposed.load() - before != expected)
        return fail_child(disposed.load() - before < expected ? "fewer disposed than there are"
                                                              : "more disposed than there are");
    typename GC::stat now = statistics_of<GC>();
    if (now.retired_count != now.free_count + now.lost_in_fork)
        return fail_child("retired, disposed and lost do not add up");
    if (now.lost_in_fork != at_first.lost_in_fork)
        return fail_child("something is lost after the fork");

    std::vector<item> own(5000);
    for (item& i : own)
        retire_again<GC>(i);
    now = statistics_of<GC>();
    if (now.retired_count - now.free_count - now.lost_in_fork >
        bound_of(GC::binding::options, {.hazards = 0, .threads = now.thread_rec_count}))
        return fail_child("more pending than the formula allows");
    if (!GC::drain(20s) || disposed.load() != before + expected + own.size())
        return fail_child("an object of the child's own was not disposed");
    return 0;
}

// In a child: nothing is ready for threads to dispose of, once all is disposed of.
template <class GC>
int find_nothing_ready() {
    if (!GC::drain(20s))
        return fail_child("drain is not true");
    return statistics_of<GC>().ready == 0 ? 0 : fail_child("what is ready was not recounted");
}

// So many children, or fewer on a busy machine: a fork waits there until all others had a turn.
template <class GC, class Child>
void fork_children(std::size_t n, Child child) {
    if (sanitized) // a fork copies the shadow of all memory: under ThreadSanitizer in a second
        n = n / 20 + 1;
    time_box const box(10s);
    for (std::size_t i = 0; i != n && (i == 0 || !box.over()); ++i) {
        child_end const end = in_fork(child, 60s);
        BOOST_TEST(end.good(), "child " << i << " " << end);
        if (!end.good())
            break;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_fork_storm)

// T17
BOOST_AUTO_TEST_CASE(T17_children_forked_amid_32_retiring_threads_dispose_of_each_object_once) {
    using GC = policy<tiny_blocks, 0>;
    storm<GC> const threads(32);
    fork_children<GC>(200 * scale(), [] { return settle<GC>(); });
}

// T17
BOOST_AUTO_TEST_CASE(T17_children_forked_amid_explicit_scans_count_what_is_lost) {
    using GC = policy<tiny_blocks, 1>;
    storm<GC> const threads(8);
    background const scanner([] { GC::force_dispose(); });
    fork_children<GC>(100 * scale(), [] { return settle<GC>(); });
}

// T17
BOOST_AUTO_TEST_CASE(T17_children_forked_amid_larger_scans_settle_too) {
    using GC = policy<usual_blocks, 0>;
    storm<GC> const threads(8);
    fork_children<GC>(100 * scale(), [] { return settle<GC>(); });
}

// T17
BOOST_AUTO_TEST_CASE(T17_a_child_recounts_what_is_ready) {
    using GC = policy<usual_blocks, 1>;
    storm<GC> const threads(8);
    fork_children<GC>(30 * scale(), [] { return find_nothing_ready<GC>(); });
}

// T17: the memory source may be behind a lock that a vanished thread holds.
BOOST_AUTO_TEST_CASE(T17_a_fork_asks_for_no_memory) {
    using GC = policy<usual_blocks, 2>;
    static thread_local std::size_t asked = 0;
    GC::set_memory_allocator(
        [](std::size_t bytes) {
            ++asked;
            return std::malloc(bytes);
        },
        [](void* p) { std::free(p); });
    std::vector<char> objects(20000);
    guard_row<GC> guards(objects.size()); // so that scans are at it most of the time
    for (std::size_t i = 0; i != objects.size(); ++i)
        guards[i].assign(&objects[i]);
    storm<GC> const threads(2);
    background const scanner([] { GC::force_dispose(); });
    scanner.wait_for_rounds(1);
    std::size_t const before = asked;
    fork_children<GC>(50 * scale(), [before] {
        return asked == before ? 0 : fail_child("the fork has asked for memory");
    });
}

struct halves {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 20000, .hazard_factor = 1, .overdue_ms = ~0u};
};

// T17: what waits for an idle thread to dispose of it is in no scan's hand.
BOOST_AUTO_TEST_CASE(T17_what_a_vanished_scan_had_but_locked_is_not_lost) {
    if constexpr (sanitized)
        return; // they widen the few steps in which a thread has all of its proven objects in hand
    using GC = policy<halves, 0>;
    static constexpr auto options = halves::options;
    std::vector<char> objects(options.threshold);
    guard_row<GC> guards(objects.size()); // reading them takes long
    for (std::size_t i = 0; i != objects.size(); ++i)
        guards[i].assign(&objects[i]);
    std::vector<item> waiting(2 * options.threshold);
    for (std::size_t at = 0; statistics_of<GC>().ready == 0; ++at)
        retire_again<GC>(waiting.at(at)); // a few thousand fewer than a scan's worth
    for (std::size_t at = waiting.size(); statistics_of<GC>().ready > options.threshold / 4 * 3;)
        retire_again<GC>(waiting.at(--at));
    BOOST_TEST(statistics_of<GC>().ready >= options.threshold / 2);
    run_thread([&] { // and this one stays idle
        storm<GC> const retirer(1, 3 * options.threshold);
        fork_children<GC>(60 * scale(), [] {
            std::size_t const in_hand = options.threshold / 4 * 5;
            return statistics_of<GC>().lost_in_fork <= in_hand
                       ? 0
                       : fail_child("more is lost than a scan had in hand");
        });
    });
    guards.clear();
    BOOST_TEST(GC::drain());
}

// T17: retiring threads that come and go.
BOOST_AUTO_TEST_CASE(T17_children_forked_amid_threads_that_attach_and_detach_settle_too) {
    using GC = policy<tiny_blocks, 2>;
    std::vector<std::unique_ptr<item[]>> stores;
    storm<GC> const threads(4);
    background const others([&stores] {
        auto* const store = stores.emplace_back(std::make_unique<item[]>(100)).get();
        run_threads(4, [store](std::size_t who) {
            for (std::size_t i = 0; i != 25; ++i)
                retire_again<GC>(store[who * 25 + i]);
        });
    });
    fork_children<GC>(100 * scale(), [] { return settle<GC>(); });
}

BOOST_AUTO_TEST_SUITE_END()
