// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_GENERIC_PILE_MODEL_H
#define CDSLIB_TEST_MODEL_GENERIC_PILE_MODEL_H

#include <optional>
#include <tuple>

#include "programs.h"

// What queues and stacks have in common: items go in and come out.
namespace cds_model {

// What else a container has to tell of an execution.
inline void see_more(auto const&) {}

// A queue or stack under `Spec`; of the traits of the container its disposer is recycle<Item>.
template <class Pile, class Spec>
class pile_user {
    using item_type = typename Pile::value_type;

public:
    enum : int { put, take, look_if_empty, clear };

    pile_user() {
        domain_.emplace(3, 2, roomy());
        pile_.emplace();
    }

    void act(task const& t) {
        switch (t.what) {
        case put: log_.record(Spec::put, 0, t.key, [&] { return push(items_.take(t.key)); }); break;
        case take: log_.record(Spec::take, 0, 0, [&] { return pop(); }); break;
        case clear:
            if constexpr (requires { Spec::clear; }) // it takes all at one moment
                log_.record(Spec::clear, 0, 0, [&] { return pile_->clear(), 0; });
            break;
        default: log_.record(Spec::empty, 0, 0, [&] { return pile_->empty(); });
        }
    }

    // Takes what is left, and looks whether every item has come back.
    void close() {
        while (log_.record(Spec::take, 0, 0, [&] { return pop(); }) != cds_test::nothing)
            continue;
        check_history<Spec>(log_);
        see_more(*pile_);
        pile_.reset();
        domain_.reset();
        items_.check_all_free();
    }

private:
    bool push(item_type& i) {
        if constexpr (requires { pile_->enqueue(i); })
            return pile_->enqueue(i);
        else
            return pile_->push(i);
    }
    long pop() {
        long value = cds_test::nothing;
        auto const look = [&](item_type& i) {
            value = i.value.get();
            scheduling_point();
            check(i.value.get() == value, "an item changed under its guard");
        };
        if constexpr (requires { pile_->dequeue_with(look); })
            pile_->dequeue_with(look);
        else
            pile_->pop_with(look);
        return value;
    }

    recorder log_;
    item_store<item_type> items_;
    std::optional<fresh_domain> domain_;
    std::optional<Pile> pile_;
};

template <class User>
struct pile_tasks {
    static task put(long value) { return {User::put, value, "put " + std::to_string(value)}; }
    static inline task const take{User::take, 0, "take"};
    static inline task const empty{User::look_if_empty, 0, "empty"};
    static inline task const clear{User::clear, 0, "clear"};
};

// All pairs of one operation; two operations against two; an item that comes back while the other
// thread holds on to its address; and three threads.
template <class User>
std::vector<program> pile_programs() {
    using t = pile_tasks<User>;
    std::vector<script> const starts{{}, {t::put(1)}, {t::put(1), t::put(2)}, {t::put(1), t::take}};
    std::vector<script> const twice{
        {t::put(10), t::put(20)}, {t::put(10), t::take}, {t::take, t::put(10)}, {t::take, t::take}};
    script const three{t::put(1), t::put(2), t::put(3)};
    script const come_back{t::take, t::take, t::put(30)};
    return joined<program>({all_pairs(starts, each_alone({t::put(10), t::take, t::empty})),
                            all_pairs({starts[0], starts[2]}, twice),
                            {{three, {{t::take}, come_back}},
                             {three, {{t::put(10)}, come_back}},
                             {{t::put(1)}, {{t::put(10)}, {t::take}, {t::put(20)}}},
                             {{t::put(1)}, {{t::put(10)}, {t::take}, {t::take}}}}});
}

// For piles whose clear() takes all at one moment: beside each other operation, and beside one that
// takes what it is about to take, and puts another one there.
template <class User>
std::vector<program> clearing_programs() {
    using t = pile_tasks<User>;
    script const two{t::put(1), t::put(2)};
    return {{two, {{t::clear}, {t::put(10)}}},
            {two, {{t::clear}, {t::take}}},
            {two, {{t::clear}, {t::empty}}},
            {two, {{t::clear}, {t::clear}}},
            {two, {{t::clear}, {t::take, t::put(10)}}}};
}

// A family's container of items that come again as soon as they are disposed of.
template <class Family>
struct recycling {
    using item = cds_model::item<typename Family::template node<strict_gc>>;
    struct traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<strict_gc>>;
        using disposer = recycle<item>;
    };
    using pile = typename Family::template intrusive<strict_gc, item, traits>;
};

template <class Spec, class Pile>
std::vector<scenario> pile_scenarios(char const* name) {
    using user = pile_user<Pile, Spec>;
    return scenarios_of<user>(name, pile_programs<user>());
}

template <class Spec, class Pile>
std::vector<scenario> linked_pile_scenarios(char const* name) {
    using user = pile_user<Pile, Spec>;
    return joined<scenario>(
        {pile_scenarios<Spec, Pile>(name), scenarios_of<user>(name, clearing_programs<user>())});
}

// Those of every family of nodes, as `families` lists them.
template <class Spec, class... Family>
std::vector<scenario> every_pile(std::tuple<Family...> const*) {
    return joined<scenario>(
        {linked_pile_scenarios<Spec, typename recycling<Family>::pile>(Family::name)...});
}

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_GENERIC_PILE_MODEL_H
