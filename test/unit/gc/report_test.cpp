// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The figures of a domain as a text.

#include <cds/gc/hpref.h>
#include <cds/urcu/general_buffered.h>
#include <cds_test/disposer.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <latch>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

namespace {

using namespace cds_test;

struct reported_tag : cds::gc::own_domain<reported_tag> {};
using GC = cds::gc::generic_DHP<reported_tag>;

template <class Policy>
std::string report_of() {
    std::ostringstream text;
    Policy::report(text);
    return text.str();
}

std::string thread_line(cds::OS::ThreadId thread, std::size_t slots) {
    std::ostringstream text;
    text << "\nthread " << thread << ": slots in use " << slots << ',';
    return text.str();
}

bool has(std::string const& text, std::string const& part) {
    bool const found = text.find(part) != std::string::npos;
    BOOST_TEST_INFO("looked for: " << part << "\nin: " << text);
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_report)

BOOST_AUTO_TEST_CASE(it_says_what_waits_and_what_was_disposed_of) {
    struct object {};
    struct deleter {
        void operator()(object* p) const { delete p; }
    };
    auto* const p = new object;
    {
        GC::Guard guard;
        guard.assign(p);
        GC::retire<deleter>(p);
        GC::force_dispose();
        BOOST_TEST(has(report_of<GC>(), "garbage: waiting 1, proven free of these 0;"));
        BOOST_TEST(has(report_of<GC>(), "; retired 1, disposed 0\n"));
        BOOST_TEST(has(report_of<GC>(), "hazards: at the last scan 1, peak 1\n"));
    }
    GC::force_dispose();
    std::string const text = report_of<GC>();
    BOOST_TEST(has(text, "garbage: waiting 0,"));
    BOOST_TEST(has(text, "; retired 1, disposed 1\n"));
    BOOST_TEST(has(text, "bound " + std::to_string(GC::bound()) + ";"));
    BOOST_TEST(
        has(text, "the next when listed are " + std::to_string(GC::statistics().threshold) + ";"));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(each_thread_is_there_with_the_slots_it_uses, Policy, gc_policies) {
    int object = 0;
    cds::OS::ThreadId const me = cds::OS::get_current_thread_id();
    typename Policy::Guard mine;
    typename Policy::template GuardArray<2> array;
    BOOST_TEST(has(report_of<Policy>(), thread_line(me, 0)));
    mine.assign(&object);
    array.assign(1, &object);
    BOOST_TEST(has(report_of<Policy>(), thread_line(me, 2)));

    std::latch holds(1);
    std::latch asked(1);
    cds::OS::ThreadId its{};
    std::thread reader([&] {
        typename Policy::Guard guard;
        guard.assign(&object);
        its = cds::OS::get_current_thread_id();
        holds.count_down();
        asked.wait();
    });
    holds.wait();
    std::string const text = report_of<Policy>();
    asked.count_down();
    reader.join();
    BOOST_TEST(has(text, thread_line(me, 2)));
    BOOST_TEST(has(text, thread_line(its, 1)));
    BOOST_TEST(!has(report_of<Policy>(), thread_line(its, 1)));
}

BOOST_AUTO_TEST_CASE(a_guard_that_has_outlived_its_thread_is_there) {
    int object = 0;
    std::optional<GC::Guard> kept;
    std::thread([&] {
        GC::Guard guard;
        guard.assign(&object);
        kept.emplace(std::move(guard));
    }).join();
    BOOST_TEST(has(report_of<GC>(), "a thread that has left: slots in use 1,"));
    kept.reset();
    BOOST_TEST(!has(report_of<GC>(), "a thread that has left:"));
}

BOOST_AUTO_TEST_CASE(a_disposer_finds_its_own_thread_in_a_section) {
    struct object {
        std::string* text;
    };
    struct reporter {
        void operator()(object* p) const {
            *p->text = report_of<GC>();
            delete p;
        }
    };
    std::string text;
    GC::retire<reporter>(new object{&text});
    GC::force_dispose();
    BOOST_TEST(has(text, "; it is in a section\n"));
    BOOST_TEST(!has(report_of<GC>(), "; it is in a section\n"));
}

BOOST_AUTO_TEST_CASE(hpref_reports_too) {
    using cds::gc::hpref;
    struct node : hpref::node<node> {};
    atomics::atomic<node*> source{new node};
    {
        auto const held = hpref::get(source);
        BOOST_TEST(has(report_of<hpref>(), thread_line(cds::OS::get_current_thread_id(), 1)));
    }
    hpref::retire(source.exchange(nullptr));
}

BOOST_AUTO_TEST_CASE(a_read_section_of_RCU_is_there_and_is_no_slot_in_use) {
    using rcu = cds::urcu::gc<cds::urcu::general_buffered<>>;
    std::string const line = thread_line(cds::OS::get_current_thread_id(), 0);
    {
        rcu::scoped_lock const section;
        std::string const text = report_of<rcu>();
        BOOST_TEST(has(text, line));
        BOOST_TEST(has(text, "; it is in a read section\n"));
    }
    std::string const text = report_of<rcu>();
    BOOST_TEST(has(text, line));
    BOOST_TEST(!has(text, "in a read section"));
}

BOOST_AUTO_TEST_SUITE_END()
