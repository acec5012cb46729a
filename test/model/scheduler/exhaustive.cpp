// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "exhaustive.h"

#include <algorithm>
#include <bit>
#include <sstream>
#include <utility>

#include "scheduler.h"

namespace cds_model {

namespace {

bool contains(process_set set, process p) { return (set & only(p)) != 0; }
process lowest(process_set set) { return static_cast<process>(std::countr_zero(set)); }

} // namespace

void exhaustive::effects::clear() {
    touched.clear();
    causes.clear();
    wakers.clear();
    awaited = 0;
}

void exhaustive::begin() {
    made_ = 0;
    picked_ = 0;
    cut_ = false;
    last_of_.fill(0);
    present_.clear();
}

process exhaustive::next(process_set enabled, process natural) {
    complete_step();
    process chosen;
    if (made_ < path_.size())
        chosen = repeated(enabled);
    else if (cut_)
        chosen = cheapest(enabled, natural);
    else
        chosen = first_time(enabled, natural);
    ++made_;
    picked_ = 0;
    return chosen;
}

void exhaustive::end() {
    complete_step();
    check(made_ >= path_.size(), "an execution that was repeated ended early");
    ++(cut_ ? redundant_ : executions_);
}

process exhaustive::repeated(process_set enabled) {
    node& n = path_[made_];
    if (n.enabled == 0) // it was given from outside
        n.enabled = enabled;
    check(n.enabled == enabled && contains(enabled, n.chosen),
          "the same choices have led elsewhere: something depends on addresses");
    return n.chosen;
}

process exhaustive::first_time(process_set enabled, process natural) {
    node next;
    next.enabled = enabled;
    next.natural = natural;
    process_set candidates = enabled;
    if (reduces_) {
        inherit_sleepers(next);
        candidates &= ~asleep(next);
        cut_ = candidates == 0;
        if (cut_)
            return cheapest(enabled, natural);
        next.chosen = cheapest(candidates, natural);
        next.todo = only(next.chosen);
    } else {
        if (!path_.empty()) {
            node const& before = path_.back();
            bool const preempted =
                contains(before.enabled, before.natural) && before.chosen != before.natural;
            next.preemptions = before.preemptions + (preempted ? 1 : 0);
        }
        next.chosen = cheapest(enabled, natural);
        bool const free = !contains(enabled, natural) || next.preemptions < preemptions_;
        next.todo = free ? enabled : only(next.chosen);
    }
    path_.push_back(std::move(next));
    return path_.back().chosen;
}

process exhaustive::cheapest(process_set enabled, process natural) const {
    return contains(enabled, natural) ? natural : lowest(enabled);
}

// Who sleeps before a step sleeps after it, unless it conflicts with what they will do.
void exhaustive::inherit_sleepers(node& next) const {
    if (path_.empty())
        return;
    node const& before = path_.back();
    for (sleeper const& s : before.sleepers)
        if (s.who != before.chosen && !s.next.conflicts_with(before.step.touched))
            next.sleepers.push_back(s);
}

process_set exhaustive::asleep(node const& n) {
    process_set all = 0;
    for (sleeper const& s : n.sleepers)
        all |= only(s.who);
    return all;
}

unsigned exhaustive::pick(unsigned alternatives) {
    if (alternatives == 1 || cut_)
        return 0;
    std::vector<choice>& picks = path_[step()].picks;
    if (picked_ == picks.size())
        picks.push_back({0, alternatives});
    choice& present = picks[picked_++];
    if (present.alternatives == 0) // it was given from outside
        present.alternatives = alternatives;
    check(present.alternatives == alternatives, "the same choices have led elsewhere");
    return present.chosen;
}

void exhaustive::complete_step() {
    if (made_ != 0 && made_ <= path_.size()) {
        std::size_t const last = step();
        node& n = path_[last];
        if (last < repeated_) {
            check(n.step == present_, "a repeated step has done something else");
        } else {
            std::swap(n.step, present_);
            n.of_all_picks.add(n.step.touched);
            if (reduces_)
                place_in_order(last);
        }
        last_of_[n.chosen] = made_;
    }
    present_.clear();
}

bool exhaustive::happened_before(std::size_t earlier, clock const& past) const {
    return past[path_[earlier].chosen] > earlier;
}

void exhaustive::join_past_of(std::size_t step, clock& past) const {
    clock const& other = path_[step].past;
    for (unsigned p = 0; p != max_processes; ++p)
        past[p] = std::max(past[p], other[p]);
}

// What happened before the last step, and with what it races.
void exhaustive::place_in_order(std::size_t last) {
    node& self = path_[last];
    clock past{};
    if (std::size_t const before = last_of_[self.chosen]; before != 0)
        join_past_of(before - 1, past);
    for (std::size_t const cause : self.step.causes)
        join_past_of(cause, past);
    step_list races;
    for (std::size_t i = last; i-- != 0;) {
        node const& other = path_[i];
        if (contains(self.step.awaited, other.chosen) || happened_before(i, past) ||
            !other.step.touched.conflicts_with(self.step.touched))
            continue;
        races.push_back(i);
        join_past_of(i, past);
    }
    for (process p = 0; p != max_processes; ++p)
        if (contains(self.step.awaited, p) && last_of_[p] != 0)
            join_past_of(last_of_[p] - 1, past);
    past[self.chosen] = static_cast<std::uint32_t>(last + 1);
    self.past = past;
    for (std::size_t const i : races)
        if (can_do_without(i, last))
            reverse(i, last);
}

// A step that ended a wait comes before one that it conflicts with only if another woke it.
bool exhaustive::can_do_without(std::size_t earlier, std::size_t last) const {
    step_list const& wakers = path_[last].step.wakers;
    return wakers.empty() || std::any_of(wakers.begin(), wakers.end(), [&](std::size_t waker) {
               return waker < earlier || !happened_before(earlier, path_[waker].past);
           });
}

// Sees to it that the last step, and with it what does not need the earlier one, is tried before
// the earlier one.
void exhaustive::reverse(std::size_t earlier, std::size_t last) {
    node& before = path_[earlier];
    process_set const first = initials(earlier, last);
    if ((first & (before.todo | asleep(before))) != 0)
        return;
    process_set const possible = first & before.enabled;
    process const self = path_[last].chosen;
    if (contains(possible, self))
        before.todo |= only(self);
    else if (possible != 0)
        before.todo |= only(lowest(possible));
    else
        before.todo |= before.enabled; // the last step waits for what happened after the earlier
}

// Who can begin an execution that makes the last step without the earlier one.
process_set exhaustive::initials(std::size_t earlier, std::size_t last) const {
    step_list without;
    process_set seen = 0;
    process_set first = 0;
    for (std::size_t k = earlier + 1; k <= last; ++k) {
        node const& n = path_[k];
        if (k != last && happened_before(earlier, n.past))
            continue;
        bool const needs_another =
            std::any_of(without.begin(), without.end(),
                        [&](std::size_t other) { return happened_before(other, n.past); });
        if (!contains(seen, n.chosen) && !needs_another)
            first |= only(n.chosen);
        seen |= only(n.chosen);
        without.push_back(k);
    }
    return first;
}

bool exhaustive::another() {
    for (; !path_.empty(); path_.pop_back()) {
        node& n = path_.back();
        if (next_pick(n) || next_process(n)) {
            repeated_ = path_.size() - 1;
            return true;
        }
    }
    return false;
}

bool exhaustive::next_pick(node& n) {
    for (; !n.picks.empty(); n.picks.pop_back())
        if (++n.picks.back().chosen != n.picks.back().alternatives)
            return true;
    return false;
}

bool exhaustive::next_process(node& n) const {
    n.done |= only(n.chosen);
    if (reduces_)
        n.sleepers.push_back({n.chosen, std::exchange(n.of_all_picks, {})});
    process_set const rest = n.todo & ~n.done & ~asleep(n);
    if (rest == 0)
        return false;
    n.chosen = lowest(rest);
    return true;
}

// "0x3,1,4,0.1,": the process of each step, how often in a row, and behind a point what was picked.
std::string exhaustive::choices() const {
    std::string text;
    std::size_t const known = std::min(made_, path_.size());
    for (std::size_t i = 0; i != known;) {
        node const& n = path_[i];
        std::size_t const first = i++;
        while (n.picks.empty() && i != known && path_[i].picks.empty() &&
               path_[i].chosen == n.chosen)
            ++i;
        text += std::to_string(n.chosen);
        if (i - first != 1)
            (text += 'x') += std::to_string(i - first);
        for (choice const c : n.picks)
            (text += '.') += std::to_string(c.chosen);
        text += ',';
    }
    return text;
}

void exhaustive::repeat(std::string const& choices) {
    std::istringstream steps(choices);
    for (std::string step; std::getline(steps, step, ',');) {
        std::istringstream numbers(step);
        node n;
        std::size_t times = 1;
        numbers >> n.chosen;
        n.todo = only(n.chosen);
        for (char mark; numbers >> mark;)
            mark == 'x' ? numbers >> times : numbers >> n.picks.emplace_back().chosen;
        path_.insert(path_.end(), times, n);
    }
}

} // namespace cds_model
