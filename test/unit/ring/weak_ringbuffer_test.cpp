// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the ring of one producer and one consumer has of its own: batches, a front, records.

#include <cds_test/fragile.h>
#include <cds_test/ring_types.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace cc = cds::container;
namespace v = cds::opt::v;

using number_rings = ring_types::spsc_rings<long>;
using fragile_rings = ring_types::spsc_rings<fragile>;
using pointer_rings = ring_types::spsc_rings<std::unique_ptr<long>>;

struct of_seven : cc::weak_ringbuffer::traits {
    using buffer = v::uninitialized_dynamic_buffer<int, std::allocator<int>, false>;
};

template <class Ring>
void fill(Ring& ring, long from = 0) {
    std::vector<long> values(ring.capacity() - ring.size());
    std::iota(values.begin(), values.end(), from);
    BOOST_REQUIRE(ring.push(values.data(), values.size()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(weak_ringbuffer)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_full_ring_shows_its_front_and_gives_it, Ring, number_rings) {
    Ring ring(8);
    BOOST_TEST(ring.front() == nullptr);
    BOOST_TEST(!ring.pop_front());
    for (int round = 0; round != 3; ++round) {
        fill(ring, 10);
        BOOST_TEST(ring.full());
        for (long i = 0; i != 8; ++i) {
            BOOST_REQUIRE(ring.front() != nullptr);
            BOOST_TEST(*ring.front() == 10 + i);
            BOOST_TEST(ring.pop_front());
            BOOST_TEST(!ring.full());
        }
        BOOST_TEST(ring.front() == nullptr);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_batch_goes_in_and_out_whole_or_not_at_all, Ring, number_rings) {
    Ring ring(8);
    long in[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    long out[9] = {};
    BOOST_TEST(!ring.push(in, 9));
    BOOST_TEST(ring.empty());
    BOOST_TEST(!ring.pop(out, 1));
    BOOST_TEST(ring.push(in, 0));
    BOOST_TEST(ring.pop(out, 0));
    for (int round = 0; round != 10; ++round) {
        BOOST_TEST(ring.push(in, 5));
        BOOST_TEST(!ring.push(in, 4));
        BOOST_TEST(ring.push(in + 5, 3));
        BOOST_TEST(!ring.pop(out, 9));
        BOOST_TEST(ring.pop(out, 3));
        BOOST_TEST(ring.pop(out + 3, 5));
        BOOST_TEST(std::equal(in, in + 8, out));
        BOOST_TEST(ring.push(7)); // the next batch begins at another cell
        BOOST_TEST(ring.pop_front());
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(batches_convert_and_copy_as_they_are_told, Ring, number_rings) {
    Ring ring(8);
    std::string const words[2] = {"12", "34"};
    BOOST_TEST(ring.push(
        words, 2, [](long& raw, std::string const& src) { ::new (&raw) long(std::stol(src)); }));
    std::string out[2];
    BOOST_TEST(ring.pop(out, 2, [](std::string& dest, long& src) { dest = std::to_string(src); }));
    BOOST_TEST((out[0] == "12" && out[1] == "34"));
    int const small[2] = {5, 6};
    BOOST_TEST(ring.push(small, 2));
    long long one = 0;
    BOOST_TEST((ring.pop(one) && one == 5));
    BOOST_TEST((ring.dequeue(one) && one == 6));
    BOOST_TEST(!ring.pop(one));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_batch_of_move_only_values_moves_out, Ring, pointer_rings) {
    Ring ring(8);
    std::unique_ptr<long> in[2] = {std::make_unique<long>(1), std::make_unique<long>(2)};
    BOOST_TEST(ring.push(in, 2, [](std::unique_ptr<long>& raw, std::unique_ptr<long>& src) {
        ::new (&raw) std::unique_ptr<long>(std::move(src));
    }));
    std::unique_ptr<long> out[2];
    BOOST_TEST(ring.pop(out, 2));
    BOOST_TEST((*out[0] == 1 && *out[1] == 2));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_batch_that_throws_leaves_the_ring_as_it_was, Ring, fragile_rings) {
    {
        Ring ring(8);
        long const in[4] = {1, 2, 3, 4};
        fragile::fuse.set(2);
        BOOST_CHECK_THROW(ring.push(in, 4), fragile::broken);
        BOOST_TEST(ring.empty());
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(ring.push(in, 4));
        {
            fragile out[4];
            fragile::fuse.set(2);
            BOOST_CHECK_THROW(ring.pop(out, 4), fragile::broken);
            BOOST_TEST(ring.size() == 4u);
            BOOST_TEST(fragile::alive == 8);
            BOOST_TEST(ring.pop(out, 4)); // copied: a move may throw, and would have spoilt two
            for (long i = 0; i != 4; ++i)
                BOOST_TEST(out[i].value() == i + 1);
        }
        BOOST_TEST(fragile::alive == 0);
        ring.push(in, 4);
    }
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_throws_while_a_value_is_taken_leaves_it, Ring, fragile_rings) {
    Ring ring(8);
    ring.emplace(1);
    BOOST_CHECK_THROW(ring.dequeue_with([](fragile&) { throw std::logic_error("in hand"); }),
                      std::logic_error);
    fragile target(77);
    fragile::fuse.set(0);
    BOOST_CHECK_THROW(ring.pop(target), fragile::broken);
    BOOST_TEST(ring.size() == 1u);
    BOOST_TEST((ring.pop(target) && target.value() == 1));
}

BOOST_AUTO_TEST_CASE(a_ring_may_have_any_number_of_cells) {
    cc::WeakRingBuffer<long, of_seven> ring(7);
    BOOST_TEST(ring.capacity() == 7u);
    for (int round = 0; round != 10; ++round) {
        fill(ring);
        BOOST_TEST(!ring.push(7));
        for (long i = 0; i != 5; ++i, ring.pop_front())
            BOOST_TEST(*ring.front() == i);
        ring.clear();
        BOOST_TEST(ring.empty());
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(one_producer_and_one_consumer_lose_nothing, Ring, number_rings) {
    traffic const plan{1, 1, 4000, 5};
    for (bool const batches : {false, true}) {
        Ring ring(8);
        auto const logs = run_traffic(
            plan,
            [&](long value) {
                while (batches ? !ring.push(&value, 1) : !ring.push(value))
                    std::this_thread::yield();
            },
            [&](long& value) {
                if (batches)
                    return ring.pop(&value, 1);
                long* const oldest = ring.front();
                if (oldest != nullptr)
                    value = *oldest;
                return oldest != nullptr && ring.pop_front();
            });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST(first_in_first_out(plan, logs));
    }
}

// --- records -------------------------------------------------------------------------------------

struct records_in_object : cc::weak_ringbuffer::traits {
    using buffer = v::uninitialized_static_buffer<char, 256>;
};
struct records_of_any_size : cc::weak_ringbuffer::traits {
    using buffer = v::uninitialized_dynamic_buffer<int, std::allocator<int>, false>;
};
using record_rings =
    std::tuple<cc::WeakRingBuffer<void>, cc::WeakRingBuffer<void, records_in_object>>;
constexpr std::size_t word = sizeof(std::size_t);

/// Bytes that tell the n-th record of a size.
std::vector<unsigned char> pattern(std::size_t n, std::size_t size) {
    std::vector<unsigned char> bytes(size);
    for (std::size_t i = 0; i != size; ++i)
        bytes[i] = static_cast<unsigned char>(n * 31 + i);
    return bytes;
}

template <class Ring>
bool put(Ring& ring, std::size_t n, std::size_t size) {
    auto const bytes = pattern(n, size);
    return ring.push_back(bytes.data(), size);
}

template <class Ring>
bool front_is(Ring& ring, std::size_t n, std::size_t size) {
    auto const [record, found] = ring.front();
    auto const expected = pattern(n, size);
    return record != nullptr && found == size &&
           reinterpret_cast<std::uintptr_t>(record) % word == 0 &&
           std::equal(expected.begin(), expected.end(), static_cast<unsigned char*>(record));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(records_keep_their_size_their_order_and_one_piece, Ring,
                              record_rings) {
    auto const ring = std::make_unique<Ring>(256);
    BOOST_TEST(ring->capacity() == 256u);
    BOOST_TEST((ring->front() == std::pair<void*, std::size_t>(nullptr, 0)));
    BOOST_TEST(!ring->pop_front());
    std::size_t in = 0;
    std::size_t out = 0;
    auto const size_of = [](std::size_t n) { return n * 7 % 60; };
    while (out < 1000) {
        while (put(*ring, in, size_of(in)))
            ++in;
        BOOST_REQUIRE(in > out);
        for (std::size_t take = 1 + in % 3; take != 0 && out != in; --take, ++out) {
            BOOST_REQUIRE(front_is(*ring, out, size_of(out)));
            BOOST_REQUIRE(front_is(*ring, out, size_of(out)));
            BOOST_REQUIRE(ring->pop_front());
        }
    }
    ring->clear();
    BOOST_TEST(ring->empty());
    BOOST_TEST(ring->size() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_record_takes_its_size_in_words_and_one_more, Ring, record_rings) {
    Ring ring(256);
    BOOST_TEST(put(ring, 0, 0));
    BOOST_TEST(ring.size() == word);
    BOOST_TEST(put(ring, 0, 1));
    BOOST_TEST(ring.size() == 3 * word);
    BOOST_TEST(put(ring, 0, word));
    BOOST_TEST(ring.size() == 5 * word);
    BOOST_TEST(!ring.full());
    BOOST_TEST(put(ring, 0, 256 - 6 * word));
    BOOST_TEST(ring.full());
    BOOST_TEST(!put(ring, 0, 0));
    BOOST_TEST(front_is(ring, 0, 0));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_reservation_is_nothing_until_it_is_published, Ring, record_rings) {
    Ring ring(256);
    void* const first = ring.back(100);
    BOOST_REQUIRE(first != nullptr);
    BOOST_TEST(ring.empty());
    BOOST_TEST(ring.front().first == nullptr);
    void* const instead = ring.back(word);
    BOOST_TEST(instead == first);
    std::memset(instead, 7, word);
    ring.push_back();
    BOOST_TEST(ring.size() == 2 * word);
    ring.push_back(); // nothing was reserved
    BOOST_TEST(ring.size() == 2 * word);
    BOOST_TEST(ring.front().second == word);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(where_the_end_is_too_near_a_record_begins_at_the_beginning, Ring,
                              record_rings) {
    Ring ring(256);
    BOOST_TEST(put(ring, 1, 24));
    BOOST_TEST(ring.pop_front());
    BOOST_TEST(ring.back(232) == nullptr);   // although it is empty: 224 before the end, 32 behind
    for (std::size_t n = 0; n != 100; ++n) { // half of it always fits
        BOOST_REQUIRE(put(ring, n, 128 - word));
        BOOST_REQUIRE(front_is(ring, n, 128 - word));
        BOOST_REQUIRE(ring.pop_front());
        BOOST_REQUIRE(put(ring, n, n % 5 * word));
        BOOST_REQUIRE(ring.pop_front());
        BOOST_REQUIRE(ring.empty());
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_size_that_cannot_be_is_refused, Ring, record_rings) {
    Ring ring(256);
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    for (std::size_t const size : {std::size_t(249), std::size_t(256), most - word, most})
        BOOST_TEST(ring.back(size) == nullptr);
    BOOST_TEST(ring.back(248) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_ring_of_bytes_uses_whole_words) {
    cc::WeakRingBuffer<void, records_of_any_size> ring(107);
    BOOST_TEST(ring.capacity() == 107 / word * word);
    for (std::size_t n = 0; n != 200; ++n) {
        BOOST_REQUIRE(put(ring, n, n % 40));
        BOOST_REQUIRE(front_is(ring, n, n % 40));
        BOOST_REQUIRE(ring.pop_front());
    }
    using one_word = cc::WeakRingBuffer<void, records_of_any_size>;
    BOOST_CHECK_THROW(one_word(2 * word - 1), std::length_error);
    BOOST_TEST(one_word(2 * word).capacity() == 2 * word);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(records_of_two_threads_arrive_as_they_were_sent, Ring, record_rings) {
    auto const ring = std::make_unique<Ring>(256);
    constexpr std::size_t count = 3000;
    std::size_t wrong = 0;
    run_threads(2, [&](std::size_t self) {
        for (std::size_t n = 0; n != count; ++n) {
            std::size_t const size = n * 13 % 90;
            if (self == 0) {
                while (!put(*ring, n, size))
                    std::this_thread::yield();
            } else {
                while (ring->front().first == nullptr)
                    std::this_thread::yield();
                wrong += front_is(*ring, n, size) ? 0 : 1;
                ring->pop_front();
            }
        }
    });
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(ring->empty());
}

BOOST_AUTO_TEST_SUITE_END()
