// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Readers that look hard at what they guard, beside one that never lets go, while writers replace
// it as fast as they can: nobody sees a corpse, and the garbage stays below the published bound.
// And one reader against one scanner, each on a processor of its own, where the reader's stores
// are as slow as can be had: what a fence is for.
#include <cds_test/gc_policies.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

template <class GC>
struct field {
    static constexpr std::size_t size = 16;
    using canary = mortal<field>;

    field() {
        for (auto& cell : cells)
            cell.store(new canary, atomics::memory_order_release);
    }
    field(field const&) = delete;
    field& operator=(field const&) = delete;
    ~field() {
        for (auto& cell : cells)
            GC::template retire<delete_it>(cell.exchange(nullptr, atomics::memory_order_acq_rel));
    }

    // Fills the store buffer before each protection, so that a missing fence would show.
    void read(std::mt19937_64& random) {
        typename GC::Guard guard;
        [[maybe_unused]] static thread_local volatile std::size_t noise[64];
        for (std::size_t i = 0; i < 64; ++i) {
            std::size_t const r = random();
            noise[r % 64] = r;
            noise[(r >> 8) % 64] = r;
            canary* const seen = guard.protect(cells[r % size]);
            for (int look = 0; look < 4; ++look)
                corpses.fetch_add(!seen->alive(), std::memory_order_relaxed);
        }
    }

    void write(std::size_t where) {
        auto* const fresh = new canary;
        GC::template retire<delete_it>(cells[where].exchange(fresh, atomics::memory_order_acq_rel));
        retired.fetch_add(1, std::memory_order_acq_rel);
    }

    [[nodiscard]] std::size_t pending() const {
        return canary::pending(start + retired.load(std::memory_order_acquire));
    }

    std::array<atomics::atomic<canary*>, size> cells{};
    std::atomic<std::size_t> corpses{0};
    std::size_t const start = canary::destroyed.load();
    std::atomic<std::size_t> retired{0};
};

// Retirements that a run must have seen; 10^8 in all at scale 20. A tiny domain scans after every
// fourth, and a sanitizer slows everything down.
template <class GC>
std::size_t least_retired() {
    std::size_t const wanted = std::is_same_v<GC, tiny_DHP> ? 200000 : 5000000;
    return wanted * scale() / (sanitized ? 50 : 1);
}

template <class GC>
void play(std::chrono::milliseconds length) {
    field<GC> ground;
    typename GC::Guard stalled; // held from before the first retirement to after the last
    stalled.protect(ground.cells[0]);
    std::atomic<std::size_t> excess{0};
    std::vector<std::unique_ptr<background>> crowd;
    for (unsigned i = 0; i < 2; ++i)
        crowd.push_back(std::make_unique<background>(
            [&ground, random = random_stream(i)]() mutable { ground.read(random); }));
    for (unsigned i = 0; i < 2; ++i)
        crowd.push_back(
            std::make_unique<background>([&ground, random = random_stream(7 + i)]() mutable {
                for (int k = 0; k < 64; ++k)
                    ground.write(random() % field<GC>::size);
            }));
    crowd.push_back(std::make_unique<background>([] { GC::force_dispose(); }));
    for (time_box box(length);
         !box.over() || ground.retired.load(std::memory_order_relaxed) < least_retired<GC>();) {
        std::size_t const seen = ground.pending();
        std::size_t const allowed = GC::bound();
        if (seen > allowed)
            excess = seen - allowed;
        std::this_thread::sleep_for(100us);
    }
    for (auto& member : crowd)
        member->stop();
    BOOST_TEST_MESSAGE(ground.retired.load()
                       << " retired, " << crowd[0]->rounds() << " rounds read");
    BOOST_TEST(ground.retired.load() >= least_retired<GC>());
    BOOST_TEST(crowd[0]->rounds() > 100u);
    BOOST_TEST(ground.corpses.load() == 0u);
    BOOST_TEST(excess.load() == 0u);
    BOOST_TEST(statistics_of<GC>().peak_pending <= GC::bound());
    BOOST_TEST(stalled.template get<typename field<GC>::canary>()->alive());
}

// One cell that one thread replaces and scans for, with nothing between unlinking and looking at
// the slots but the scan's own fence; and a reader whose publication has to wait in the store
// buffer for a row of stores that all miss the caches.
template <class GC>
class duel {
    using canary = mortal<duel>;

public:
    duel() : far_away_(far_away, 1) {}
    ~duel() { GC::template retire<delete_it>(cell_.load(atomics::memory_order_relaxed)); }
    duel(duel const&) = delete;
    duel& operator=(duel const&) = delete;

    void read() {
        typename GC::Guard guard;
        std::size_t dead = 0;
        while (!over_.load(std::memory_order_relaxed)) {
            fill_store_buffer();
            canary* const seen = guard.protect(cell_);
            for (int look = 0; look < 100;
                 ++look) // until the publication is out, and the scan over
                dead += !seen->alive();
            guard.clear();
            ++protections;
        }
        corpses = dead;
    }

    void write(std::chrono::milliseconds length) {
        for (time_box box(length); !box.over();)
            for (int i = 0; i < 1000; ++i, ++scans) {
                canary* const old = cell_.exchange(new canary, atomics::memory_order_acq_rel);
                GC::template retire<delete_it>(old);
                GC::force_dispose();
            }
        over_.store(true, std::memory_order_relaxed);
    }

    std::size_t corpses = 0;
    std::size_t protections = 0;
    std::size_t scans = 0;

private:
    static constexpr std::size_t far_away = std::size_t{32} << 20; // more than fits into a cache
    static constexpr std::size_t stride = 4096 + 64;

    void fill_store_buffer() {
        char volatile* const line = far_away_.data();
        for (int i = 0; i < 60; ++i)
            line[at_ = (at_ + stride) % far_away] = 0;
    }

    atomics::atomic<canary*> cell_{new canary};
    std::atomic<bool> over_{false};
    std::vector<char> far_away_;
    std::size_t at_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_canary_stress)

BOOST_AUTO_TEST_CASE(a_publication_that_is_late_in_leaving_the_processor_protects_all_the_same) {
    using GC = tiny_DHP;
    {
        duel<GC> pair;
        run_threads(2, [&pair](std::size_t self) {
            pin_to(static_cast<unsigned>(self)); // where it cannot, the test is only weaker
            self == 0 ? pair.read() : pair.write(2000ms);
        });
        BOOST_TEST_MESSAGE(pair.protections << " protections against " << pair.scans << " scans");
        BOOST_TEST(pair.corpses == 0u);
        BOOST_TEST(pair.protections > 1000u);
        BOOST_TEST(pair.scans > 1000u);
    }
    BOOST_TEST(GC::drain());
}

// T21
BOOST_AUTO_TEST_CASE_TEMPLATE(
    T21_no_reader_sees_a_corpse_and_the_bound_holds_beside_a_stalled_reader, GC, gc_policies) {
    using canary = typename field<GC>::canary;
    play<GC>(3000ms);
    BOOST_TEST(GC::drain());
    BOOST_TEST(canary::made.load() == canary::destroyed.load());
    BOOST_TEST(canary::killed_twice.load() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
