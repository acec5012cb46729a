// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Memory that runs out: what was promised is kept, what cannot be done is said, nothing is lost.

#include <cds_test/allocator.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;
using manner = failing_allocator::manner;

// Each starvation gets a domain that has allocated nothing yet.
template <std::size_t Calls, manner How>
struct starving_tag : cds::gc::own_domain<starving_tag<Calls, How>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .line_slots = 4, .cache_slots = 4, .threshold = 64};
};

struct experience {
    std::size_t guards_refused = 0;
    std::size_t reservations_refused = 0;
    std::size_t retires_refused = 0;
    std::size_t scans_refused = 0;
    std::size_t broken_promises = 0;
};

// Needs no memory in a thread that has got as far as one guard or one retirement.
template <class GC>
void scan(experience& seen) {
    try {
        GC::scan();
    } catch (std::bad_alloc const&) {
        ++seen.scans_refused;
    }
}

template <class GC>
void protect_some(ledger& book, experience& seen) {
    std::vector<typename GC::Guard> guards;
    std::vector<counted*> kept;
    guards.reserve(40);
    for (std::size_t i = 0; i < 40; ++i) {
        try {
            guards.emplace_back();
        } catch (std::bad_alloc const&) {
            ++seen.guards_refused;
            continue;
        }
        counted* const p = guards.back().assign(book.make());
        kept.push_back(p);
        try {
            GC::template retire<count_disposal>(p);
        } catch (std::bad_alloc const&) { // not taken: it is ours still
            ++seen.retires_refused;
            guards.back().clear();
            kept.pop_back();
            p->dispose();
        }
    }
    scan<GC>(seen);
    for (counted const* p : kept)
        seen.broken_promises += p->disposals() != 0;
}

template <class GC>
void retire_some(ledger& book, experience& seen) {
    for (std::size_t const n : {1u, 3u, 100u, 256u}) {
        try {
            GC::reserve_retire(n);
        } catch (std::bad_alloc const&) {
            ++seen.reservations_refused;
            continue;
        }
        for (std::size_t i = 0; i < n; ++i)
            try {
                make_and_retire<GC>(book);
            } catch (std::bad_alloc const&) {
                ++seen.broken_promises;
            }
    }
    if (!GC::try_reserve_retire(256))
        ++seen.reservations_refused;
    for (std::size_t i = 0; i < 700; ++i) {
        counted* const p = book.make();
        try {
            GC::template retire<count_disposal>(p);
        } catch (std::bad_alloc const&) {
            ++seen.retires_refused;
            p->dispose();
        }
    }
}

// One thread's life with an allocator that fails from the given call on, to its very end.
template <std::size_t Calls, manner How>
experience starve() {
    using GC = cds::gc::generic_DHP<starving_tag<Calls, How>>;
    experience seen;
    ledger book;
    GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    run_thread([&] {
        failing_allocator::fail_after(Calls, How);
        protect_some<GC>(book, seen);
        retire_some<GC>(book, seen);
        scan<GC>(seen);
    });
    failing_allocator::never_fail();
    GC::force_dispose();
    seen.broken_promises += !book.each_disposed_once();
    // With memory again, everything works again.
    run_thread([&] { protect_some<GC>(book, seen); });
    GC::force_dispose();
    seen.broken_promises += !book.each_disposed_once();
    return seen;
}

template <manner How, std::size_t... Calls>
void starve_at_each_call(std::index_sequence<Calls...>) {
    experience const seen[] = {starve<Calls, How>()...};
    std::size_t refusals = 0;
    for (std::size_t n = 0; n < sizeof...(Calls); ++n) {
        BOOST_TEST(seen[n].broken_promises == 0u, "with memory for " << n << " calls");
        bool const had_something = seen[n].guards_refused < 40;
        BOOST_TEST((seen[n].scans_refused == 0 || !had_something), n << " calls");
        refusals += seen[n].guards_refused + seen[n].reservations_refused + seen[n].retires_refused;
    }
    BOOST_TEST(seen[0].guards_refused == 40u); // with no memory at all there are no guards
    BOOST_TEST(seen[0].reservations_refused > 0u);
    BOOST_TEST(seen[0].retires_refused > 0u);
    BOOST_TEST(refusals > sizeof...(Calls));
}

struct nested_tag : cds::gc::own_domain<nested_tag> {};
struct frugal_tag : cds::gc::own_domain<frugal_tag> {};

constexpr cds::gc::domain_options small{
    .block_capacity = 16, .line_slots = 4, .cache_slots = 4, .threshold = 64};

// Retires up to n objects; returns how many were taken. The others are disposed of at once.
std::size_t retire_into(core::domain& domain, core::thread_record& self, ledger& book,
                        std::size_t n) {
    std::size_t taken = 0;
    for (std::size_t i = 0; i < n; ++i) {
        counted* const p = book.make();
        core::retired const r{p, &count_disposal_of};
        if (self.append(r) || domain.append_slowly(self, r))
            ++taken;
        else
            p->dispose();
    }
    return taken;
}

