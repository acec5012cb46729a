// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The kernel as programs use it that derive a structure of their own.

#include <cds/algo/flat_combining.h>
#include <cds_test/combining.h>
#include <cds_test/fragile.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;

/// A sum that everybody adds to. A batch adds up first and answers then.
template <class Wait, class Lock = cds::sync::spin, class Alloc = std::allocator<int>>
class accumulator : public fc::container {
public:
    enum operation { op_add = fc::req_Operation, op_throw };
    struct record : fc::publication_record {
        long operand = 0;
        long result = 0;
    };
    using kernel = fc::kernel<
        record,
        typename fc::make_traits<cds::opt::wait_strategy<Wait>, cds::opt::stat<fc::stat<>>,
                                 cds::opt::allocator<Alloc>, cds::opt::lock_type<Lock>>::type>;

    accumulator() = default;
    accumulator(unsigned compact_factor, unsigned passes) : combiner(compact_factor, passes) {}

    long add(long operand) { return one(op_add, operand, false); }
    long add_in_batches(long operand) { return one(op_add, operand, true); }
    long fail(long number) { return one(op_throw, number, false); }

    void fc_apply(record* rec) {
        if (rec->op() == op_throw)
            throw std::runtime_error(std::to_string(rec->operand));
        sum += rec->operand;
        rec->result = sum;
    }
    template <class Iterator>
    void fc_process(Iterator begin, Iterator end) {
        static_assert(std::is_same_v<Iterator, typename kernel::iterator>);
        for (; begin != end; ++begin) {
            fc_apply(&*begin);
            ++in_batches;
            combiner.operation_done(*begin);
        }
        if (std::exchange(batch_fails, false))
            throw std::logic_error("batch");
    }

    template <class F>
    void apply(F f) {
        combiner.invoke_exclusive([&] { f(sum); });
    }
    auto const& statistics() const { return combiner.statistics(); }

    kernel combiner;
    long sum = 0;
    long in_batches = 0;
    bool batch_fails = false;

private:
    long one(operation what, long operand, bool batch) {
        auto* const rec = combiner.acquire_record();
        rec->operand = operand;
        if (batch)
            combiner.batch_combine(what, rec, *this);
        else
            combiner.combine(what, rec, *this); // if it throws, the record stays with the thread
        if (!rec->is_done())                    // Boost.Test is for one thread at a time
            throw std::logic_error("the operation has not been done");
        long const result = rec->result;
        combiner.release_record(rec);
        return result;
    }
};

using plain = accumulator<spinning>;

} // namespace

BOOST_AUTO_TEST_SUITE(combining_kernel)

BOOST_AUTO_TEST_CASE(the_names_that_programs_rely_on_are_there) {
    using kernel = plain::kernel;
    static_assert(std::is_same_v<kernel::global_lock_type, cds::sync::spin>);
    static_assert(std::is_same_v<kernel::wait_strategy, spinning>);
    static_assert(std::is_same_v<kernel::stat, fc::stat<>>);
    static_assert(std::is_base_of_v<plain::record, kernel::publication_record_type>);
    static_assert(std::is_same_v<kernel::memory_model, fc::traits::memory_model>);
    static_assert(std::is_same_v<kernel::allocator, std::allocator<int>>);
    static_assert(fc::req_EmptyRecord < fc::req_Operation && fc::req_Response < fc::req_Operation);
    static_assert(
        std::is_same_v<fc::traits::wait_strategy, wait::backoff<cds::backoff::delay_of<2>>>);
    static_assert(wait::single_mutex_single_condvar<0>::c_nWaitMilliseconds == 1);
    static_assert(wait::multi_mutex_multi_condvar<7>::c_nWaitMilliseconds == 7);
    BOOST_TEST(kernel().compact_factor() == 1024u);
    BOOST_TEST(kernel().combine_pass_count() == 8u);
    kernel const odd(100, 3);
    BOOST_TEST(odd.compact_factor() == 128u);
    BOOST_TEST(odd.combine_pass_count() == 3u);
}

BOOST_AUTO_TEST_CASE(a_thread_alone_does_its_operations_without_publishing_them) {
    plain sum;
    for (long i = 1; i <= 100; ++i)
        BOOST_TEST(sum.add(1) == i);
    auto const& seen = sum.statistics();
    BOOST_TEST(seen.m_nOperationCount == 100u);
    BOOST_TEST(seen.m_nCombiningCount == 100u);
    BOOST_TEST(seen.combining_factor() == 1.0);
    BOOST_TEST(seen.m_nPubRecordCreated == 1u);
    BOOST_TEST(seen.m_nActivatePubRecord == 0u);
    BOOST_TEST(seen.m_nPassiveWaitCall == 0u);
}

