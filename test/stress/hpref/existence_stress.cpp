// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Readers that take hold in every way, beside writers that let go in every way: no object is
// released while anybody holds it, and each is released once.

#include <cds/gc/dhp.h>
#include <cds/gc/hpref.h>
#include <cds_test/disposer.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::hpref;

struct tiny_existence : cds::gc::own_existence<tiny_existence> {
    static constexpr cds::gc::domain_options options = [] {
        cds::gc::domain_options o = cds::gc::existence_options(3);
        o.block_capacity = 2;
        o.threshold = 4;
        o.fallback_table = 4;
        o.dispose_period = 1;
        return o;
    }();
};
using hprefs = std::tuple<hpref, cds::gc::generic_hpref<tiny_existence>>;

struct tag;
// A heap object that dies for good when it is released.
struct cell : mortal<tag>, hpref::node<cell> {
    using mortal::mortal;
};

// Handles on their way from one thread to another.
template <class Policy>
class letter_box {
public:
    void send(typename Policy::template ref<cell> r) {
        std::lock_guard<std::mutex> const hold(lock_);
        letters_.push_back(std::move(r));
    }
    typename Policy::template ref<cell> receive() {
        std::lock_guard<std::mutex> const hold(lock_);
        if (letters_.empty())
            return {};
        auto r = std::move(letters_.front());
        letters_.pop_front();
        return r;
    }

private:
    std::mutex lock_;
    std::deque<typename Policy::template ref<cell>> letters_;
};

template <class Policy>
class scene {
    static constexpr std::size_t sources = 4;
    static constexpr std::size_t readers = 4;
    static constexpr std::size_t writers = 2;
    using ref = typename Policy::template ref<cell>;

public:
    void play(std::size_t rounds) {
        for (auto& s : sources_)
            s = new cell(1);
        run_threads(readers + writers, [&](std::size_t self) {
            if (self < writers) {
                write(self, rounds);
                ++finished_;
            } else
                read(self);
        });
        for (auto& s : sources_)
            Policy::retire(s.exchange(nullptr));
        while (box_.receive())
            continue;
        Policy::scan();
    }
    [[nodiscard]] std::size_t wrong() const { return wrong_; }

private:
    void look(ref const& r) {
        if (!r)
            return;
        wrong_ += !r->alive() || r->value == 0;
        r->add_reference(); // whoever may look may also count
        r->drop_reference();
    }

    void read(std::size_t self) {
        auto random = random_stream(self);
        std::vector<ref> held(12);
        while (finished_ != writers) {
            ref& r = held[random() % held.size()];
            auto& from = sources_[random() % sources];
            switch (random() % 8) {
            case 0: r.promote(); break;
            case 1: box_.send(std::move(r)); break;
            case 2: r = box_.receive(); break;
            case 3: {
                guard_.protect(guarded_);
                r = Policy::template promote<cell>(guard_);
                break;
            }
            case 4: r.put(); break;
            case 5: r = held[random() % held.size()].share(); break;
            default: r = Policy::get(from);
            }
            look(r);
            if (random() % 256 == 0) // nobody keeps a hazard for ever
                for (ref& each : held)
                    each.put();
        }
    }

    void write(std::size_t self, std::size_t rounds) {
        auto random = random_stream(100 + self);
        for (std::size_t i = 1; i <= rounds; ++i) {
            cell* const old = sources_[random() % sources].exchange(new cell(i));
            if (random() % 2 == 0)
                Policy::retire(old);
            else
                synchronize_and_drop(random() % 3, old);
            if (random() % 4 == 0)
                Policy::template retire<cds::gc::DHP>(guarded_.exchange(new cell(i)));
            if (random() % 32 == 0)
                Policy::scan();
        }
    }

    // Hazards in the letter box have no owner who would end them.
    void synchronize_and_drop(std::size_t how, cell* old) {
        std::atomic<bool> done{false};
        std::thread waiter([&] {
            if (how == 0)
                Policy::synchronize();
            else if (how == 1)
                Policy::synchronize(old);
            else
                Policy::synchronize(old, old + 1);
            done = true;
        });
        while (!done) {
            box_.receive().put();
            std::this_thread::yield();
        }
        waiter.join();
        old->drop_reference();
    }

    std::array<std::atomic<cell*>, sources> sources_{};
    std::atomic<cell*> guarded_{new cell(1)};
    static thread_local inline cds::gc::DHP::Guard guard_;
    letter_box<Policy> box_;
    std::atomic<std::size_t> finished_{0};
    std::atomic<std::size_t> wrong_{0};

public:
    ~scene() { Policy::template retire<cds::gc::DHP>(guarded_.load()); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_existence)

BOOST_AUTO_TEST_CASE_TEMPLATE(nothing_is_released_while_it_is_held_and_all_is_once, Policy,
                              hprefs) {
    watchdog const limit("existence");
    std::size_t const made = cell::made;
    std::size_t wrong = 0;
    {
        scene<Policy> s;
        s.play(1000 * scale());
        wrong = s.wrong();
    }
    cds::gc::DHP::force_dispose();
    Policy::scan();
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(cell::killed_twice == 0u);
    BOOST_TEST(cell::made > made);
    BOOST_TEST(cell::destroyed == cell::made);
}

BOOST_AUTO_TEST_SUITE_END()