// Takes up to n slots and gives them back; returns how many there were.
std::size_t take_slots(core::domain& domain, core::thread_record& self, std::size_t n) {
    std::vector<core::hazard_slot*> slots;
    slots.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        core::hazard_slot* slot = self.take_slot();
        try {
            slots.push_back(slot != nullptr ? slot : domain.refill(self));
        } catch (std::bad_alloc const&) {
            break;
        }
    }
    for (core::hazard_slot* const slot : slots)
        domain.keep_slot(self, slot);
    return slots.size();
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_out_of_memory)

// T19
BOOST_AUTO_TEST_CASE(T19_an_allocator_that_throws_at_any_call_loses_nothing) {
    starve_at_each_call<manner::throws>(std::make_index_sequence<24>{});
}

// T19
BOOST_AUTO_TEST_CASE(T19_an_allocator_that_returns_null_at_any_call_loses_nothing) {
    starve_at_each_call<manner::returns_null>(std::make_index_sequence<24>{});
}

// T19
BOOST_AUTO_TEST_CASE(T19_a_disposer_retires_one_object_without_new_memory) {
    using GC = cds::gc::generic_DHP<nested_tag>;
    static ledger* book = nullptr;
    struct retire_another {
        void operator()(counted* p) const noexcept { // noexcept: a failure would end the process
            p->dispose();
            make_and_retire<GC>(*book);
        }
    };
    ledger accounts;
    book = &accounts;
    GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    for (int i = 0; i < 400; ++i)
        GC::retire<retire_another>(accounts.make());
    failing_allocator::fail_after(0, manner::throws);
    BOOST_TEST(GC::drain());
    failing_allocator::never_fail();
    BOOST_TEST(accounts.made() == 800u);
    BOOST_TEST(accounts.each_disposed_once());
}

// T19
BOOST_AUTO_TEST_CASE(T19_memory_goes_back_to_where_it_came_from) {
    ledger book;
    long const before = failing_allocator::live();
    {
        core::domain domain(small);
        domain.set_memory_source({&failing_allocator::allocate, &failing_allocator::release});
        core::thread_record& self = domain.attach();
        retire_into(domain, self, book, 100);
        long const taken = failing_allocator::live();
        BOOST_TEST(taken > before);
        domain.set_memory_source({}); // for what is taken from now on
        retire_into(domain, self, book, 1000);
        BOOST_TEST(failing_allocator::live() <= taken);
        domain.leave(self);
    }
    BOOST_TEST(failing_allocator::live() == before);
    BOOST_TEST(book.each_disposed_once());
}

// T19
BOOST_AUTO_TEST_CASE(T19_a_domain_that_starved_gives_back_all_that_it_got) {
    long const before = failing_allocator::live();
    std::size_t got = 0;
    for (long calls = 0; calls < 24; ++calls) {
        ledger book;
        {
            core::domain domain(small);
            domain.set_memory_source({&failing_allocator::allocate, &failing_allocator::release});
            failing_allocator::fail_after(calls, manner::returns_null);
            if (core::thread_record* const self = domain.try_attach();
                self != &core::unattached_record) {
                got += take_slots(domain, *self, 20);
                got += retire_into(domain, *self, book, 300);
                domain.collect(*self, core::scan_everything);
                domain.leave(*self);
            }
            failing_allocator::never_fail();
        }
        BOOST_TEST(failing_allocator::live() == before, "with memory for " << calls << " calls");
        BOOST_TEST(book.each_disposed_once());
    }
    BOOST_TEST(got > 0u);
    BOOST_TEST(got < 24u * 320u);
}

// I8: see cds/gc/core/README.md, "takes memory"
BOOST_AUTO_TEST_CASE(I8_protecting_and_clearing_ask_for_no_memory) {
    using GC = cds::gc::generic_DHP<frugal_tag>;
    GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    ledger book;
    atomics::atomic<counted*> source{book.make()};
    auto const use = [&source] { // twelve slots at once
        typename GC::Guard one;
        typename GC::template GuardArray<8> many;
        bool same = one.protect(source) == source.load();
        for (std::size_t i = 0; i < many.capacity(); ++i) {
            same = same && many.protect(i, source) == source.load();
            many.copy(i, one);
        }
        typename GC::Guard copied;
        copied.copy(one);
        typename GC::Guard moved(std::move(copied));
        moved.assign(source.load());
        one.clear();
        many.clear(0);
        return same;
    };
    run_thread([&] {
        bool right = use(); // the first use may ask
        std::size_t const calls = failing_allocator::calls();
        failing_allocator::fail_after(0, manner::throws);
        for (int i = 0; i < 1000; ++i) {
            right = right && use();
            if (i % 100 == 0)
                GC::scan();
        }
        failing_allocator::never_fail();
        if (!right || failing_allocator::calls() != calls)
            throw std::logic_error("memory was asked for");
    });
    BOOST_TEST(book.disposed() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
