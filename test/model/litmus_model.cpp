// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The exhaustive search itself: programs whose outcomes are known. Each search must see all of them
// and no other, and the reduced one exactly those that plain enumeration sees.

#include <cstdio>
#include <set>
#include <string>

#include "scheduler/atomics.h"
#include "scheduler/explore_all.h"

namespace {

using namespace cds_model;
using std::memory_order_acquire;
using std::memory_order_relaxed;
using std::memory_order_release;
using std::memory_order_seq_cst;
using outcomes = std::set<std::string>;
template <class T>
using atomic = cds_model_atomics::atomic<T>;

outcomes seen;
int status = 0;

// Two variables, and what each fiber has read.
class litmus : public model {
public:
    void finish() override {
        std::string all;
        for (std::string const& of_one : read_)
            all += (all.empty() || of_one.empty() ? "" : " ") + of_one;
        seen.insert(all);
    }

protected:
    void read(unsigned self, atomic<int> const& from, std::memory_order order) {
        read_[self] += std::to_string(from.load(order));
    }
    void note(unsigned self, int value) { read_[self] += std::to_string(value); }

    atomic<int> x{0};
    atomic<int> y{0};

private:
    std::string read_[max_fibers];
};

template <std::memory_order Order>
struct store_buffering : litmus {
    void thread(unsigned self) override {
        (self == 0 ? x : y).store(1, Order);
        read(self, self == 0 ? y : x, Order);
    }
};

struct fenced_store_buffering : litmus {
    void thread(unsigned self) override {
        (self == 0 ? x : y).store(1, memory_order_relaxed);
        cds_model_atomics::atomic_thread_fence(memory_order_seq_cst);
        read(self, self == 0 ? y : x, memory_order_relaxed);
    }
};

// One side has no fence of its own: the other sends it one.
struct asymmetric_store_buffering : litmus {
    void thread(unsigned self) override {
        (self == 0 ? x : y).store(1, memory_order_relaxed);
        if (self == 1)
            process_barrier();
        read(self, self == 0 ? y : x, memory_order_relaxed);
    }
};

template <std::memory_order Publish, std::memory_order Look>
struct message_passing : litmus {
    void thread(unsigned self) override {
        if (self == 0) {
            x.store(1, memory_order_relaxed);
            y.store(1, Publish);
        } else {
            read(1, y, Look);
            read(1, x, memory_order_relaxed);
        }
    }
};

struct load_buffering : litmus {
    void thread(unsigned self) override {
        read(self, self == 0 ? x : y, memory_order_relaxed);
        (self == 0 ? y : x).store(1, memory_order_relaxed);
    }
};

template <std::memory_order Order>
struct independent_reads : litmus {
    void thread(unsigned self) override {
        switch (self) {
        case 0: x.store(1, memory_order_release); break;
        case 1: y.store(1, memory_order_release); break;
        default: read(self, self == 2 ? x : y, Order); read(self, self == 2 ? y : x, Order);
        }
    }
};

// A fiber reads its own store before the others do.
struct own_store_first : litmus {
    void thread(unsigned self) override {
        atomic<int>& mine = self == 0 ? x : y;
        mine.store(1, memory_order_relaxed);
        read(self, mine, memory_order_relaxed);
        read(self, self == 0 ? y : x, memory_order_relaxed);
    }
};

struct two_increments : litmus {
    void thread(unsigned self) override { note(self, x.fetch_add(1)); }
};

struct increments_in_halves : litmus {
    void thread(unsigned) override { x.store(x.load() + 1); }
    void finish() override {
        note(0, x.load());
        litmus::finish();
    }
};

// Without an end if the one who waits were let go on for ever.
struct wait_for_a_flag : litmus {
    void thread(unsigned self) override {
        if (self == 0) {
            x.store(1, memory_order_relaxed);
            y.store(1, memory_order_release);
        } else {
            while (y.load(memory_order_acquire) == 0)
                wait_a_little();
            read(1, x, memory_order_relaxed);
        }
    }
};

// What wakes the one who waits is not what it looks at first.
struct wait_for_either : litmus {
    void thread(unsigned self) override {
        if (self == 2) {
            int sum = 0;
            while (sum == 0) {
                sum = x.load() + 2 * y.load();
                wait_a_little();
            }
            note(self, sum);
        } else {
            (self == 0 ? x : y).store(1);
        }
    }
};

// What ended before what began: the one order, the other, or neither.
class real_time : public litmus {
public:
    void thread(unsigned self) override {
        call_[self] = moment_of_call();
        (self == 0 ? x : y).store(1);
        end_[self] = moment_of_end();
    }
    void finish() override {
        note(0, end_[0] < call_[1] ? 1 : end_[1] < call_[0] ? 2 : 0);
        litmus::finish();
    }

private:
    std::uint64_t call_[2]{};
    std::uint64_t end_[2]{};
};

// Up to three fibers of two or three steps, by a seed.
class any_program : public litmus {
public:
    static inline std::uint64_t seed = 0;
    static inline unsigned fibers = 2;

