// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Waiting for hazards: what must be waited for, what must not be, and that it ends.

#include "hpref_types.h"

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <span>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::hpref;

using hazardous = std::tuple<hpref, tiny_hpref>;

// A reader that holds one object by a hazard until it is told to let go.
template <class Policy>
class holder {
public:
    explicit holder(source& from)
        : thread_([this, &from] {
              typename Policy::template ref<thing> held = Policy::get(from);
              ready_ = true;
              while (!go_)
                  std::this_thread::yield();
              held.put();
          }) {
        while (!ready_)
            std::this_thread::yield();
    }
    ~holder() {
        let_go();
        thread_.join();
    }
    void let_go() { go_ = true; }

private:
    std::atomic<bool> ready_{false};
    std::atomic<bool> go_{false};
    std::thread thread_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_synchronize)

BOOST_AUTO_TEST_CASE_TEMPLATE(it_waits_for_a_hazard_in_either_phase, Policy, hazardous) {
    watchdog const limit("synchronize");
    ledger book;
    for (int phase = 0; phase < 4; ++phase) {
        thing object(book);
        source from{&object};
        holder<Policy> reader(from);
        from = nullptr;
        BOOST_TEST(waits_for([] { Policy::synchronize(); }, [&] { reader.let_go(); }));
        object.drop_reference(); // nobody holds it: this is the release
        BOOST_TEST(object.releases() == 1u);
    }
    BOOST_TEST(book.each_disposed_once());
}

// By hand, what a reader does that is delayed between reading the phase and publishing: its hazard
// has the tag of before the last flip.
BOOST_AUTO_TEST_CASE_TEMPLATE(it_waits_for_the_hazard_of_a_late_reader, Policy, hazardous) {
    watchdog const limit("synchronize");
    ledger book;
    auto& domain = Policy::binding::domain();
    for (int phase = 0; phase < 2; ++phase) {
        thing object(book);
        std::atomic<int> step{0};
        std::thread reader([&] {
            Policy::attach_thread();
            auto* const slot = domain.own_line(*Policy::binding::state().record);
            void const* const late = domain.with_phase(&object);
            for (step = 1; step != 2;)
                std::this_thread::yield();
            slot->publish(late);
            typename Policy::template ref<thing> held(&object, slot);
            for (step = 3; step != 4;)
                std::this_thread::yield();
        });
        while (step != 1)
            std::this_thread::yield();
        Policy::synchronize();
        for (step = 2; step != 3;)
            std::this_thread::yield();
        BOOST_TEST(waits_for([] { Policy::synchronize(); }, [&] { step = 4; }));
        reader.join();
        object.drop_reference();
    }
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_scan_finds_hazards_of_either_phase, Policy, hazardous) {
    ledger book;
    for (int phase = 0; phase < 2; ++phase) {
        thing object(book);
        source from{&object};
        typename Policy::template ref<thing> held = Policy::get(from);
        retire_from<Policy>(from);
        Policy::scan();
        BOOST_TEST(object.alive());
        held.put();
        Policy::scan();
        BOOST_TEST(object.releases() == 1u);
        Policy::synchronize();
    }
}

