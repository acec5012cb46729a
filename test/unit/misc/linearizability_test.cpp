// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds_test/linearizability.h>

#include <boost/test/unit_test.hpp>

#include <mutex>
#include <thread>

// The checker itself, on histories whose verdict is known.

namespace {

using namespace cds_test;

operation push(std::uint64_t call, std::uint64_t end, long value) {
    return {0, stack_spec::push, 0, value, 1, call, end};
}
operation pop(std::uint64_t call, std::uint64_t end, long value) {
    return {1, stack_spec::pop, 0, 0, value, call, end};
}

template <class Spec>
bool linearizable(history const& h) {
    return check_linearizable<Spec>(h).holds;
}

static_assert(int{stack_spec::push} == int{queue_spec::enqueue} &&
                  int{stack_spec::pop} == int{queue_spec::dequeue},
              "the histories below serve for both");

} // namespace

BOOST_AUTO_TEST_SUITE(linearizability)

BOOST_AUTO_TEST_CASE(a_sequential_history_means_what_it_says) {
    history const lifo{push(1, 2, 10), push(3, 4, 20), pop(5, 6, 20), pop(7, 8, 10)};
    history const fifo{push(1, 2, 10), push(3, 4, 20), pop(5, 6, 10), pop(7, 8, 20)};
    BOOST_TEST(linearizable<stack_spec>(lifo));
    BOOST_TEST(!linearizable<stack_spec>(fifo));
    BOOST_TEST(linearizable<queue_spec>(fifo));
    BOOST_TEST(!linearizable<queue_spec>(lifo));
}

BOOST_AUTO_TEST_CASE(overlapping_operations_may_take_either_order) {
    history const h{push(1, 10, 10), push(2, 9, 20), pop(11, 12, 10), pop(13, 14, 20)};
    BOOST_TEST(linearizable<stack_spec>(h));
    BOOST_TEST(linearizable<queue_spec>(h));
}

BOOST_AUTO_TEST_CASE(a_value_cannot_be_taken_twice_nor_before_its_insertion_began) {
    BOOST_TEST(!linearizable<stack_spec>({push(1, 2, 10), pop(3, 6, 10), pop(4, 5, 10)}));
    BOOST_TEST(!linearizable<queue_spec>({pop(1, 2, 10), push(3, 4, 10)}));
    BOOST_TEST(linearizable<queue_spec>({pop(1, 4, 10), push(2, 3, 10)}));
}

BOOST_AUTO_TEST_CASE(empty_is_wrong_while_a_value_is_surely_inside) {
    BOOST_TEST(!linearizable<queue_spec>({push(1, 2, 10), pop(3, 4, nothing)}));
    BOOST_TEST(linearizable<queue_spec>({push(1, 4, 10), pop(2, 3, nothing)}));
    BOOST_TEST(linearizable<queue_spec>({pop(1, 2, nothing), push(3, 4, 10)}));
}

BOOST_AUTO_TEST_CASE(the_classic_aba_history_of_a_stack_is_refused) {
    // 10 under 20; both popped, 20 pushed back; a stale pop then resurrects 10.
    BOOST_TEST(
        !linearizable<stack_spec>({push(1, 2, 10), push(3, 4, 20), pop(5, 20, 20), pop(6, 7, 20),
                                   pop(8, 9, 10), push(10, 11, 20), pop(21, 22, 10)}));
}

BOOST_AUTO_TEST_CASE(every_possible_end_of_a_piece_is_carried_over_a_quiescent_point) {
    history const start{push(1, 4, 10), push(2, 3, 20)};
    for (long const first : {10L, 20L}) {
        history h = start;
        h.push_back(pop(5, 6, first));
        BOOST_TEST(cut_at_quiescent_points(h).size() == 2u);
        BOOST_TEST(linearizable<queue_spec>(h));
        h.push_back(pop(7, 8, first));
        BOOST_TEST(!linearizable<queue_spec>(h));
    }
}

BOOST_AUTO_TEST_CASE(long_histories_are_cut_and_long_pieces_are_refused) {
    history quiet;
    history busy;
    for (std::uint64_t i = 0; i != 65; ++i) {
        quiet.push_back(push(2 * i + 1, 2 * i + 2, 1));
        busy.push_back(push(i + 1, 1000 + i, 1));
    }
    BOOST_TEST(linearizable<queue_spec>(quiet));
    BOOST_CHECK_THROW(linearizable<queue_spec>(busy), std::length_error);
}