    void thread(unsigned self) override {
        random_source random{seed * max_fibers + self};
        random.next();
        for (unsigned i = fibers == 2 ? 3 : 2; i != 0; --i) {
            atomic<int>& v = random.one_in(2) ? x : y;
            auto const value = static_cast<int>(1 + random.below(2));
            int expected = static_cast<int>(random.below(2));
            switch (random.below(6)) {
            case 0:
            case 1: read(self, v, memory_order_acquire); break;
            case 2:
            case 3: v.store(value, memory_order_release); break;
            case 4: note(self, v.compare_exchange_strong(expected, value) ? 7 : expected); break;
            default: cds_model_atomics::atomic_thread_fence(memory_order_seq_cst);
            }
        }
    }
    void finish() override {
        note(3, x.load());
        note(3, y.load());
        litmus::finish();
    }
};

char const* name_of(memory_model memory) {
    return memory == memory_model::sc ? "sc" : memory == memory_model::tso ? "tso" : "weak";
}

std::string text_of(outcomes const& all) {
    std::string text;
    for (std::string const& one : all)
        text += " [" + one + "]";
    return text;
}

struct found {
    bool all;
    outcomes what;
    std::uint64_t executions;
};

found search(model_maker const& make, unsigned fibers, memory_model memory,
             exhaustive::reduction how, std::uint64_t most = 1'000'000) {
    run_plan plan;
    plan.fibers = fibers;
    plan.memory = memory;
    plan.step_limit = 1000;
    exhaustive all(how);
    search_result result;
    seen.clear();
    bool const complete = see_all(make, plan, all, most, result);
    return {complete, seen, result.executions};
}

void expect(bool holds, char const* name, memory_model memory, char const* what,
            outcomes const& all) {
    if (holds)
        return;
    std::printf("model: FAILED: %s, %s: %s:%s\n", name, name_of(memory), what,
                text_of(all).c_str());
    status = 1;
}

struct expectation {
    memory_model memory;
    outcomes what;
    std::uint64_t executions; // of the reduced search
};

template <class Litmus>
void litmus_test(char const* name, unsigned fibers, std::vector<expectation> const& expected) {
    for (expectation const& e : expected) {
        auto const make = make_model<Litmus>;
        found const reduced = search(make, fibers, e.memory, exhaustive::reduction::by_races);
        found const plain = search(make, fibers, e.memory, exhaustive::reduction::none, 30'000);
        std::printf("%s, %s: complete: %llu executions (%s%llu without reduction):%s\n", name,
                    name_of(e.memory), static_cast<unsigned long long>(reduced.executions),
                    plain.all ? "" : "more than ",
                    static_cast<unsigned long long>(plain.executions),
                    text_of(reduced.what).c_str());
        expect(reduced.all, name, e.memory, "too many executions", {});
        expect(reduced.what == e.what, name, e.memory, "not the outcomes that are known", e.what);
        expect(!plain.all || plain.what == e.what, name, e.memory, "enumerated were others",
               plain.what);
        expect(reduced.executions == e.executions, name, e.memory, "another number of executions",
               reduced.what);
    }
}

void compare_on_any_programs(unsigned fibers, std::uint64_t programs, memory_model memory) {
    any_program::fibers = fibers;
    std::uint64_t reduced_executions = 0;
    std::uint64_t plain_executions = 0;
    std::uint64_t compared = 0;
    for (std::uint64_t i = 0; i != programs; ++i) {
        any_program::seed = i;
        auto const make = make_model<any_program>;
        found const reduced = search(make, fibers, memory, exhaustive::reduction::by_races);
        found const plain = search(make, fibers, memory, exhaustive::reduction::none, 5000);
        if (!plain.all)
            continue;
        ++compared;
        reduced_executions += reduced.executions;
        plain_executions += plain.executions;
        std::string const name = "program " + std::to_string(i);
        expect(reduced.what == plain.what, name.c_str(), memory, "the reduced search sees",
               reduced.what);
        expect(reduced.what == plain.what, name.c_str(), memory, "enumeration sees", plain.what);
    }
    expect(compared > programs / 4, "any program", memory, "too few are small", {});
    std::printf("%llu programs of %u fibers, %s: %llu executions stand for %llu\n",
                static_cast<unsigned long long>(compared), fibers, name_of(memory),
                static_cast<unsigned long long>(reduced_executions),
                static_cast<unsigned long long>(plain_executions));
}

constexpr auto sc = memory_model::sc;
constexpr auto tso = memory_model::tso;
constexpr auto weak = memory_model::weak;

void known_programs() {
    outcomes const strong{"0 1", "1 0", "1 1"};
    outcomes const all{"0 0", "0 1", "1 0", "1 1"};
    litmus_test<store_buffering<memory_order_relaxed>>(
        "SB", 2, {{sc, strong, 3}, {tso, all, 4}, {weak, all, 8}});
    litmus_test<store_buffering<memory_order_seq_cst>>(
        "SB, seq_cst", 2, {{sc, strong, 3}, {tso, strong, 3}, {weak, strong, 3}});
    litmus_test<fenced_store_buffering>("SB, fenced", 2,
                                        {{sc, strong, 3}, {tso, strong, 3}, {weak, strong, 6}});
    litmus_test<asymmetric_store_buffering>("SB, process barrier", 2,
                                            {{sc, strong, 3}, {tso, strong, 4}, {weak, strong, 7}});

    outcomes const in_order{"00", "01", "11"};
    outcomes const any_order{"00", "01", "10", "11"};
    litmus_test<message_passing<memory_order_relaxed, memory_order_relaxed>>(
        "MP", 2, {{sc, in_order, 3}, {tso, in_order, 3}, {weak, any_order, 7}});
    litmus_test<message_passing<memory_order_release, memory_order_acquire>>(
        "MP, release and acquire", 2, {{sc, in_order, 3}, {tso, in_order, 3}, {weak, in_order, 6}});

    outcomes const no_future{"0 0", "0 1", "1 0"};
    litmus_test<load_buffering>("LB", 2,
                                {{sc, no_future, 3}, {tso, no_future, 3}, {weak, no_future, 5}});

    outcomes agreed;
    for (int i = 0; i != 16; ++i)
        agreed.insert({static_cast<char>('0' + (i >> 3)), static_cast<char>('0' + (i >> 2 & 1)),
                       ' ', static_cast<char>('0' + (i >> 1 & 1)),
                       static_cast<char>('0' + (i & 1))});
    outcomes const disagreed = agreed;
    agreed.erase("10 10");
    litmus_test<independent_reads<memory_order_acquire>>(
        "IRIW", 4, {{sc, agreed, 15}, {tso, agreed, 15}, {weak, disagreed, 77}});

    outcomes const own_strong{"10 11", "11 10", "11 11"};
    outcomes const own_all{"10 10", "10 11", "11 10", "11 11"};
    litmus_test<own_store_first>("own store first", 2,
                                 {{sc, own_strong, 3}, {tso, own_all, 15}, {weak, own_all, 8}});

    litmus_test<two_increments>("increments", 2,
                                {{sc, {"0 1", "1 0"}, 2}, {tso, {"0 1", "1 0"}, 2}});
    litmus_test<increments_in_halves>("increments in halves", 2,
                                      {{sc, {"1", "2"}, 4}, {tso, {"1", "2"}, 4}});
    litmus_test<wait_for_a_flag>("a wait", 2, {{sc, {"1"}, 3}, {tso, {"1"}, 3}});
    litmus_test<real_time>("real time", 2, {{sc, {"0", "1", "2"}, 3}, {tso, {"0", "1", "2"}, 3}});
    litmus_test<wait_for_either>("a wait for two", 3, {{sc, {"1", "2", "3"}, 10}});
}

} // namespace

int main() {
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
    known_programs();
    for (memory_model const memory : {sc, tso, weak}) {
        compare_on_any_programs(2, 150, memory);
        compare_on_any_programs(3, 50, memory);
    }
    return status;
}
