// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_GENERIC_PROGRAMS_H
#define CDSLIB_TEST_MODEL_GENERIC_PROGRAMS_H

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../model_items.h"

// Small programs for two threads, made of every combination of operations, for every container of a
// kind. Each becomes a scenario, to be explored exhaustively.
namespace cds_model {

// One operation. What `what` means, the kind of container says.
struct task {
    int what;
    long key;
    std::string name;
};
using script = std::vector<task>;

struct program {
    script before; // done while nobody else is there
    std::vector<script> threads;
};

inline std::string name_of(script const& tasks) {
    std::string text;
    for (task const& t : tasks)
        text += (text.empty() ? "" : ", ") + t.name;
    return text.empty() ? "nothing" : text;
}

inline std::string name_of(program const& p) {
    std::string text = name_of(p.before);
    for (script const& thread : p.threads)
        text += " | " + name_of(thread);
    return text;
}

// Every task as a script of its own.
inline std::vector<script> each_alone(script const& tasks) {
    std::vector<script> all;
    for (task const& t : tasks)
        all.push_back({t});
    return all;
}

// Every pair of scripts, also of one with itself, from every start.
inline std::vector<program> all_pairs(std::vector<script> const& starts,
                                      std::vector<script> const& scripts) {
    std::vector<program> all;
    for (script const& before : starts)
        for (auto first = scripts.begin(); first != scripts.end(); ++first)
            for (auto second = first; second != scripts.end(); ++second)
                all.push_back({before, {*first, *second}});
    return all;
}

// The policy under which containers are explored. Its guards are the library's own, step by step. A
// retire is one step that disposes at once of all that nobody guards: the earliest moment that a
// container has to live with, and without the many steps of a scan, whose own models are others.
struct strict_gc : gc {
    static void reserve_retire(std::size_t n) {
        in_one_step const alone(in_one_step::start::at_once);
        gc::reserve_retire(n);
    }
    static bool try_reserve_retire(std::size_t n) noexcept {
        in_one_step const alone(in_one_step::start::at_once);
        return gc::try_reserve_retire(n);
    }
    template <class Disposer, class T>
    static void retire(T* p) {
        in_one_step const alone(in_one_step::start::as_a_step_with_barrier);
        gc::template retire<Disposer>(p);
        gc::scan();
    }
    static void scan() {
        in_one_step const alone(in_one_step::start::as_a_step_with_barrier);
        gc::scan();
    }
};

// Lists are long enough and slots plenty, so that operations meet in the container alone.
inline core::domain_options roomy() {
    core::domain_options o = tiny();
    o.block_capacity = 16;
    o.cache_slots = 8;
    o.threshold = 64;
    return o;
}

// `User` makes the container, does tasks by act(task), ends everything by close().
template <class User>
class program_model : public model {
public:
    explicit program_model(program const& what) : what_(what) { act(what_.before); }
    void thread(unsigned self) override { act(what_.threads[self]); }
    void finish() override { user_.close(); }

private:
    void act(script const& tasks) {
        for (task const& t : tasks)
            user_.act(t);
    }

    program const& what_;
    User user_;
};

// The scenarios of one container. One line enters a container into a model.
template <class User>
std::vector<scenario> scenarios_of(std::string const& container,
                                   std::vector<program> const& programs) {
    std::vector<scenario> all;
    for (program const& p : programs)
        all.push_back(small({container + '/' + name_of(p),
                             static_cast<unsigned>(p.threads.size()),
                             0,
                             [p] { return std::make_unique<program_model<User>>(p); },
                             {}}));
    return all;
}

template <class T>
std::vector<T> joined(std::initializer_list<std::vector<T>> lists) {
    std::vector<T> all;
    for (std::vector<T> const& list : lists)
        all.insert(all.end(), list.begin(), list.end());
    return all;
}

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_GENERIC_PROGRAMS_H
