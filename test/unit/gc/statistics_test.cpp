// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the statistics count, where that is easily counted wrong.

#include <cds/hazard_pointer.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <memory_resource>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;

template <int Which>
struct counted_tag : cds::gc::own_domain<counted_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
template <int Which>
using policy = cds::gc::generic_DHP<counted_tag<Which>>;

// Refuses what is at most so large: a thread's record, say, and not a line of slots.
class choosy_resource : public std::pmr::memory_resource {
public:
    explicit choosy_resource(std::size_t refused) : refusals_(refused) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        if (refusals_ != 0) {
            --refusals_;
            throw std::bad_alloc();
        }
        return std::pmr::new_delete_resource()->allocate(bytes, alignment);
    }
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) override {
        std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }

    std::size_t refusals_;
};

struct object : cds::hazard_pointer_obj_base<object> {};

// True if no more slots have come back than were handed out.
bool is_plausible(cds::gc::core::stat const& s) { return s.guard_freed <= s.guard_allocated; }

} // namespace

BOOST_AUTO_TEST_SUITE(gc_statistics)

BOOST_AUTO_TEST_CASE(a_slot_lent_to_a_thread_without_a_record_counts_as_allocated_and_freed) {
    choosy_resource memory(1); // the record
    cds::hazard_pointer_domain domain({.threshold = 64}, &memory);
    {
        cds::hazard_pointer const lent = cds::make_hazard_pointer(domain);
        BOOST_TEST(!lent.empty());
        BOOST_TEST(domain.statistics().thread_rec_count == 0u); // it was lent
        BOOST_TEST(domain.statistics().guard_allocated >= 1u);
        BOOST_TEST(domain.statistics().guard_freed == 0u);
    }
    BOOST_TEST(domain.statistics().guard_freed >= 1u);
    BOOST_TEST(domain.statistics().guard_freed == domain.statistics().guard_allocated);
}

// Guards of a thread that is past its exit: its thread_local objects are destroyed in an order.
BOOST_AUTO_TEST_CASE(guards_taken_past_the_threads_exit_count_as_allocated_and_freed) {
    using GC = policy<0>;
    struct late {
        ~late() {
            for (int i = 0; i != 100; ++i) {
                GC::Guard one;
                GC::Guard other;
            }
        }
    };
    for (int i = 0; i != 10; ++i) {
        run_thread([] {
            static thread_local std::unique_ptr<late> last;
            last = std::make_unique<late>(); // before the library's own
            GC::force_dispose();
        });
        BOOST_TEST(is_plausible(statistics_of<GC>()));
    }
    BOOST_TEST(statistics_of<GC>().guard_allocated >= 2u); // it was asked for some
}

BOOST_AUTO_TEST_CASE(guards_that_end_on_other_threads_are_not_freed_twice) {
    using GC = policy<1>;
    std::vector<std::optional<GC::Guard>> guards(1000);
    for (int round = 0; round != 20; ++round) {
        run_thread([&] {
            for (auto& g : guards)
                g.emplace();
        });
        BOOST_TEST(is_plausible(statistics_of<GC>()));
        // a thread with a record of its own, and one that never has one, in turn
        if (round % 2 == 0)
            for (auto& g : guards)
                g.reset();
        else
            run_thread([&] {
                for (auto& g : guards)
                    g.reset();
            });
        BOOST_TEST(is_plausible(statistics_of<GC>()));
    }
}

BOOST_AUTO_TEST_CASE(holders_that_end_on_threads_without_a_record_are_not_freed_twice) {
    cds::hazard_pointer_domain domain({.threshold = 64, .overdue_ms = ~0u});
    std::vector<cds::hazard_pointer> holders(1000);
    for (int round = 0; round != 5; ++round) {
        run_thread([&] {
            for (auto& h : holders)
                h = cds::make_hazard_pointer(domain);
        });
        BOOST_TEST(is_plausible(domain.statistics()));
        run_thread([&] {
            for (auto& h : holders)
                h = cds::hazard_pointer();
        });
        BOOST_TEST(is_plausible(domain.statistics()));
    }
}

BOOST_AUTO_TEST_CASE(guards_are_freed_no_sooner_than_they_are_allocated_whoever_asks) {
    using GC = policy<2>;
    std::atomic<std::size_t> implausible{0};
    background const onlooker([&] { implausible.fetch_add(!is_plausible(statistics_of<GC>())); });
    run_threads(4, [](std::size_t who) {
        for (int round = 0; round != 50; ++round) {
            run_thread([who] { guard_row<GC> guards(10 + 60 * who); });
            guard_row<GC> guards(100 * who);
        }
    });
    onlooker.wait_for_rounds(1);
    BOOST_TEST(implausible.load() == 0u);
}

BOOST_AUTO_TEST_CASE(slots_in_use_are_hazards_also_where_lines_name_their_domain) {
    cds::hazard_pointer_domain domain({.block_capacity = 16, .threshold = 64, .overdue_ms = ~0u});
    std::vector<object*> objects;
    std::vector<cds::hazard_pointer> holders;
    for (std::size_t const n : {0u, 1u, 7u, 8u, 1000u}) {
        while (holders.size() < n) {
            objects.push_back(new object);
            holders.push_back(cds::make_hazard_pointer(domain));
            holders.back().reset_protection(objects.back());
        }
        (new object)->retire(domain); // a scan looks only if there is something
        cds::hazard_pointer_clean_up(domain);
        BOOST_TEST(domain.statistics().slots_in_use == n);
        BOOST_TEST(domain.statistics().peak_slots == n);
        BOOST_TEST(domain.statistics().threshold == std::max<std::size_t>(64, 4 * n));
    }
    for (object* o : objects)
        o->retire(domain);
    holders.clear();
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(domain.statistics().pending == 0u);
}

BOOST_AUTO_TEST_CASE(free_slots_are_no_hazards) {
    using GC = policy<3>;
    guard_row<GC> guards(1000);
    ledger book;
    guards[500].assign(book.make());
    make_and_retire<GC>(book);
    GC::force_dispose();
    BOOST_TEST(statistics_of<GC>().slots_in_use == 1u);
    BOOST_TEST(statistics_of<GC>().threshold == 64u);
}

// The terms of the formula, of the moment: what a program sums up from them holds.
BOOST_AUTO_TEST_CASE(pending_stays_within_the_formula_of_the_present_terms) {
    using GC = policy<4>;
    constexpr auto options = counted_tag<4>::options;
    auto const within = [&] {
        GC::stat const now = statistics_of<GC>();
        return now.pending <= bound_of(options, {now.slots_in_use, now.threads, 1});
    };
    std::size_t beyond = 0;
    for (std::size_t const hazards : {1u, 100u, 1u}) {
        ledger book;
        guard_row<GC> guards(hazards);
        for (std::size_t i = 0; i != hazards; ++i)
            guards[i].assign(book.make());
        make_and_retire<GC>(book);
        GC::force_dispose(); // counts them
        for (int i = 0; i != 5000; ++i) {
            waste<GC>::retire(1);
            beyond += !within();
        }
    }
    BOOST_TEST(beyond == 0u);
    BOOST_TEST(GC::drain());
}

BOOST_AUTO_TEST_SUITE_END()