// While a synchronizer waits for an old hazard, a new one comes, in a later slot, and stays.
BOOST_AUTO_TEST_CASE(new_hazards_of_the_other_tag_may_stay) {
    watchdog const limit("synchronize beside a hazard that stays", std::chrono::seconds(20));
    ledger book;
    thing object(book);
    source from{&object};
    for (int round = 0; round < 2; ++round) {
        std::atomic<int> step{0};
        std::thread reader([&] {
            hpref::ref<thing> old = hpref::get(from);
            for (step = 1; step != 2;)
                std::this_thread::yield();
            hpref::ref<thing> const fresh = hpref::get(from);
            old.put();
            while (step != 3)
                std::this_thread::yield();
        });
        while (step != 1)
            std::this_thread::yield();
        auto const tag = [&object] {
            auto const slot_value = cds::gc::core::hpref_binding::domain().with_phase(&object);
            return reinterpret_cast<std::uintptr_t>(slot_value) % 2;
        };
        auto const before = tag();
        std::thread synchronizer([] { hpref::synchronize(); });
        while (tag() == before) // then it has flipped, and waits
            std::this_thread::yield();
        step = 2;
        synchronizer.join(); // although `fresh` is held
        step = 3;
        reader.join();
    }
    retire_from<hpref>(from);
    hpref::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_of_an_object_waits_for_its_hazards_and_no_others, Policy,
                              hazardous) {
    watchdog const limit("synchronize(p)");
    ledger book;
    Policy::synchronize(); // the other tag
    std::array<thing, 2> objects{thing(book), thing(book)};
    source first{&objects[0]};
    source second{&objects[1]};
    holder<Policy> one(first);
    holder<Policy> other(second);
    first = nullptr;
    BOOST_TEST(waits_for([&] { Policy::synchronize(&objects[0]); }, [&] { one.let_go(); }));
    objects[0].drop_reference();
    BOOST_TEST(objects[0].releases() == 1u);
    BOOST_TEST(waits_for([&] { Policy::synchronize(&objects[1]); }, [&] { other.let_go(); }));
    objects[1].drop_reference();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_of_a_range_waits_for_what_lies_in_it, Policy, hazardous) {
    watchdog const limit("synchronize(first, last)");
    ledger book;
    std::vector<thing> objects;
    objects.reserve(4);
    for (int i = 0; i < 4; ++i)
        objects.emplace_back(book);
    source inside{&objects[2]};
    source below{&objects[0]};
    source above{&objects[3]};
    holder<Policy> in(inside);
    holder<Policy> before(below);
    holder<Policy> after(above);
    auto const middle = std::span(objects).subspan(1, 2);
    BOOST_TEST(waits_for([&] { Policy::synchronize(middle); }, [&] { in.let_go(); }));
    Policy::synchronize(&objects[1], &objects[3]); // both others are still held
    Policy::synchronize(&objects[1], &objects[1]); // empty
    Policy::synchronize(static_cast<thing*>(nullptr));
    for (thing& t : objects)
        t.drop_reference();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(references_do_not_hold_it_up, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    typename Policy::template ref<thing> held = Policy::get(from);
    held.promote();
    from = nullptr;
    Policy::synchronize();
    Policy::synchronize(&object);
    object.drop_reference();
    BOOST_TEST(object.alive());
    held.put();
    BOOST_TEST(book.each_disposed_once());
}

// At any moment somebody holds a hazard, and each is newer than the call.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_stream_of_new_readers_does_not_hold_it_up, Policy, hazardous) {
    watchdog const limit("synchronize beside a stream of readers");
    ledger book;
    thing object(book);
    source from{&object};
    std::atomic<bool> stop{false};
    std::atomic<int> running{0};
    std::vector<std::thread> readers;
    // two at a time, each takes the next hazard before it lets go of the last: the slots of a
    // thread alternate, and not all are ever free
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            std::array<typename Policy::template ref<thing>, 2> held;
            for (unsigned k = 0; !stop.load(std::memory_order_relaxed); ++k) {
                held[k % 2] = Policy::get(from);
                if (k == 4)
                    ++running;
                if (k % 64 == 0)
                    std::this_thread::yield();
                if (Policy::hazards_per_thread() == 1)
                    held[(k + 1) % 2].put();
            }
        });
    while (running != 2)
        std::this_thread::yield();
    for (int i = 0; i < 100; ++i)
        Policy::synchronize();
    stop = true;
    for (std::thread& t : readers)
        t.join();
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(several_threads_synchronize_at_once, Policy, hazardous) {
    watchdog const limit("synchronizers");
    ledger book;
    source from{nullptr};
    std::vector<thing*> all;
    for (int i = 0; i < 400; ++i)
        all.push_back(new thing(book));
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> wrong{0};
    run_threads(4, [&](std::size_t self) {
        if (self < 2) {
            while (next < all.size())
                if (auto const held = Policy::get(from); held && !held->alive())
                    ++wrong;
            return;
        }
        for (std::size_t i; (i = next++) < all.size();) {
            thing* const old = from.exchange(all[i], std::memory_order_acq_rel);
            if (self == 2)
                Policy::synchronize();
            else
                Policy::synchronize(old);
            if (old != nullptr)
                old->drop_reference();
        }
    });
    BOOST_TEST(wrong == 0u);
    if (thing* const last = from.load())
        last->drop_reference();
    BOOST_TEST(book.each_disposed_once());
    for (thing* t : all)
        delete t;
}

BOOST_AUTO_TEST_CASE(other_hazards_of_the_caller_do_not_bar_synchronize_on_an_object) {
    ledger book;
    thing mine(book);
    thing unlinked(book);
    source from{&mine};
    hpref::ref<thing> held = hpref::get(from);
    hpref::synchronize(&unlinked);
    unlinked.drop_reference();
    held.put();
    mine.drop_reference();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
