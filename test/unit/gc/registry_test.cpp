// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The registry of domains: which ones a fork visits, and to which ones an exiting thread gives its
// records back.

#include <src/gc/registry.h>

#include <cds/gc/core/domain/domain.h>
#include <cds_test/child.h>
#include <cds_test/memory_shortage.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace {

namespace core = cds::gc::core;
using domains = std::vector<std::unique_ptr<core::domain>>;

domains make(std::size_t n) {
    domains all;
    for (std::size_t i = 0; i != n; ++i)
        all.push_back(std::make_unique<core::domain>());
    return all;
}

// How often a fork would visit the domain.
std::size_t visits(core::domain const& wanted) {
    static core::domain const* whom;
    static std::size_t count;
    whom = &wanted;
    count = 0;
    core::hold_registry();
    core::visit_registered_domains([](core::domain& d) { count += &d == whom; });
    core::let_go_of_registry();
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_registry)

BOOST_AUTO_TEST_CASE(a_domain_is_known_once_from_its_registration_to_its_end) {
    core::domain d;
    BOOST_TEST(!core::registration_of(d));
    BOOST_TEST(visits(d) == 0u);
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(core::register_domain(d));
    core::registration const known = core::registration_of(d);
    BOOST_REQUIRE(bool(known));
    BOOST_TEST(!core::has_ended(known));
    BOOST_TEST(visits(d) == 1u);
    for (int i = 0; i != 3; ++i)
        core::unregister_domain(d);
    BOOST_TEST(core::has_ended(known));
    BOOST_TEST(!core::registration_of(d));
    BOOST_TEST(visits(d) == 0u);
}

BOOST_AUTO_TEST_CASE(attaching_registers_and_the_destructor_forgets) {
    auto d = std::make_unique<core::domain>();
    core::thread_record& record = d->attach();
    core::registration const known = core::registration_of(*d);
    BOOST_REQUIRE(bool(known));
    d->detach(record);
    d.reset();
    BOOST_TEST(core::has_ended(known));
}

BOOST_AUTO_TEST_CASE(of_many_domains_each_that_is_there_is_visited_once) {
    domains all = make(1000);
    std::vector<core::registration> known;
    for (auto& d : all) {
        BOOST_REQUIRE(core::register_domain(*d));
        known.push_back(core::registration_of(*d));
    }
    for (std::size_t i = 0; i < all.size(); i += 2)
        core::unregister_domain(*all[i]);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i != all.size(); ++i) {
        bool const there = i % 2 != 0;
        wrong += visits(*all[i]) != (there ? 1 : 0);
        wrong += core::has_ended(known[i]) == there;
        wrong += bool(core::registration_of(*all[i])) != there;
    }
    BOOST_TEST(wrong == 0u);
    for (std::size_t i = 0; i < all.size(); i += 2) // again
        BOOST_TEST(core::register_domain(*all[i]));
    for (auto& d : all)
        wrong += visits(*d) != 1;
    BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(places_are_used_again_and_tell_their_domains_apart) {
    core::domain first;
    core::domain second;
    BOOST_REQUIRE(core::register_domain(first));
    core::registration const then = core::registration_of(first);
    core::unregister_domain(first);
    BOOST_REQUIRE(core::register_domain(second));
    core::registration const now = core::registration_of(second);
    BOOST_TEST(now.place == then.place);
    BOOST_TEST(core::has_ended(then));
    BOOST_TEST(!core::has_ended(now));
}

BOOST_AUTO_TEST_CASE(a_record_is_given_back_while_its_domain_is_there) {
    core::domain d;
    core::thread_record& record = d.attach();
    core::registration const known = core::registration_of(d);
    core::abandon_if_registered(known, record);
    core::thread_record& next = d.attach();
    BOOST_TEST(&next == &record);
    d.detach(next);
}

BOOST_AUTO_TEST_CASE(the_record_of_a_domain_that_ended_is_left_alone) {
    auto gone = std::make_unique<core::domain>();
    core::thread_record& record = gone->attach();
    core::registration const known = core::registration_of(*gone);
    gone->detach(record);
    gone.reset(); // and the record with it
    core::domain heir;
    core::thread_record& own = heir.attach();
    BOOST_REQUIRE(core::registration_of(heir).place == known.place);
    core::abandon_if_registered(known, record); // AddressSanitizer would see it looked at
    core::abandon_if_registered(known, own);    // nor is it the heir's
    BOOST_TEST(&heir.attach() != &own);
}

BOOST_AUTO_TEST_CASE(domains_begin_and_end_while_threads_give_records_back) {
    domains all = make(16);
    cds_test::run_threads(4, [&](std::size_t who) {
        for (std::size_t i = 0; i < 300 * cds_test::scale(); ++i) {
            core::domain passing;
            core::thread_record& in_passing = passing.attach();
            core::domain& staying = *all[(i + who) % all.size()];
            core::thread_record& in_staying = staying.attach();
            core::registration const known = core::registration_of(staying);
            core::registration const of_passing = core::registration_of(passing);
            core::abandon_if_registered(known, in_staying);
            core::abandon_if_registered(of_passing, in_passing);
            core::unregister_domain(passing);
            core::abandon_if_registered(of_passing, in_passing); // does nothing
        }
    });
    std::size_t wrong = 0;
    for (auto& d : all) {
        wrong += visits(*d) != 1;
        wrong += d->statistics().thread_rec_count > 4;
    }
    BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(without_memory_a_domain_stays_unknown_until_there_is_some) {
    if (!cds_test::memory_shortage::is_possible())
        return;
    domains all = make(3000); // more than there are free places
    cds_test::child_end const child = cds_test::in_fork([&] {
        cds_test::memory_shortage shortage;
        std::size_t refused = 0;
        for (auto& d : all)
            if (!core::register_domain(*d)) {
                ++refused;
                if (core::registration_of(*d) || visits(*d) != 0)
                    return 1;
                core::unregister_domain(*d);
            }
        if (refused == 0)
            return 2;
        shortage.end();
        for (auto& d : all)
            if (!core::register_domain(*d) || visits(*d) != 1)
                return 3;
        return 0;
    });
    BOOST_TEST(child.good(), "the child " << child);
}

BOOST_AUTO_TEST_SUITE_END()
