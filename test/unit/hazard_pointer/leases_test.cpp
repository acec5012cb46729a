// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The records that a thread keeps in domains made at run time.
#include "objects.h"

#include <src/gc/thread_leases.h>

#include <cds_test/child.h>
#include <cds_test/memory_shortage.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <memory_resource>
#include <optional>
#include <thread>
#include <vector>

namespace {

using namespace hazard_test;
namespace core = cds::gc::core;
using cds::hazard_pointer;
using cds::hazard_pointer_clean_up;
using cds::hazard_pointer_domain;

using domains = std::vector<std::unique_ptr<hazard_pointer_domain>>;

domains make(std::size_t n, cds::gc::domain_options const& options = {}) {
    domains all;
    for (std::size_t i = 0; i != n; ++i)
        all.push_back(std::make_unique<hazard_pointer_domain>(options));
    return all;
}

// Those whose threads took more retired blocks than `most`.
std::size_t spendthrifts(domains const& all, std::size_t most) {
    std::size_t n = 0;
    for (auto const& d : all)
        n += d->statistics().retired_extend_count > most;
    return n;
}

// Deleters that use ever more domains, each from inside the one before.
struct step : cds::hazard_pointer_obj_base<step> {
    step(census& of, domains& in, std::size_t at) : count(of), all(in), i(at) { ++of.made; }
    ~step() {
        ++count.deleted;
        if (i + 1 == all.size())
            return;
        (new step(count, all, i + 1))->retire(*all[i + 1]);
        hazard_pointer_clean_up(*all[i + 1]);
        (new object(count))->retire(*all[i]); // its record is still the thread's
    }
    census& count;
    domains& all;
    std::size_t i;
};

// A deleter that uses all of those domains, and then the one in which its object was retired.
struct visitor : cds::hazard_pointer_obj_base<visitor> {
    visitor(census& of, domains& in, hazard_pointer_domain& at, std::size_t& seen)
        : count(of), all(in), home(at), records(seen) {
        ++of.made;
    }
    ~visitor() {
        ++count.deleted;
        for (auto& d : all)
            (new object(count))->retire(*d);
        (new object(count))->retire(home);
        records = home.statistics().thread_rec_count;
    }
    census& count;
    domains& all;
    hazard_pointer_domain& home;
    std::size_t& records;
};

// Retires another object, which is there already, where it was retired itself.
struct heir : cds::hazard_pointer_obj_base<heir> {
    heir(census& of, hazard_pointer_domain& at) : count(of), home(at), next(new object(of)) {
        ++of.made;
    }
    ~heir() {
        ++count.deleted;
        next->retire(home);
    }
    census& count;
    hazard_pointer_domain& home;
    object* next;
};

// Without memory to note a lease the record is borrowed for each operation. 0: all is well.
int borrow() {
    alignas(64) static std::byte store[1 << 24];
    std::pmr::monotonic_buffer_resource memory(store, sizeof store,
                                               std::pmr::null_memory_resource());
    constexpr std::size_t n = 50;
    constexpr std::size_t rounds = 10;
    std::array<std::optional<hazard_pointer_domain>, n> all;
    for (auto& d : all)
        d.emplace(small(), &memory);
    census c;
    std::vector<heir*> objects;
    for (std::size_t i = 0; i != n * rounds; ++i)
        objects.push_back(new heir(c, *all[i % n]));
    (new object(c))->retire(*all[0]); // the thread's first use
    {
        cds_test::memory_shortage const shortage;
        for (std::size_t i = 0; i != objects.size(); ++i) {
            objects[i]->retire(*all[i % n]);
            hazard_pointer const h = cds::make_hazard_pointer(*all[i % n]);
        }
        for (auto& d : all)
            hazard_pointer_clean_up(*d);
        if (c.alive() != 0 || c.corpses != 0)
            return 1;
    }
    for (auto& d : all) // and later it keeps them
        (new object(c))->retire(*d);
    for (auto& d : all)
        if (d->statistics().thread_rec_count != 1)
            return 2;
    for (auto& d : all)
        d.reset();
    return c.alive() == 0 ? 0 : 3;
}

// Blocks of the size that the C library takes to note what runs at a thread's exit. When one is
// left, malloc's cache has none of them: who asks for it and gives it back puts it there, where
// glibc's calloc does not look.
class note_blocks {
public:
    note_blocks() {
        for (void* volatile& b : blocks_)
            b = std::malloc(size);
    }
    void leave_one() {
        for (void* b : blocks_)
            std::free(b);
        for (std::size_t i = 1; i != std::size(blocks_); ++i)
            blocks_[i] = std::malloc(size);
    }

private:
    static constexpr std::size_t size = 4 * sizeof(void*);
    void* volatile blocks_[8]; // one more than the cache holds
};

// A thread's first use of a domain without memory, but for one block perhaps. 0: all is well.
int use_first(bool one_block) {
    alignas(64) static std::byte store[1 << 20];
    std::pmr::monotonic_buffer_resource memory(store, sizeof store,
                                               std::pmr::null_memory_resource());
    hazard_pointer_domain d(small(), &memory);
    census c;
    object* const first = new object(c);
    object* const second = new object(c);
    std::thread user([&] {
        note_blocks blocks;
        {
            cds_test::memory_shortage const shortage;
            if (one_block)
                blocks.leave_one();
            { hazard_pointer const h = cds::make_hazard_pointer(d); }
            first->retire(d);
        }
        second->retire(d);
    });
    user.join();
    hazard_pointer_clean_up(d);
    return c.alive() == 0 && c.corpses == 0 ? 0 : 1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_leases)

BOOST_AUTO_TEST_CASE(retiring_to_many_domains_in_turn_attaches_to_each_once) {
    census c;
    domains all = make(100);
    for (int round = 0; round != 20; ++round)
        for (auto& d : all)
            (new object(c))->retire(*d);
    BOOST_TEST(spendthrifts(all, 2) == 0u); // one that is being filled, one to spare
    for (auto& d : all)
        BOOST_TEST(d->statistics().scan_count == 0u);
    all.clear();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(a_thread_gives_its_records_back_to_the_domains_that_are_left) {
    census c;
    domains all = make(200);
    for (int life = 0; life != 3; ++life)
        std::thread([&] {
            for (auto& d : all)
                if (d != nullptr)
                    (new object(c))->retire(*d);
            for (std::size_t i = static_cast<std::size_t>(life); i < all.size(); i += 4)
                all[i].reset(); // the thread outlives these
        }).join();
    std::size_t more = 0;
    std::size_t left = 0;
    for (auto& d : all)
        if (d != nullptr) {
            ++left;
            more += d->statistics().thread_rec_count > 1;
        }
    BOOST_TEST(left == 50u);
    BOOST_TEST(more == 0u);
    all.clear();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(what_an_exiting_thread_retired_is_found_in_each_of_its_domains) {
    census c;
    domains all = make(100);
    std::thread([&] {
        for (auto& d : all)
            (new object(c))->retire(*d);
    }).join();
    BOOST_TEST(c.alive() == 100u); // abandoned, not disposed of
    for (auto& d : all)
        hazard_pointer_clean_up(*d);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(domains_may_come_and_go_in_any_number) {
    census c;
    domains staying = make(5);
    cds_test::run_thread([&] {
        for (std::size_t i = 0; i != 2000; ++i) {
            hazard_pointer_domain passing;
            (new object(c))->retire(passing);
            (new object(c))->retire(*staying[i % staying.size()]);
        }
        BOOST_TEST(core::thread_leases::mine().kept.capacity() <= 64u);
    });
    BOOST_TEST(spendthrifts(staying, 3) == 0u); // the thread kept its records there
    for (auto& d : staying)
        BOOST_TEST(d->statistics().thread_rec_count == 1u);
    staying.clear();
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(deleters_use_more_domains_than_the_thread_did_before) {
    census c;
    domains all = make(300, small());
    (new step(c, all, 0))->retire(*all[0]);
    hazard_pointer_clean_up(*all[0]);
    for (auto& d : all) {
        hazard_pointer_clean_up(*d);
        BOOST_TEST(d->statistics().thread_rec_count == 1u);
    }
    BOOST_TEST(c.alive() == 0u);
    BOOST_TEST(c.corpses == 0u);
}

BOOST_AUTO_TEST_CASE(a_domain_ends_while_its_deleters_make_room_among_the_leases) {
    census c;
    domains all = make(300, small());
    std::size_t records = 0;
    cds_test::run_thread([&] {
        hazard_pointer_domain ending(small());
        for (int i = 0; i != 3; ++i)
            (new visitor(c, all, ending, records))->retire(ending);
    });
    BOOST_TEST(records == 1u); // the deleters found the record in which they ran
    all.clear();
    BOOST_TEST(c.alive() == 0u);
    BOOST_TEST(c.corpses == 0u);
}

BOOST_AUTO_TEST_CASE(threads_come_and_go_while_domains_do) {
    census c;
    cds_test::run_threads(4, [&](std::size_t) {
        for (std::size_t i = 0; i < 20 * cds_test::scale(); ++i) {
            domains own = make(20);
            std::thread([&] {
                for (auto& d : own)
                    (new object(c))->retire(*d);
                own.resize(10);
            }).join();
            for (auto& d : own)
                (new object(c))->retire(*d);
        }
    });
    BOOST_TEST(c.alive() == 0u);
    BOOST_TEST(c.corpses == 0u);
}

BOOST_AUTO_TEST_CASE(without_memory_for_its_leases_a_thread_borrows) {
    if (!cds_test::memory_shortage::is_possible())
        return;
    cds_test::child_end const child = cds_test::in_fork([] {
        int result = -1;
        std::thread([&] { result = borrow(); }).join(); // one that keeps nothing yet
        return result;
    });
    BOOST_TEST(child.good(), "the child " << child);
}

// The C library takes memory for what runs at a thread's exit, and ends the program if there is
// none.
BOOST_AUTO_TEST_CASE(a_threads_first_use_without_any_memory_works_and_keeps_nothing) {
    if (!cds_test::memory_shortage::is_possible())
        return;
    for (bool const one_block : {false, true}) {
        cds_test::child_end const child = cds_test::in_fork([=] { return use_first(one_block); });
        BOOST_TEST(child.good(), "with one block: " << one_block << " the child " << child);
    }
}

BOOST_AUTO_TEST_SUITE_END()
