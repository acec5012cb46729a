// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A program that has a memory pool of its own: allocator, construct, work, detach, destruct,
// Terminate, and the pool is gone. Then perhaps a second life, with another pool. Each case that
// names a child runs in a fresh process, whose first use of the library it is.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/mortal_pool.h>
#include <cds_test/pile.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <cds/init.h>
#include <cds/threading/model.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>

namespace {

using namespace cds_test;

template <class GC>
using smr_of =
    std::conditional_t<std::is_same_v<GC, cds::gc::HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;

enum class manner { functions, resource };

template <class GC>
void use_pool(mortal_pool& p, manner how) {
    mortal_pool::current = &p;
    if (how == manner::functions)
        smr_of<GC>::set_memory_allocator(&mortal_pool::from_current, &mortal_pool::to_current);
    else
        GC::set_memory_resource(&p);
}

// Guards, retires and a container.
template <class GC>
void work(ledger& book) {
    {
        guard_row<GC> guards(guards_up_to<GC>(100));
        for (std::size_t i = 0; i != 3000; ++i)
            GC::template retire<count_disposal>(guards[i % guards.size()].assign(book.make()));
    }
    pile<GC> heap;
    for (std::size_t i = 0; i != 500; ++i)
        heap.push(i);
}

// From set_memory_allocator to the end of the pool. `stayer` runs between the policy's beginning
// and its end; what it leaves behind may outlive the pool.
template <class GC, class F>
void live(manner how, F stayer) {
    auto memory = std::make_unique<mortal_pool>();
    use_pool<GC>(*memory, how);
    ledger book;
    cds::Initialize();
    smr_of<GC>::construct();
    cds::threading::Manager::attachThread();
    work<GC>(book);
    run_threads(4, [&](std::size_t who) { // two say good-bye, two just end
        cds::threading::Manager::attachThread();
        work<GC>(book);
        if (who % 2 == 0)
            cds::threading::Manager::detachThread();
    });
    stayer();
    cds::threading::Manager::detachThread();
    smr_of<GC>::destruct(true);
    cds::Terminate();
    BOOST_TEST(memory->taken() != 0u);
    BOOST_TEST(memory->outstanding() == 0);
    BOOST_TEST(book.each_disposed_once());
}

// A thread that uses the policy when it is told to, and lives as long as this.
template <class GC>
class long_lived {
public:
    long_lived()
        : thread_([this] {
              for (int round = 1;; ++round) {
                  while (asked_.load(std::memory_order_acquire) < round)
                      std::this_thread::yield();
                  if (end_.load(std::memory_order_acquire))
                      return;
                  cds::threading::Manager::attachThread();
                  work<GC>(book_);
                  done_.store(round, std::memory_order_release);
              }
          }) {}
    long_lived(long_lived const&) = delete;
    long_lived& operator=(long_lived const&) = delete;
    ~long_lived() {
        end_.store(true, std::memory_order_release);
        asked_.fetch_add(1, std::memory_order_acq_rel);
        thread_.join(); // never detached
    }
    // Returns when it has worked, and is idle: attached, but not inside.
    void work_once() {
        int const round = asked_.fetch_add(1, std::memory_order_acq_rel) + 1;
        while (done_.load(std::memory_order_acquire) < round)
            std::this_thread::yield();
    }
    [[nodiscard]] ledger const& book() const noexcept { return book_; }

private:
    ledger book_;
    std::atomic<int> asked_{0};
    std::atomic<int> done_{0};
    std::atomic<bool> end_{false};
    std::thread thread_;
};

bool told_to_be_a_child() { return std::getenv("CDS_TEST_CHILD") != nullptr; }

child_end in_child_process(char const* test) {
    return in_fresh_process(test, [] { setenv("CDS_TEST_CHILD", "1", 1); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_second_life)

BOOST_AUTO_TEST_CASE(T4_a_pool_gets_all_back_when_the_policy_ends) {
    BOOST_TEST(in_child_process("gc_second_life/as_a_child_live_once").good());
}
BOOST_AUTO_TEST_CASE(T4_a_second_life_has_a_pool_of_its_own) {
    BOOST_TEST(in_child_process("gc_second_life/as_a_child_live_again").good());
}
BOOST_AUTO_TEST_CASE(T4_a_thread_that_outlives_the_pool_does_not_touch_it_any_more) {
    BOOST_TEST(in_child_process("gc_second_life/as_a_child_outlive_the_pool").good());
}
BOOST_AUTO_TEST_CASE(T4_a_thread_that_is_attached_still_works_in_the_next_life) {
    BOOST_TEST(in_child_process("gc_second_life/as_a_child_work_in_both_lives").good());
}
BOOST_AUTO_TEST_CASE(T4_a_program_that_ends_after_its_pool_ends_well) {
    BOOST_TEST(in_child_process("gc_second_life/as_a_child_end_the_program").good());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_live_once, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    live<GC>(manner::functions, [] {});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_live_again, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    for (manner const how : {manner::functions, manner::resource, manner::functions})
        live<GC>(how, [] {});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_outlive_the_pool, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    long_lived<GC> other;
    live<GC>(manner::functions, [&other] { other.work_once(); });
    BOOST_TEST(other.book().each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_work_in_both_lives, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    long_lived<GC> other;
    for (manner const how : {manner::functions, manner::resource, manner::functions}) {
        live<GC>(how, [&other] { other.work_once(); });
        BOOST_TEST(other.book().each_disposed_once());
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_end_the_program, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    static thread_local std::unique_ptr<long_lived<GC>> last; // after the library's own, perhaps
    last = std::make_unique<long_lived<GC>>();
    live<GC>(manner::resource, [] { last->work_once(); });
}

BOOST_AUTO_TEST_SUITE_END()
