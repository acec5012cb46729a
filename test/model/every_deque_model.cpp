// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The deque of which others steal: every execution of every small program is linearizable.

#include <cds/container/work_stealing_deque.h>
#include <cds_test/deque_spec.h>

#include "generic/programs.h"

#include <optional>

namespace {

using namespace cds_model;
using spec = cds_test::stealing_spec;

class deque_user {
public:
    deque_user() {
        domain_.emplace(3, 2, roomy());
        deque_.emplace(2);
    }

    void act(task const& t) {
        if (t.what == spec::push)
            log_.record(spec::push, 0, t.key, [&] { return deque_->push(t.key); });
        else
            take(t.what);
    }

    void close() {
        while (take(spec::pop) != cds_test::nothing)
            continue;
        check_history<spec>(log_);
        deque_.reset();
        domain_.reset();
    }

private:
    long take(int what) {
        return log_.record(what, 0, 0, [&] {
            auto const taken = what == spec::pop ? deque_->pop() : deque_->steal();
            return taken.value_or(cds_test::nothing);
        });
    }

    recorder log_;
    std::optional<fresh_domain> domain_;
    std::optional<cds::container::WorkStealingDeque<strict_gc, long>> deque_;
};

task push(long value) { return {spec::push, value, "push " + std::to_string(value)}; }
task const pop{spec::pop, 0, "pop"};
task const steal{spec::steal, 0, "steal"};

// The owner does one thing or two, beside one thief or two. The buffer has room for two: pushes
// make it grow, and its slots are used again.
std::vector<program> programs() {
    std::vector<script> const starts{
        {}, {push(1)}, {push(1), push(2)}, {push(1), steal}, {push(1), push(2), steal}};
    std::vector<script> const owner{{push(10)},      {pop},           {push(10), push(20)},
                                    {push(10), pop}, {pop, push(10)}, {pop, pop}};
    std::vector<program> all;
    for (script const& before : starts)
        for (script const& mine : owner) {
            all.push_back({before, {mine, {steal}}});
            all.push_back({before, {mine, {steal, steal}}});
            if (mine.size() == 1)
                all.push_back({before, {mine, {steal}, {steal}}});
        }
    all.push_back({{push(1), push(2)}, {{pop, pop}, {steal}, {steal}}});
    return all;
}

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv, scenarios_of<deque_user>("WorkStealingDeque", programs()),
                   manner::exhaustive);
}
