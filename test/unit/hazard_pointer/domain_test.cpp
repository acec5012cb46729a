// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Domains made at run time, and clean-up.
#include "objects.h"

#include <cds/gc/dhp.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;
using cds::hazard_pointer_clean_up;
using cds::hazard_pointer_domain;
using cds::make_hazard_pointer;

// A list whose nodes retire the next when they are deleted.
class linked : public cds::hazard_pointer_obj_base<linked> {
public:
    linked(census& c, hazard_pointer_domain& d, linked* next) : count_(c), domain_(d), next_(next) {
        ++c.made;
    }
    ~linked() {
        ++count_.deleted;
        if (next_ != nullptr)
            next_->retire(domain_);
    }

private:
    census& count_;
    hazard_pointer_domain& domain_;
    linked* next_;
};

// A deleter that takes its time, and then says that it is done.
struct slow {
    std::atomic<std::size_t>* gone = nullptr;
    template <class T>
    void operator()(T* p) const {
        for (int i = 0; i != 3; ++i)
            std::this_thread::yield();
        delete p;
        ++*gone;
    }
};
struct marked : cds::hazard_pointer_obj_base<marked, slow> {};

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_domains)

BOOST_AUTO_TEST_CASE(D1_signatures) {
    BOOST_TEST(std::is_nothrow_default_constructible_v<hazard_pointer_domain>);
    BOOST_TEST((std::is_nothrow_constructible_v<hazard_pointer_domain,
                                                std::pmr::polymorphic_allocator<std::byte>>));
    BOOST_TEST((
        !std::is_convertible_v<std::pmr::polymorphic_allocator<std::byte>, hazard_pointer_domain>));
    BOOST_TEST(!std::is_copy_constructible_v<hazard_pointer_domain>);
    BOOST_TEST(!std::is_copy_assignable_v<hazard_pointer_domain>);
    static_assert(noexcept(cds::hazard_pointer_default_domain()));
    static_assert(noexcept(hazard_pointer_clean_up()));
    BOOST_TEST(&cds::hazard_pointer_default_domain() == &cds::hazard_pointer_default_domain());
}

