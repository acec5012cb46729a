// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_GENERIC_SET_MODEL_H
#define CDSLIB_TEST_MODEL_GENERIC_SET_MODEL_H

#include <array>
#include <optional>

#include "programs.h"

// Sets and maps, intrusive and owning, under one interface.
namespace cds_model {

constexpr long most_keys = 2;

// What each key stands for: a number that no two insertions share, or `nothing`. So a history tells
// also which item was found or erased.
struct keyed_spec {
    enum : int { insert, update, erase, unlink, find, contains, drop };
    using state = std::array<long, most_keys + 1>;

    static bool apply(state& items, cds_test::operation const& op) {
        long& item = items[static_cast<std::size_t>(op.key)];
        long const before = std::exchange(item, after(item, op));
        bool const there = before != 0;
        switch (op.code) {
        case insert: return op.result == (there ? 0 : 1);
        case update:
        case erase:
        case find: return op.result == before;
        case unlink: return op.result == (before == op.argument ? 1 : 0);
        case contains: return op.result == (there ? 1 : 0);
        default: return true;
        }
    }

private:
    static long after(long item, cds_test::operation const& op) {
        switch (op.code) {
        case insert:
        case update: return item != 0 ? item : op.argument;
        case unlink: return item == op.argument ? 0 : item;
        case erase:
        case drop: return 0;
        default: return item;
        }
    }
};

// An item of an intrusive set.
template <class Node>
struct keyed_item : item<Node> {
    shared<long> key{0};
};
struct recycle_keyed {
    template <class Item>
    void operator()(Item* i) const {
        i->key.set(-1);
        recycle<Item>()(i);
    }
};
struct compare_keys {
    static long key(long k) { return k; }
    template <class Item>
    static long key(Item const& i) {
        return i.key.get();
    }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return static_cast<int>(key(a) - key(b));
    }
};
// All in one bucket, where they meet.
struct hash_keys {
    template <class T>
    std::size_t operator()(T const&) const {
        return 0;
    }
};

// A mapped value of an owning map. update() makes one out of nothing: it takes the number that its
// fiber has announced.
struct mapped_number {
    mapped_number() : mapped_number(announced[current_fiber() + 1]) {}
    explicit mapped_number(long n) : value(n) { ++alive; }
    mapped_number(mapped_number const&) = delete;
    mapped_number& operator=(mapped_number const&) = delete;
    ~mapped_number() {
        check(value.alive(), "disposed twice");
        --alive;
    }
    shared<long> value;

    static inline long announced[max_fibers + 1]{};
    static inline long alive = 0;
};

// The number of an item, or of the mapped value of a pair; looked at twice.
long number_in(auto& item) {
    auto const look = [&item] {
        if constexpr (requires { item.second; })
            return item.second.value.get();
        else
            return item.value.get();
    };
    long const seen = look();
    scheduling_point();
    check(look() == seen, "an item changed under its guard");
    return seen;
}
long key_of(auto& item) {
    if constexpr (requires { item.first; })
        return item.first;
    else
        return item.key.get();
}

// Items of an intrusive set come from a store; an owning one makes its own.
template <class Set>
struct item_source {
    void check_all_free() const { check(mapped_number::alive == 0, "a pair was lost"); }
};
template <class Set>
    requires requires { typename Set::node_traits; }
struct item_source<Set> : item_store<typename Set::value_type> {};

template <class Set>
class set_user {
public:
    static constexpr bool is_intrusive = requires { typename Set::node_traits; };
    enum : int { insert, update, erase, extract, unlink, find, get, contains, walk, clear };

    set_user() {
        domain_.emplace(2, 6, roomy());
        if constexpr (std::is_default_constructible_v<Set>)
            set_.emplace();
        else
            set_.emplace(1, 1);
    }

    void act(task const& t) {
        using spec = keyed_spec;
        long const key = t.key;
        long const number = ++numbers_;
        auto const record = [&](int code, auto act) { return log_.record(code, key, number, act); };
        switch (t.what) {
        case insert:
            put(spec::insert, key, number, [&](auto& i) { return insert_it(i, number); });
            break;
        case update:
            put(spec::update, key, number, [&](auto& i) { return update_it(i, number); });
            break;
        case erase:
            record(spec::erase, [&] { return seen_by([&](auto f) { set_->erase(key, f); }); });
            break;
        case extract: record(spec::erase, [&] { return number_of(set_->extract(key)); }); break;
        case unlink: unlink_what_is_found(key); break;
        case find:
            record(spec::find, [&] { return seen_by([&](auto f) { set_->find(key, f); }); });
            break;
        case get: record(spec::find, [&] { return number_of(set_->get(key)); }); break;
        case contains: record(spec::contains, [&] { return set_->contains(key); }); break;
        case walk: walk_over(1); break;
        default: clear_all(2 * most_keys);
        }
    }