BOOST_AUTO_TEST_CASE(a_record_is_the_threads_until_it_is_released) {
    plain sum;
    auto* const first = sum.combiner.acquire_record();
    BOOST_TEST(sum.combiner.acquire_record() == first); // as in libcds
    run_thread([&] {
        auto* const other = sum.combiner.acquire_record();
        BOOST_TEST(other != first);
        sum.combiner.release_record(other);
    });
    sum.combiner.release_record(first);
    // Both are free: which one the thread finds depends on its identity, and none is made.
    auto* const again = sum.combiner.acquire_record();
    BOOST_TEST(sum.combiner.acquire_record() == again);
    sum.combiner.release_record(again);
    BOOST_TEST(sum.statistics().m_nPubRecordCreated == 2u);
}

BOOST_AUTO_TEST_CASE(a_record_that_waits_is_not_given_to_another_fiber_of_its_thread) {
    plain sum;
    auto* const waiting = sum.combiner.acquire_record();
    waiting->ask(plain::op_add);
    auto* const other = sum.combiner.acquire_record();
    BOOST_TEST(other != waiting);
    sum.combiner.release_record(other);
    waiting->answer();
    sum.combiner.release_record(waiting);
}

BOOST_AUTO_TEST_CASE(threads_that_come_and_go_use_the_same_few_records) {
    plain sum;
    for (long i = 0; i < 300; ++i)
        run_threads(2, [&](std::size_t) { sum.add(1); });
    BOOST_TEST(sum.sum == 600);
    // Two threads at a time, of which each looks in one chain of sixteen.
    BOOST_TEST(sum.statistics().m_nPubRecordCreated <= 32u);
}