BOOST_AUTO_TEST_CASE(D2_the_default_domain_is_that_of_DHP) {
    census c;
    hazard_pointer_domain& d = cds::hazard_pointer_default_domain();
    source from{new object(c)};
    hazard_pointer h = make_hazard_pointer(d);
    h.protect(from);
    std::size_t const before = d.statistics().retired_count;
    from.load()->retire();
    from.store(new object(c));
    replace(from, nullptr)->retire(d);
    cds::gc::DHP::stat s;
    cds::gc::DHP::statistics(s);
    BOOST_TEST(s.retired_count >= before + 2);
    BOOST_TEST(d.bound() == cds::gc::DHP::bound());
    hazard_pointer_clean_up(d);
    BOOST_TEST(c.alive() == 1u);
    h = {};
    BOOST_TEST(cds::gc::DHP::drain());
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(D3_a_hazard_pointer_protects_in_its_own_domain_only) {
    census c;
    hazard_pointer_domain here;
    hazard_pointer_domain there;
    source from{new object(c)};
    hazard_pointer stranger = make_hazard_pointer(there);
    hazard_pointer of_default = make_hazard_pointer();
    hazard_pointer own = make_hazard_pointer(here);
    object* const p = own.protect(from);
    p->retire(here);
    hazard_pointer_clean_up(here);
    BOOST_TEST(p->alive());
    stranger.reset_protection(p);
    of_default.reset_protection(p);
    own.reset_protection();
    hazard_pointer_clean_up(there);
    hazard_pointer_clean_up();
    BOOST_TEST(c.alive() == 1u); // other domains' clean-ups are not about it
    hazard_pointer_clean_up(here);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(D4_members_work_as_those_of_the_default_domain) {
    census c;
    hazard_pointer_domain d(small());
    source from{new object(c)};
    hazard_pointer a = make_hazard_pointer(d);
    BOOST_TEST(!a.empty());
    object* p = from.load();
    BOOST_TEST(a.try_protect(p, from));
    replace(from, new object(c))->retire(std::default_delete<object>(), d);
    BOOST_TEST(!a.try_protect(p, from));
    hazard_pointer_clean_up(d);
    BOOST_TEST(c.deleted.load() == 1u);
    hazard_pointer b = make_hazard_pointer(d);
    b.reset_protection(a.protect(from));
    a = {};
    replace(from, nullptr)->retire(d);
    hazard_pointer_clean_up(d);
    BOOST_TEST(c.deleted.load() == 1u);
    swap(a, b);
    BOOST_TEST(b.empty());
    a.reset_protection(nullptr);
    hazard_pointer_clean_up(d);
    BOOST_TEST(c.deleted.load() == 2u);
}

BOOST_AUTO_TEST_CASE(D5_the_destructor_deletes_everything_children_included) {
    census c;
    {
        hazard_pointer_domain d(small());
        linked* chain = nullptr;
        for (int i = 0; i != 1000; ++i)
            chain = new linked(c, d, chain);
        chain->retire(d);
        cds_test::run_threads(3, [&](std::size_t) {
            for (int i = 0; i != 7; ++i)
                (new object(c))->retire(d);
        });
    }
    BOOST_TEST(c.made.load() == 1021u);
    BOOST_TEST(c.deleted.load() == 1021u);
}

BOOST_AUTO_TEST_CASE(D6_threads_outlive_domains_and_domains_threads) {
    census c;
    std::atomic<int> step{0};
    auto const await = [&](int s) {
        while (step.load() < s)
            std::this_thread::yield();
    };
    std::optional<hazard_pointer_domain> d;
    std::thread user([&] {
        for (int life = 0; life != 20; ++life) {
            await(2 * life + 1);
            (new object(c))->retire(*d);
            { hazard_pointer h = make_hazard_pointer(*d); }
            ++step;
        }
    });
    for (int life = 0; life != 20; ++life) {
        d.emplace(small()); // at the same address each time: it is told apart by more than that
        ++step;
        await(2 * life + 2);
        d.reset();
        BOOST_TEST(c.alive() == 0u);
    }
    user.join();
}

BOOST_AUTO_TEST_CASE(D7_a_thread_uses_more_domains_than_it_keeps_ways_into) {
    census c;
    constexpr std::size_t n = 40;
    std::vector<std::unique_ptr<hazard_pointer_domain>> domains;
    std::vector<hazard_pointer> hazards;
    source from{new object(c)};
    object* const held = from.load();
    for (std::size_t i = 0; i != n; ++i) {
        domains.push_back(std::make_unique<hazard_pointer_domain>(small()));
        hazards.push_back(make_hazard_pointer(*domains.back()));
        hazards.back().protect(from);
    }
    for (int round = 0; round != 20; ++round)
        for (auto& d : domains)
            (new object(c))->retire(*d);
    held->retire(*domains[n / 2]);
    for (auto& d : domains)
        hazard_pointer_clean_up(*d);
    BOOST_TEST(c.alive() == 1u);
    hazards.clear();
    hazard_pointer_clean_up(*domains[n / 2]);
    BOOST_TEST(c.alive() == 0u);
    for (auto& d : domains)
        BOOST_TEST(d->statistics().thread_rec_count <= 2u); // records came back for reuse
}

BOOST_AUTO_TEST_CASE(D8_deleters_may_use_many_other_domains) {
    census c;
    constexpr std::size_t n = 20;
    std::vector<std::unique_ptr<hazard_pointer_domain>> domains;
    for (std::size_t i = 0; i != n; ++i)
        domains.push_back(std::make_unique<hazard_pointer_domain>(small()));
    // Each deleter cleans up the next domain, whose deleter does the same.
    struct step : cds::hazard_pointer_obj_base<step> {
        step(census& of, std::vector<std::unique_ptr<hazard_pointer_domain>>& all, std::size_t at)
            : count(of), domains(all), i(at) {
            ++of.made;
        }
        ~step() {
            ++count.deleted;
            if (i + 1 < domains.size()) {
                (new step(count, domains, i + 1))->retire(*domains[i + 1]);
                hazard_pointer_clean_up(*domains[i + 1]);
            } else
                for (auto& d : domains) // from inside their deleters: only noted
                    hazard_pointer_clean_up(*d);
        }
        census& count;
        std::vector<std::unique_ptr<hazard_pointer_domain>>& domains;
        std::size_t i;
    };
    (new step(c, domains, 0))->retire(*domains[0]);
    hazard_pointer_clean_up(*domains[0]);
    BOOST_TEST(c.made.load() == n);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(D9_memory_comes_from_the_resource_and_goes_back_to_it) {
    meter memory;
    census c;
    {
        hazard_pointer_domain d(&memory);
        BOOST_TEST(memory.live() == 0u);
        std::vector<hazard_pointer> hazards(100);
        for (hazard_pointer& h : hazards)
            h = make_hazard_pointer(d);
        for (int i = 0; i != 5000; ++i)
            (new object(c))->retire(d);
        BOOST_TEST(memory.live() > 2u);
    }
    BOOST_TEST(memory.live() == 0u);
    BOOST_TEST(memory.wrongly_returned() == 0u);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(D10_clean_up_deletes_what_other_threads_retired_and_keep_to_themselves) {
    census c;
    hazard_pointer_domain d;
    std::atomic<int> ready{0};
    std::atomic<bool> over{false};
    std::vector<std::thread> idle;
    for (int t = 0; t != 3; ++t)
        idle.emplace_back([&] {
            for (int i = 0; i != 10; ++i)
                (new object(c))->retire(d);
            ++ready;
            while (!over)
                std::this_thread::yield();
        });
    while (ready != 3)
        std::this_thread::yield();
    hazard_pointer_clean_up(d);
    BOOST_TEST(c.deleted.load() == 30u);
    over = true;
    for (std::thread& t : idle)
        t.join();
}

BOOST_AUTO_TEST_CASE(D11_clean_up_returns_after_the_deleters_that_others_are_at) {
    census c;
    hazard_pointer_domain d(small());
    std::size_t early = 0;
    cds_test::background traffic([&] { // its scans take what we have listed
        for (int i = 0; i != 50; ++i)
            (new object(c))->retire(d);
    });
    for (cds_test::time_box box(std::chrono::milliseconds(600)); !box.over();) {
        std::atomic<std::size_t> gone{0};
        for (int i = 0; i != 8; ++i)
            (new marked)->retire(slow{&gone}, d);
        hazard_pointer_clean_up(d);
        early += gone != 8;
        while (gone != 8)
            std::this_thread::yield();
    }
    traffic.stop();
    BOOST_TEST(early == 0u);
}

// The drain waits for a reader that cleans up before it lets go.
BOOST_AUTO_TEST_CASE(D13_clean_up_returns_beside_a_drain_that_waits_for_a_reader) {
    cds_test::watchdog const limit("clean-up beside a drain");
    census c;
    source from{new object(c)};
    hazard_pointer reader = make_hazard_pointer();
    reader.protect(from);
    std::atomic<bool> retired{false};
    bool drained = false;
    std::thread drainer([&] {
        replace(from, nullptr)->retire();
        retired = true;
        drained = cds::gc::DHP::drain();
    });
    while (!retired)
        std::this_thread::yield();
    for (int i = 0; i != 100; ++i) { // some of them while it waits
        hazard_pointer_clean_up();
        std::this_thread::yield();
    }
    BOOST_TEST(c.alive() == 1u);
    reader = {};
    drainer.join();
    BOOST_TEST(drained);
    BOOST_TEST(c.alive() == 0u);
}

BOOST_AUTO_TEST_CASE(D12_the_bound_holds_beside_a_stalled_hazard_pointer) {
    census c;
    hazard_pointer_domain d(small());
    source from{new object(c)};
    hazard_pointer stalled = make_hazard_pointer(d);
    stalled.protect(from);
    std::size_t excess = 0;
    for (int i = 0; i != 20000; ++i) {
        replace(from, new object(c))->retire(d);
        if (std::size_t const waiting = c.alive() - 1; waiting > d.bound())
            excess = waiting - d.bound();
    }
    BOOST_TEST(excess == 0u);
    BOOST_TEST(d.bound() < 2000u);
    stalled = {};
    replace(from, nullptr)->retire(d);
}

BOOST_AUTO_TEST_SUITE_END()
