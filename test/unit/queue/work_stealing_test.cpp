// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The deque of which others steal: both ends, buffers that are outgrown, values of each kind, what
// throws, and threads.

#include <cds/container/work_stealing_deque.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/audited_gc.h>
#include <cds_test/deque_spec.h>
#include <cds_test/fragile.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace cc = cds::container;
using cds::gc::DHP;
using cds::gc::HP;

/// Of five words, which must come out together.
struct wide {
    explicit wide(long n) : words{n, n, n, n, n} {}
    std::array<long, 5> words;
};
/// Three bytes.
struct odd {
    explicit odd(long n) : bytes{static_cast<char>(n), 1, 2} {}
    std::array<char, 3> bytes;
};

struct dense : cc::work_stealing_deque::traits {
    static constexpr unsigned padding = cds::opt::no_special_padding;
};
template <class T>
using deques = std::tuple<cc::WorkStealingDeque<HP, T>, cc::WorkStealingDeque<DHP, T, dense>>;
using deques_of_numbers = deques<long>;
using deques_of_texts = deques<std::string>;

struct in_fragile_memory : dense {
    using allocator = fragile_allocator<int>;
};
using fragile_deque = cc::WorkStealingDeque<audited_DHP, fragile, in_fragile_memory>;

/// A deque of 0 ... 3, whose buffer is full, and the check that nothing is left behind.
struct four_values {
    four_values() {
        for (long i = 0; i != 4; ++i)
            deque->emplace(i);
    }
    ~four_values() {
        deque.reset();
        audited_DHP::force_dispose();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        BOOST_TEST(audited_DHP::unreserved == 0u);
    }
    /// The values from `first` to before `end` are there, and no others.
    void expect(long first, long end) {
        BOOST_TEST(deque->size() == static_cast<std::size_t>(end - first));
        for (long i = first; i != end; ++i)
            BOOST_TEST(deque->steal_with([&](fragile& value) { BOOST_TEST(value.value() == i); }));
        BOOST_TEST(deque->empty());
        BOOST_TEST(fragile::alive == 0);
    }
    std::unique_ptr<fragile_deque> deque = std::make_unique<fragile_deque>(4);
};

} // namespace