BOOST_AUTO_TEST_CASE(set_keys_are_independent) {
    auto const at = [](long key, int code, long result, std::uint64_t call) {
        return operation{0, code, key, 0, result, call, call + 1};
    };
    history h{at(1, set_key_spec::insert, 1, 1),   at(2, set_key_spec::insert, 1, 3),
              at(1, set_key_spec::contains, 1, 5), at(1, set_key_spec::erase, 1, 7),
              at(2, set_key_spec::insert, 0, 9),   at(1, set_key_spec::contains, 0, 11)};
    BOOST_TEST(check_each_key<set_key_spec>(h).holds);
    h.push_back(at(1, set_key_spec::erase, 1, 13));
    BOOST_TEST(!check_each_key<set_key_spec>(h).holds);
}

BOOST_AUTO_TEST_CASE(two_overlapping_inserts_of_one_key_have_one_winner) {
    auto const insert = [](std::uint64_t call, std::uint64_t end, long result) {
        return operation{0, set_key_spec::insert, 1, 0, result, call, end};
    };
    BOOST_TEST(linearizable<set_key_spec>({insert(1, 4, 1), insert(2, 3, 0)}));
    BOOST_TEST(!linearizable<set_key_spec>({insert(1, 4, 1), insert(2, 3, 1)}));
    BOOST_TEST(!linearizable<set_key_spec>({insert(1, 4, 0), insert(2, 3, 0)}));
}

BOOST_AUTO_TEST_CASE(map_values_are_followed_through_updates) {
    auto const at = [](int code, long argument, long result, std::uint64_t call) {
        return operation{0, code, 1, argument, result, call, call + 1};
    };
    history h{at(map_key_spec::find, 0, nothing, 1), at(map_key_spec::insert, 5, 1, 3),
              at(map_key_spec::insert, 6, 0, 5),     at(map_key_spec::find, 0, 5, 7),
              at(map_key_spec::update, 7, 0, 9),     at(map_key_spec::erase, 0, 7, 11),
              at(map_key_spec::update, 8, 1, 13)};
    BOOST_TEST(linearizable<map_key_spec>(h));
    h.push_back(at(map_key_spec::find, 0, 7, 15));
    BOOST_TEST(!linearizable<map_key_spec>(h));
}

BOOST_AUTO_TEST_CASE(an_unlink_erases_its_own_value_and_no_other) {
    auto const at = [](int code, long argument, long result, std::uint64_t call) {
        return operation{0, code, 1, argument, result, call, call + 1};
    };
    using spec = map_key_spec;
    history const start{at(spec::insert, 5, 1, 1)};
    auto const continued = [&](std::initializer_list<operation> more) {
        history h = start;
        h.insert(h.end(), more);
        return linearizable<spec>(h);
    };
    BOOST_TEST(continued({at(spec::unlink, 5, 1, 3), at(spec::contains, 0, 0, 5)}));
    BOOST_TEST(continued({at(spec::unlink, 6, 0, 3), at(spec::contains, 0, 1, 5)}));
    BOOST_TEST(!continued({at(spec::unlink, 5, 0, 3)}));
    BOOST_TEST(!continued({at(spec::unlink, 6, 1, 3)}));
    BOOST_TEST(!continued({at(spec::unlink, 5, 1, 3), at(spec::contains, 0, 1, 5)}));
    BOOST_TEST(!continued({at(spec::drop, 0, 0, 3), at(spec::find, 0, 5, 5)}));
    BOOST_TEST(continued({at(spec::drop, 0, 0, 3), at(spec::find, 0, nothing, 5)}));
}

BOOST_AUTO_TEST_CASE(threads_over_a_locked_vector_are_found_linearizable) {
    constexpr unsigned threads = 3;
    constexpr long rounds = 200;
    std::mutex lock;
    std::vector<long> items;
    recorder log(threads, 2 * rounds);
    auto const pop_one = [&] {
        std::lock_guard const guard(lock);
        if (items.empty())
            return nothing;
        long const top = items.back();
        items.pop_back();
        return top;
    };
    for (long round = 0; round != rounds; ++round) {
        std::vector<std::thread> pool;
        for (unsigned t = 0; t != threads; ++t)
            pool.emplace_back([&, t] {
                long const value = round * 10 + t;
                log.record(t, stack_spec::push, 0, value, [&] {
                    std::lock_guard const guard(lock);
                    items.push_back(value);
                    return 1;
                });
                log.record(t, stack_spec::pop, 0, 0, pop_one);
            });
        for (auto& thread : pool)
            thread.join();
    }
    history const h = log.history();
    BOOST_TEST(h.size() == 2 * threads * rounds);
    auto const v = check_linearizable<stack_spec>(h);
    BOOST_TEST(v.holds, v);
}

BOOST_AUTO_TEST_SUITE_END()
