// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A program that has a memory pool of its own: allocator, construct, work, detach, destruct,
// Terminate, and the pool is gone. Then perhaps a second life, with another pool. Each case that
// names a child runs in a fresh process, whose first use of the library it is.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/pile.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <cds/init.h>
#include <cds/threading/model.h>

#include <boost/test/unit_test.hpp>

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <memory_resource>
#include <new>
#include <optional>
#include <thread>
#include <type_traits>

namespace {

using namespace cds_test;

template <class GC>
using smr_of =
    std::conditional_t<std::is_same_v<GC, cds::gc::HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;

// Pages that only grow, and that nobody may touch any more when the pool has ended.
class pool : public std::pmr::memory_resource {
public:
    static constexpr std::size_t size = std::size_t{256} << 20;

    pool()
        : begin_(static_cast<char*>(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))) {
        if (begin_ == MAP_FAILED)
            throw std::bad_alloc();
    }
    ~pool() override { mprotect(begin_, size, PROT_NONE); } // the address is never used again

    [[nodiscard]] long outstanding() const noexcept { return outstanding_.load(); }
    [[nodiscard]] std::size_t taken() const noexcept { return taken_.load(); }

    // For set_memory_allocator, which takes functions without a state.
    static void* from_current(std::size_t bytes) {
        return current->allocate(bytes, alignof(std::max_align_t));
    }
    static void to_current(void* p) { current->deallocate(p, 0, alignof(std::max_align_t)); }

    inline static pool* current = nullptr;

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        std::size_t const at = taken_.fetch_add(bytes + alignment + 64);
        if (at + bytes + alignment + 64 > size)
            throw std::bad_alloc();
        outstanding_.fetch_add(1);
        auto const address = reinterpret_cast<std::uintptr_t>(begin_) + at;
        return reinterpret_cast<void*>((address + alignment - 1) / alignment * alignment);
    }
    void do_deallocate(void* p, std::size_t, std::size_t) override {
        *static_cast<char volatile*>(p) = 0; // there still
        outstanding_.fetch_sub(1);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }

    char* begin_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<long> outstanding_{0};
};

enum class manner { functions, resource };

template <class GC>
void use_pool(pool& p, manner how) {
    pool::current = &p;
    if (how == manner::functions)
        smr_of<GC>::set_memory_allocator(&pool::from_current, &pool::to_current);
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
    auto memory = std::make_unique<pool>();
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