BOOST_AUTO_TEST_SUITE(work_stealing)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_owner_takes_the_newest_and_a_thief_the_oldest, Deque,
                              deques_of_texts) {
    Deque deque;
    BOOST_TEST(deque.empty());
    BOOST_TEST(!deque.pop());
    BOOST_TEST(!deque.steal());
    for (char const* const text : {"a", "b", "c", "d"})
        BOOST_TEST(deque.push(text));
    std::string const e = "e";
    BOOST_TEST(deque.push(e));
    BOOST_TEST(deque.emplace(2u, 'f'));
    BOOST_TEST(deque.size() == 6u);
    BOOST_TEST((deque.pop() == "ff"));
    BOOST_TEST((deque.steal() == "a"));
    std::string dest = "untouched";
    BOOST_TEST((deque.pop(dest) && dest == "e"));
    BOOST_TEST((deque.steal(dest) && dest == "b"));
    BOOST_TEST((deque.try_pop() == "d"));
    BOOST_TEST((deque.pop() == "c"));
    BOOST_TEST(!deque.pop(dest));
    BOOST_TEST(!deque.steal(dest));
    BOOST_TEST(dest == "b");
    BOOST_TEST(deque.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(it_grows_and_keeps_what_is_in_it, Deque, deques_of_numbers) {
    for (long stolen = 0; stolen != 5; ++stolen) {
        Deque deque(2);
        for (long i = 0; i != stolen; ++i) { // the copies begin anywhere in the buffer
            deque.push(-1);
            deque.steal();
        }
        for (long i = 1; i <= 100; ++i)
            deque.push(i);
        BOOST_TEST(deque.size() == 100u);
        for (long i = 1; i <= 50; ++i) {
            BOOST_TEST((deque.steal() == i));
            BOOST_TEST((deque.pop() == 101 - i));
        }
        BOOST_TEST(deque.empty());
    }
}

BOOST_AUTO_TEST_CASE(slots_are_used_again) {
    cc::WorkStealingDeque<DHP, long, in_fragile_memory> deque(4);
    std::size_t const before = fragile_memory::outstanding;
    for (long i = 0; i != 1000; ++i) {
        for (long j = 0; j != 4; ++j)
            deque.push(4 * i + j);
        BOOST_REQUIRE((deque.steal() == 4 * i));
        BOOST_REQUIRE((deque.pop() == 4 * i + 3));
        BOOST_REQUIRE((deque.steal() == 4 * i + 1));
        BOOST_REQUIRE((deque.steal() == 4 * i + 2));
    }
    BOOST_TEST(fragile_memory::outstanding == before);
}

BOOST_AUTO_TEST_CASE(values_of_any_size_are_in_the_deque_itself) {
    cc::WorkStealingDeque<HP, wide> of_wide;
    cc::WorkStealingDeque<HP, odd> of_odd;
    for (long i = 0; i != 3; ++i) {
        of_wide.emplace(i);
        of_odd.emplace(i);
    }
    BOOST_TEST((of_wide.steal()->words == std::array<long, 5>{0, 0, 0, 0, 0}));
    BOOST_TEST((of_wide.pop()->words == std::array<long, 5>{2, 2, 2, 2, 2}));
    BOOST_TEST((of_odd.steal()->bytes == std::array<char, 3>{0, 1, 2}));
    BOOST_TEST((of_odd.pop()->bytes == std::array<char, 3>{2, 1, 2}));
}

BOOST_AUTO_TEST_CASE(what_can_only_be_moved_is_owned) {
    cc::WorkStealingDeque<HP, std::unique_ptr<long>> deque;
    for (long i = 0; i != 5; ++i)
        deque.push(std::make_unique<long>(i));
    BOOST_TEST(**deque.pop() == 4);
    BOOST_TEST(**deque.steal() == 0);
    std::vector<std::unique_ptr<long>> out(2);
    BOOST_TEST(deque.pop_bulk(out.begin(), 2) == 2u);
    BOOST_TEST(*out[0] == 3);
    BOOST_TEST(*out[1] == 2);
    deque.push(nullptr); // the rest is the destructor's
}

BOOST_AUTO_TEST_CASE(more_than_there_are_numbers_is_refused) {
    using deque = cc::WorkStealingDeque<HP, long>;
    BOOST_CHECK_THROW(deque{(std::numeric_limits<std::size_t>::max)()}, std::length_error);
    deque of_two(0);
    BOOST_TEST(of_two.push(1));
}

BOOST_AUTO_TEST_CASE(a_value_that_cannot_be_built_leaves_the_deque_alone) {
    four_values items;
    fragile const value(9);
    fragile::fuse.set(0);
    BOOST_CHECK_THROW(items.deque->push(value), fragile::broken);
    fragile_memory::fuse.set(0);
    BOOST_CHECK_THROW(items.deque->push(value), std::bad_alloc);
    BOOST_TEST(fragile::alive == 5);
    BOOST_TEST(items.deque->size() == 4u);
}

BOOST_AUTO_TEST_CASE(a_buffer_that_cannot_be_outgrown_leaves_the_deque_alone) {
    four_values items;
    std::size_t const before = fragile_memory::outstanding;
    for (long allocations = 1; allocations != 3; ++allocations) { // the value's own comes first
        fragile_memory::fuse.set(allocations);
        BOOST_CHECK_THROW(items.deque->emplace(4), std::bad_alloc);
        BOOST_TEST(fragile_memory::outstanding == before);
    }
    audited_DHP::refusal.set(0); // no memory to retire the buffer
    BOOST_CHECK_THROW(items.deque->emplace(4), std::bad_alloc);
    BOOST_TEST(fragile_memory::outstanding == before);
    items.deque->emplace(4);
    items.expect(0, 5);
}

BOOST_AUTO_TEST_CASE(what_throws_while_a_value_is_taken_loses_that_value_alone) {
    four_values items;
    auto const fail = [](fragile&) { throw std::logic_error("functor"); };
    BOOST_CHECK_THROW(items.deque->pop_with(fail), std::logic_error);
    BOOST_CHECK_THROW(items.deque->steal_with(fail), std::logic_error);
    BOOST_TEST(fragile::alive == 2);
    items.expect(1, 3);
}

BOOST_AUTO_TEST_CASE(the_destructor_destroys_what_is_left) {
    four_values items;
    items.deque->steal_with([](fragile&) {});
    items.deque.reset();
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE(buffers_that_were_outgrown_are_given_back) {
    cc::WorkStealingDeque<DHP, long, in_fragile_memory> deque(2);
    for (long i = 0; i != 100; ++i)
        deque.push(i);
    DHP::force_dispose();
    BOOST_TEST(fragile_memory::outstanding == 1u + 128u); // a buffer and its slots
}

template <class T>
using shared_deques = std::tuple<cc::WorkStealingDeque<hesitating<HP>, T>,
                                 cc::WorkStealingDeque<hesitating<DHP>, T, dense>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(what_the_owner_pushes_is_taken_once, Deque, shared_deques<wide>) {
    watchdog const guard("thieves");
    Deque deque(2);
    long const total = 20000 * static_cast<long>(scale());
    std::vector<long> taken[4];
    std::atomic<bool> is_over{false};
    std::atomic<long> torn{0};
    auto const note = [&](std::size_t self, wide const& w) {
        if (w.words != wide(w.words[0]).words)
            ++torn;
        taken[self].push_back(w.words[0]);
    };
    run_threads(4, [&](std::size_t self) {
        if (self != 0) {
            while (!is_over)
                if (auto const stolen = deque.steal())
                    note(self, *stolen);
            return;
        }
        auto random = random_stream(self);
        for (long i = 0; i != total;) {
            for (std::uint64_t more = random() % 8; more != 0 && i != total; --more)
                deque.emplace(i++);
            for (std::uint64_t less = random() % 8; less != 0; --less)
                if (auto const newest = deque.pop())
                    note(self, *newest);
        }
        while (auto const newest = deque.pop())
            note(self, *newest);
        is_over = true;
    });
    BOOST_TEST(torn == 0);
    BOOST_TEST(deque.empty());
    for (std::size_t thief = 1; thief != 4; ++thief) // the oldest first
        BOOST_TEST(std::is_sorted(taken[thief].begin(), taken[thief].end()));
    std::vector<long> all;
    for (auto const& log : taken)
        all.insert(all.end(), log.begin(), log.end());
    std::sort(all.begin(), all.end());
    BOOST_TEST_REQUIRE(all.size() == static_cast<std::size_t>(total));
    for (long i = 0; i != total; ++i)
        BOOST_TEST_REQUIRE(all[static_cast<std::size_t>(i)] == i);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_are_linearizable, Deque, shared_deques<long>) {
    watchdog const guard("histories");
    using spec = stealing_spec;
    std::size_t overlapping = 0;
    for (std::uint64_t round = 0; round < 100 * scale(); ++round) {
        Deque deque(2);
        recorder log(3);
        run_threads(3, [&](std::size_t self) {
            auto const thread = static_cast<unsigned>(self);
            auto random = random_stream(round * 3 + self);
            auto const take = [&](int what) {
                hesitate();
                return (what == spec::pop ? deque.pop() : deque.steal()).value_or(nothing);
            };
            for (long i = 0; i < 12; ++i) {
                int const what = self != 0           ? int{spec::steal}
                                 : random() % 2 == 0 ? int{spec::push}
                                                     : int{spec::pop};
                if (what == spec::push)
                    log.record(thread, what, 0, i, [&] { return deque.push(i); });
                else
                    log.record(thread, what, 0, 0, [&] { return take(what); });
            }
        });
        overlapping += overlaps(log.history());
        verdict const found = check_linearizable<spec>(log.history());
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST(overlapping > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
