// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Readers of every kind beside writers of every kind: nobody sees a corpse, each object is deleted
// once, and no deleter of a cohort outlives it.
#include "../../unit/hazard_pointer/objects.h"

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace {

using namespace hazard_test;
using namespace std::chrono_literals;
using cds::hazard_pointer;

constexpr std::size_t width = 8;

// Sources whose objects are retired to the default domain, to one of our own, or to a cohort of
// either.
struct field {
    explicit field(cds::hazard_pointer_domain& d) : domain(d) {
        for (source& f : from)
            f.store(new object(count, 1));
    }
    ~field() {
        for (source& f : from)
            delete f.load();
    }

    void look(object const* p) {
        for (int i = 0; i != 3; ++i)
            corpses += !p->alive();
        sum += p->value;
    }

    cds::hazard_pointer_domain& domain;
    census count;
    std::atomic<std::size_t> corpses{0};
    std::atomic<std::size_t> sum{0};
    std::array<source, width> from{};
};

void read(field& f, std::mt19937_64& random) {
    hazard_pointer a = cds::make_hazard_pointer(f.domain);
    hazard_pointer b = cds::make_hazard_pointer(f.domain);
    for (int i = 0; i != 50; ++i) {
        source const& from = f.from[random() % width];
        switch (random() % 4) {
        case 0: f.look(a.protect(from)); break;
        case 1: {
            object* p = from.load(atomics::memory_order_relaxed);
            if (b.try_protect(p, from))
                f.look(p);
            break;
        }
        case 2: { // handed from one to the other
            object* const p = a.protect(from);
            b.reset_protection(p);
            a.reset_protection();
            f.look(p);
            break;
        }
        default: {
            object* const p = b.protect(from);
            hazard_pointer c(std::move(b));
            a.swap(c);
            f.look(p);
            b = std::move(c);
        }
        }
    }
}

template <class Retire>
void write(field& f, std::mt19937_64& random, Retire retire) {
    for (int i = 0; i != 64; ++i)
        retire(replace(f.from[random() % width], new object(f.count, 1)));
}

// Two readers and two writers for a while; `round` is a writer's piece of work.
template <class Round>
void play(field& f, Round round) {
    std::vector<std::unique_ptr<cds_test::background>> crowd;
    for (unsigned i = 0; i != 2; ++i) {
        crowd.push_back(std::make_unique<cds_test::background>(
            [&, random = cds_test::random_stream(i)]() mutable { read(f, random); }));
        crowd.push_back(std::make_unique<cds_test::background>(
            [&, random = cds_test::random_stream(7 + i)]() mutable { round(random); }));
    }
    for (cds_test::time_box box(900ms); !box.over();)
        std::this_thread::sleep_for(1ms);
    for (auto& member : crowd)
        member->stop();
    BOOST_TEST(crowd[0]->rounds() > 0u);
    BOOST_TEST(crowd[1]->rounds() > 0u);
    cds::hazard_pointer_clean_up(f.domain);
    BOOST_TEST(f.corpses.load() == 0u);
    BOOST_TEST(f.count.corpses.load() == 0u);
    BOOST_TEST(f.count.alive() == width);
}

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_stress)

BOOST_AUTO_TEST_CASE(never_deleted_while_protected_in_the_default_domain) {
    field f(cds::hazard_pointer_default_domain());
    play(f, [&](auto& random) { write(f, random, [](object* p) { p->retire(); }); });
}

BOOST_AUTO_TEST_CASE(never_deleted_while_protected_in_a_domain_of_our_own) {
    cds::hazard_pointer_domain d(small());
    field f(d);
    play(f, [&](auto& random) { write(f, random, [&](object* p) { p->retire(d); }); });
}

BOOST_AUTO_TEST_CASE(never_deleted_while_protected_when_memory_runs_out) {
    meter memory;
    cds::hazard_pointer_domain d(small(), &memory);
    std::vector<hazard_pointer> slots(64); // and back: so that readers find some
    for (hazard_pointer& h : slots)
        h = cds::make_hazard_pointer(d);
    field f(d);
    {
        std::vector<hazard_pointer> const ours(std::move(slots));
        cds_test::run_threads(4, [&](std::size_t) { (new object(f.count))->retire(d); });
    }
    memory.run_out();
    play(f, [&](auto& random) { write(f, random, [&](object* p) { p->retire(d); }); });
    BOOST_TEST(memory.refused() > 0u);
}

BOOST_AUTO_TEST_CASE(never_deleted_while_protected_in_a_cohort_of_several_threads) {
    cds::hazard_pointer_domain d(small());
    std::optional<cds::hazard_pointer_cohort> cohort(std::in_place, d);
    field f(d);
    std::vector<std::unique_ptr<cds_test::background>> crowd;
    for (unsigned i = 0; i != 2; ++i) {
        crowd.push_back(std::make_unique<cds_test::background>(
            [&, random = cds_test::random_stream(i)]() mutable { read(f, random); }));
        crowd.push_back(std::make_unique<cds_test::background>(
            [&, random = cds_test::random_stream(7 + i)]() mutable {
                write(f, random, [&](object* p) { p->retire_to_cohort(*cohort); });
            }));
    }
    for (cds_test::time_box box(900ms); !box.over();)
        std::this_thread::sleep_for(1ms);
    for (std::size_t i : {1u, 3u})
        crowd[i]->stop();
    cohort.reset(); // the readers go on
    BOOST_TEST(f.count.alive() == width);
    for (std::size_t i : {0u, 2u})
        crowd[i]->stop();
    BOOST_TEST(f.corpses.load() == 0u);
    BOOST_TEST(f.count.corpses.load() == 0u);
}

BOOST_AUTO_TEST_CASE(cohorts_end_beside_readers_and_scans) {
    field f(cds::hazard_pointer_default_domain());
    play(f, [&](auto& random) {
        cds::hazard_pointer_cohort cohort;
        write(f, random, [&](object* p) { p->retire_to_cohort(cohort); });
        (new object(f.count))->retire();
    });
}

BOOST_AUTO_TEST_SUITE_END()