BOOST_AUTO_TEST_CASE(without_memory_for_a_record_nothing_has_changed) {
    {
        accumulator<spinning, cds::sync::spin, fragile_allocator<int>> sum;
        fragile_memory::fuse.set(0);
        BOOST_CHECK_THROW(sum.add(1), std::bad_alloc);
        BOOST_TEST(sum.add(2) == 2);
        BOOST_TEST(fragile_memory::outstanding == 1u);
    }
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_waits_is_done_by_one_combiner, Wait, wait_strategies) {
    watchdog const guard("waiting for a combiner");
    accumulator<Wait> sum;
    std::set<long> results;
    std::mutex lock;
    run_while_locked(sum, 4, [&](std::size_t) {
        long const result = sum.add(1);
        std::lock_guard<std::mutex> const hold(lock);
        results.insert(result);
    });
    BOOST_TEST((results == std::set<long>{1, 2, 3, 4}));
    auto const& seen = sum.statistics();
    BOOST_TEST(seen.m_nOperationCount == 4u);
    BOOST_TEST(seen.m_nCombiningCount == 1u);
    BOOST_TEST(seen.combining_factor() == 4.0);
    BOOST_TEST(seen.m_nPassiveWaitCall == 4u);
    BOOST_TEST(seen.m_nPassiveWaitWakeup + seen.m_nPassiveToCombiner == 4u);
    BOOST_TEST(seen.m_nPassiveToCombiner >= 1u);
    BOOST_TEST(seen.m_nPubRecordCreated == 4u);
    BOOST_TEST(seen.m_nInvokeExclusive == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_addition_is_lost, Wait, wait_strategies) {
    watchdog const guard("additions");
    accumulator<Wait> sum(2, 2);
    run_threads(4, [&](std::size_t self) {
        for (long i = 0; i < 3000; ++i)
            self % 2 == 0 ? sum.add(1) : sum.add_in_batches(1);
    });
    BOOST_TEST(sum.sum == 12000);
    BOOST_TEST(sum.statistics().m_nOperationCount == 12000u);
    BOOST_TEST((sum.combiner.begin() == sum.combiner.end()));
}

BOOST_AUTO_TEST_CASE(a_lock_that_does_not_tell_whether_it_is_free_serves_as_well) {
    watchdog const guard("a mutex");
    accumulator<wait::backoff<cds::backoff::yield>, std::mutex> sum;
    run_threads(3, [&](std::size_t) {
        for (long i = 0; i < 2000; ++i)
            sum.add(1);
    });
    BOOST_TEST(sum.sum == 6000);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_batch_is_processed_together, Wait, wait_strategies) {
    watchdog const guard("a batch");
    accumulator<Wait> sum;
    run_while_locked(sum, 3, [&](std::size_t) { sum.add_in_batches(5); });
    BOOST_TEST(sum.sum == 15);
    BOOST_TEST(sum.in_batches == 3);
}

BOOST_AUTO_TEST_CASE(a_notice_ends_a_sleep_that_is_too_long_to_wait_for) {
    watchdog const guard("a notice that does not come");
    auto const check = [](auto&& sum) {
        run_while_locked(sum, 3, [&](std::size_t) { sum.add(1); });
        BOOST_TEST(sum.sum == 3);
        BOOST_TEST(sum.statistics().m_nWakeupByNotifying >= 1u);
    };
    constexpr int hours = 3600 * 1000 * 5;
    check(accumulator<wait::single_mutex_single_condvar<hours>>());
    check(accumulator<wait::single_mutex_multi_condvar<hours>>());
    check(accumulator<wait::multi_mutex_multi_condvar<hours>>());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_an_operation_throws_reaches_its_own_caller, Wait,
                              wait_strategies) {
    watchdog const guard("operations that throw");
    accumulator<Wait> sum;
    std::atomic<int> thrown{0};
    run_while_locked(sum, 6, [&](std::size_t self) {
        if (self % 2 == 0) {
            sum.add(1);
            return;
        }
        try {
            sum.fail(static_cast<long>(self));
        } catch (std::runtime_error const& e) {
            thrown += std::string(e.what()) == std::to_string(self);
        }
    });
    BOOST_TEST(sum.sum == 3);
    BOOST_TEST(thrown == 3);
    BOOST_CHECK_THROW(sum.fail(9), std::runtime_error); // the way without waiting
    BOOST_TEST(sum.add(1) == 4);
}

BOOST_AUTO_TEST_CASE(what_a_batch_throws_reaches_its_combiner_after_all_is_done) {
    watchdog const guard("a batch that throws");
    plain sum;
    sum.batch_fails = true;
    std::atomic<int> thrown{0};
    run_while_locked(sum, 3, [&](std::size_t) {
        try {
            sum.add_in_batches(1);
        } catch (std::logic_error const&) {
            ++thrown;
        }
    });
    BOOST_TEST(sum.sum == 3);
    BOOST_TEST(thrown == 1);
}

BOOST_AUTO_TEST_CASE(a_record_that_is_not_used_leaves_the_list) {
    watchdog const guard("compaction");
    plain sum(4, 2);
    run_while_locked(sum, 3, [&](std::size_t) { sum.add(1); });
    auto const& seen = sum.statistics();
    BOOST_TEST(seen.m_nActivatePubRecord == 3u);
    auto const sixteen_sessions = [&] { // without a record, which might be one of the three
        for (int i = 0; i < 16; ++i)
            sum.combiner.try_combine([&] { ++sum.sum; }, sum);
    };
    sixteen_sessions();
    BOOST_TEST(seen.m_nCompactPublicationList >= 1u);
    BOOST_TEST(seen.m_nDeactivatePubRecord == 3u);
    auto const compacted = seen.m_nCompactPublicationList.get();
    sixteen_sessions();
    BOOST_TEST(seen.m_nCompactPublicationList == compacted); // nothing is in the list any more
    BOOST_TEST(sum.sum == 35);
}

BOOST_AUTO_TEST_CASE(an_operation_without_a_record_takes_a_free_lock_or_none) {
    plain sum;
    BOOST_TEST(sum.combiner.try_combine([&] { sum.sum += 5; }, sum));
    BOOST_TEST(sum.sum == 5);
    sum.combiner.invoke_exclusive([&] {
        BOOST_TEST(!sum.combiner.is_lock_free_now());
        BOOST_TEST(!sum.combiner.try_combine([&] { sum.sum += 5; }, sum));
        BOOST_TEST(!sum.combiner.try_batch_combine([&] { sum.sum += 5; }, sum));
    });
    BOOST_TEST(sum.sum == 5);
    auto const fails = [] { throw std::domain_error("own"); };
    BOOST_CHECK_THROW(sum.combiner.try_combine(fails, sum), std::domain_error);
    BOOST_CHECK_THROW(sum.combiner.invoke_exclusive(fails), std::domain_error);
    BOOST_TEST(sum.combiner.is_lock_free_now());
    BOOST_TEST(sum.statistics().m_nInvokeExclusive == 1u);
}

BOOST_AUTO_TEST_CASE(the_iterator_passes_over_what_does_not_wait) {
    plain sum;
    BOOST_TEST((sum.combiner.begin() == sum.combiner.end()));
    struct silent {
        void fc_apply(plain::record*) {}
    };
    watchdog const guard("iteration");
    std::size_t waiting = 0;
    std::atomic<bool> locked{false};
    std::thread holder([&] {
        sum.combiner.invoke_exclusive([&] {
            locked = true;
            while (sum.statistics().m_nActivatePubRecord < 2)
                std::this_thread::yield();
            for (auto it = sum.combiner.begin(); it != sum.combiner.end(); it++) {
                BOOST_TEST(sum.combiner.get_operation(*it) == int(plain::op_add));
                BOOST_TEST(it->operand == 7);
                ++waiting;
            }
            sum.fc_apply(&*sum.combiner.begin());
            sum.combiner.operation_done(*sum.combiner.begin());
            for (auto it = sum.combiner.begin(); it != sum.combiner.end(); ++it)
                waiting += 10;
        });
    });
    while (!locked)
        std::this_thread::yield();
    run_threads(2, [&](std::size_t) { sum.add(7); });
    holder.join();
    BOOST_TEST(waiting == 12u);
    BOOST_TEST(sum.sum == 14);
}

BOOST_AUTO_TEST_SUITE_END()
