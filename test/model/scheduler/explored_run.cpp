// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "explored_run.h"

#include <algorithm>
#include <utility>

namespace cds_model {

void explored_run::begin() {
    search_.begin();
    ++execution_;
    created_ = 0;
    rows_.clear();
    for (fiber_state& f : fibers_)
        f = {};
}

bool explored_run::row::goes_on_at(std::uintptr_t where) const {
    return count == 1 ? where > first : where == first + count * step;
}

std::optional<std::uint64_t> explored_run::row::number_of(std::uintptr_t where) const {
    if (where == first)
        return number;
    if (count == 1 || where < first || (where - first) % step != 0 ||
        (where - first) / step >= count)
        return std::nullopt;
    return number + (where - first) / step;
}

void explored_run::created(void const* where) {
    auto const address = reinterpret_cast<std::uintptr_t>(where);
    if (!rows_.empty() && rows_.back().goes_on_at(address)) {
        row& last = rows_.back();
        last.step = last.count == 1 ? address - last.first : last.step;
        ++last.count;
    } else
        rows_.push_back({address, 0, created_, 1});
    ++created_;
}

// The last one there, if it is among those created after `since` others.
std::optional<std::uint64_t> explored_run::creation_of(void const* where,
                                                       std::uint64_t since) const {
    for (auto r = rows_.rbegin(); r != rows_.rend() && r->number + r->count > since; ++r)
        if (auto const number = r->number_of(reinterpret_cast<std::uintptr_t>(where)))
            return *number >= since ? number : std::nullopt;
    return std::nullopt;
}

// Addresses differ from execution to execution, the order of creation does not. What was there
// before the first execution keeps its address. What an earlier execution had there is forgotten.
explored_run::variable& explored_run::at(void const* where) {
    variable& v = variables_[where];
    if (v.execution != execution_) {
        v.execution = execution_;
        v.named_at = 0;
        v.version = 0;
        v.changed_in.clear();
        v.where = spot_of(kind::address, reinterpret_cast<std::uintptr_t>(where));
    }
    if (auto const number = creation_of(where, std::exchange(v.named_at, created_)))
        v.where = spot_of(kind::created, *number);
    return v;
}

process explored_run::next(process_set runnable, unsigned running) {
    process_set enabled = 0;
    for (unsigned i = 0; i != max_fibers; ++i) {
        if ((runnable & only(i)) != 0 && can_go_on(i))
            enabled |= only(i);
        if (has_stores(i))
            enabled |= only(buffer_of(i));
    }
    if (enabled == 0)
        return none;
    bool const waits_for_itself =
        (fibers_[running].needs & only(running)) != 0 && has_stores(running);
    return search_.next(enabled, waits_for_itself ? buffer_of(running) : running);
}

bool explored_run::can_go_on(unsigned fiber) const {
    fiber_state const& self = fibers_[fiber];
    for (unsigned i = 0; i != max_fibers; ++i)
        if ((self.needs & only(i)) != 0 && has_stores(i))
            return false;
    return !self.waits || std::any_of(self.seen.begin(), self.seen.end(), has_changed);
}

void explored_run::begins_step(unsigned fiber) {
    fiber_state& self = fibers_[fiber];
    for (unsigned i = 0; i != max_fibers; ++i) {
        if ((std::exchange(self.needs, self.needs & ~only(i)) & only(i)) == 0)
            continue;
        if (i != fiber) {
            search_.touch(spot_of(kind::buffer, i), access::read);
            search_.waited_for(buffer_of(i));
        } else if (self.last_flush != no_step)
            search_.caused_by(self.last_flush);
    }
    if (self.waits)
        ends_wait(self);
}

void explored_run::has_nothing_to_do(unsigned running) {
    fiber_state& self = fibers_[running];
    if (std::exchange(self.changed_something, false) || has_learnt(self))
        self.before = std::exchange(self.seen, {});
    else
        self.waits = true;
}

bool explored_run::has_learnt(fiber_state const& self) {
    return !std::all_of(self.seen.begin(), self.seen.end(), [&self](sight const& now) {
        return std::any_of(self.before.begin(), self.before.end(), [&now](sight const& then) {
            return then.what == now.what && then.version == now.version;
        });
    });
}

// The step has looked at all that it waited for.
void explored_run::ends_wait(fiber_state& self) {
    std::vector<std::size_t> wakers;
    for (sight const& s : self.seen) {
        search_.touch(s.what->where, access::read);
        auto const& changes = s.what->changed_in;
        wakers.insert(wakers.end(), changes.begin() + static_cast<std::ptrdiff_t>(s.version),
                      changes.end());
    }
    search_.woken_by(std::move(wakers));
    self.waits = false;
    self.seen.clear();
    self.before.clear();
}

explored_run::sight& explored_run::sight_of(unsigned fiber, variable& what) {
    auto& seen = fibers_[fiber].seen;
    auto const found =
        std::find_if(seen.begin(), seen.end(), [&what](sight const& s) { return s.what == &what; });
    return found != seen.end() ? *found : seen.emplace_back(sight{&what, what.version, 0, 0});
}

void explored_run::reads(unsigned fiber, void const* where, std::memory_order order) {
    variable& what = at(where);
    search_.touch(what.where, access::read);
    orders(fiber, order, access::read);
    sight& seen = sight_of(fiber, what);
    if (has_changed(seen))
        seen.times = 0;
    if (seen.times == 0 || seen.step != search_.step())
        ++seen.times;
    seen.step = search_.step();
    seen.version = what.version;
    if (seen.times > many_times)
        fibers_[fiber].waits = true;
}

void explored_run::writes(unsigned fiber, void const* where, word old, word value,
                          std::memory_order order) {
    variable& what = at(where);
    search_.touch(what.where, access::write);
    orders(fiber, order, access::add);
    if (old != value) {
        ++what.version;
        what.changed_in.push_back(search_.step());
        fibers_[fiber].changed_something = true;
    }
    sight_of(fiber, what).version = what.version;
}

// Operations that are seq_cst have an order, which weak memory makes visible.
void explored_run::orders(unsigned fiber, std::memory_order order, access how) {
    if (model_ != memory_model::weak)
        return;
    search_.touch(spot_of(kind::view, fiber), access::read);
    if (order == std::memory_order_seq_cst)
        search_.touch(spot_of(kind::order), how);
}

void explored_run::fences(unsigned fiber, std::memory_order order) {
    orders(fiber, order, access::write);
}

void explored_run::fences_for(unsigned fiber, unsigned other) {
    if (model_ != memory_model::weak)
        return;
    search_.touch(spot_of(kind::view, other), other == fiber ? access::read : access::write);
    search_.touch(spot_of(kind::order), access::write);
}

void explored_run::stores(unsigned fiber, buffered_store store) {
    store.made_in = search_.step();
    search_.touch(spot_of(kind::buffer, fiber), access::write);
    fibers_[fiber].buffer.push_back(store);
}

std::optional<word> explored_run::own_store(unsigned fiber, void const* where) {
    auto const& buffer = fibers_[fiber].buffer;
    auto const found = std::find_if(buffer.rbegin(), buffer.rend(),
                                    [where](buffered_store const& s) { return s.where == where; });
    if (found == buffer.rend())
        return std::nullopt;
    search_.touch(own_store_at(fiber, at(where).where), access::read);
    return found->value;
}

buffered_store explored_run::oldest_store(unsigned fiber) {
    fiber_state& self = fibers_[fiber];
    buffered_store const store = self.buffer.front();
    self.buffer.pop_front();
    self.last_flush = search_.step();
    search_.caused_by(store.made_in);
    search_.touch(own_store_at(fiber, at(store.where).where), access::write);
    return store;
}

void explored_run::begins(unsigned fiber) {
    search_.touch(spot_of(kind::time), access::read);
    fences(fiber, std::memory_order_seq_cst);
    fibers_[fiber].seen.clear();
    fibers_[fiber].before.clear();
}

void explored_run::ends(unsigned fiber) {
    search_.touch(spot_of(kind::time), access::add);
    fences(fiber, std::memory_order_seq_cst);
}

} // namespace cds_model