    // Looks at what is left, and whether all items come back.
    void close() {
        for (long key = 1; key <= most_keys; ++key)
            log_.record(keyed_spec::find, key, 0, [&] { return number_of(set_->get(key)); });
        check_history<keyed_spec>(log_);
        set_.reset();
        domain_.reset();
        items_.check_all_free();
    }

private:
    // `act` links a fresh item, or an owning set makes one of the key.
    template <class Act>
    void put(int code, long key, long number, Act act) {
        if constexpr (is_intrusive) {
            auto& fresh = items_.take(number);
            fresh.key.set(key);
            bool linked = false;
            log_.record(code, key, number, [&] {
                long const result = act(fresh);
                linked = result == (code == keyed_spec::insert ? 1 : 0);
                return result;
            });
            if (!linked)
                items_.give(fresh);
        } else {
            log_.record(code, key, number, [&] { return act(key); });
        }
    }
    long insert_it(auto& what, [[maybe_unused]] long number) {
        if constexpr (is_intrusive)
            return set_->insert(what) ? 1 : 0;
        else
            return set_->emplace(what, number) ? 1 : 0;
    }
    // 0 if it inserted, otherwise the number of what is there.
    long update_it(auto& what, [[maybe_unused]] long number) {
        long found = 0;
        auto const look = [&found](bool inserted, auto& item, auto&&...) {
            if (!inserted)
                found = number_in(item);
        };
        mapped_number::announced[current_fiber() + 1] = number;
        set_->update(what, look);
        return found;
    }

    // The number that `act` shows to a functor, or 0.
    template <class Act>
    static long seen_by(Act act) {
        long seen = 0;
        act([&seen](auto& item, auto&&...) { seen = number_in(item); });
        return seen;
    }
    static long number_of(auto const& guarded) { return guarded ? number_in(*guarded) : 0; }

    void unlink_what_is_found(long key) {
        if constexpr (is_intrusive) {
            typename Set::guarded_ptr found;
            long const number = log_.record(keyed_spec::find, key, 0, [&] {
                found = set_->get(key);
                return number_of(found);
            });
            if (found)
                log_.record(keyed_spec::unlink, key, number, [&] { return set_->unlink(*found); });
        }
    }

    // For each key a look at some moment of the walk.
    void walk_over(long key) {
        if (key > most_keys) {
            met_ = {};
            long last = 0;
            for (auto& item : *set_) {
                check(key_of(item) > last, "an iterator goes back");
                last = key_of(item);
                met_[static_cast<std::size_t>(last)] = number_in(item);
            }
        } else {
            log_.record(keyed_spec::find, key, 0, [&] {
                walk_over(key + 1);
                return met_[static_cast<std::size_t>(key)];
            });
        }
    }
    // For each key two erases: of what was there, and of what one other has inserted meanwhile.
    void clear_all(long erases) {
        if (erases == 0)
            set_->clear();
        else
            log_.record(keyed_spec::drop, 1 + erases % most_keys, 0, [&] {
                clear_all(erases - 1);
                return 0;
            });
    }

    recorder log_;
    item_source<Set> items_;
    std::optional<fresh_domain> domain_;
    std::optional<Set> set_;
    keyed_spec::state met_{}; // by the one that walks
    long numbers_ = 0;
};

template <class User>
struct set_tasks {
    static task insert(long key) { return {User::insert, key, "insert " + std::to_string(key)}; }
    static task update(long key) { return {User::update, key, "update " + std::to_string(key)}; }
    static task erase(long key) { return {User::erase, key, "erase " + std::to_string(key)}; }
    static task extract(long key) { return {User::extract, key, "extract " + std::to_string(key)}; }
    static task unlink(long key) { return {User::unlink, key, "unlink " + std::to_string(key)}; }
    static task find(long key) { return {User::find, key, "find " + std::to_string(key)}; }
    static task get(long key) { return {User::get, key, "get " + std::to_string(key)}; }
    static task contains(long key) {
        return {User::contains, key, "contains " + std::to_string(key)};
    }
    static inline task const walk{User::walk, 0, "walk"};
    static inline task const clear{User::clear, 0, "clear"};
};

// All pairs of one operation, on one key and beside a neighbour; and two operations against two.
template <class User>
std::vector<program> set_programs() {
    using t = set_tasks<User>;
    std::vector<script> const starts{{t::insert(1)}, {t::insert(1), t::insert(2)}};
    script once{t::insert(1),   t::update(1), t::erase(1), t::extract(1), t::find(1), t::get(1),
                t::contains(1), t::insert(2), t::erase(2), t::walk,       t::clear};
    if constexpr (User::is_intrusive)
        once.push_back(t::unlink(1));
    script const from_the_front{t::erase(1), t::erase(2)};
    return joined<program>({all_pairs(starts, each_alone(once)),
                            {{starts[1], {{t::erase(1), t::insert(1)}, from_the_front}},
                             {starts[1], {{t::get(1), t::get(2)}, from_the_front}}}});
}

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_GENERIC_SET_MODEL_H
