// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_GENERIC_SET_MODEL_H
#define CDSLIB_TEST_MODEL_GENERIC_SET_MODEL_H

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

#include "programs.h"

// Sets of items that come again as soon as they are disposed of.
namespace cds_model {

constexpr long most_keys = 3;

// What each key stands for: a number that no two insertions share, or `nothing`. So a history tells
// also which item was found or erased. `empty` and `first` tell of all keys at one moment.
struct keyed_spec {
    enum : int { insert, update, replace, erase, unlink, find, contains, drop, empty, first };
    using state = std::array<long, most_keys + 1>;

    static bool apply(state& items, cds_test::operation const& op) {
        long& item = items[static_cast<std::size_t>(op.key)];
        long const before = std::exchange(item, after(item, op));
        bool const there = before != 0;
        switch (op.code) {
        case insert: return op.result == (there ? 0 : 1);
        case update:
        case replace:
        case erase:
        case find: return op.result == before;
        case unlink: return op.result == (before == op.argument ? 1 : 0);
        case contains: return op.result == (there ? 1 : 0);
        case empty: return op.result == (the_first_of(items) == 0 ? 1 : 0);
        case first: return op.result == the_first_of(items);
        default: return true;
        }
    }

    static bool is_of_all_keys(cds_test::operation const& op) {
        return op.code == empty || op.code == first;
    }

private:
    static long the_first_of(state const& items) {
        auto const there = std::find_if(items.begin(), items.end(), [](long i) { return i != 0; });
        return there == items.end() ? 0 : *there;
    }
    static long after(long item, cds_test::operation const& op) {
        switch (op.code) {
        case insert:
        case update: return item != 0 ? item : op.argument;
        case replace: return op.argument;
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
// The two bits of a key change places: sets in the order of reversed hash values are in that of the
// keys, as all others are.
struct hash_keys {
    template <class T>
    std::size_t operator()(T const& item) const {
        auto const key = static_cast<std::size_t>(compare_keys::key(item));
        return (key & 1) << 1 | key >> 1;
    }
};

// The number of an item, looked at twice.
long number_in(auto& item) {
    long const seen = item.value.get();
    scheduling_point();
    check(item.value.get() == seen, "an item changed under its guard");
    return seen;
}

template <class Set>
class set_user {
public:
    enum : int {
        insert,
        update,
        erase,
        extract,
        unlink,
        find,
        get,
        contains,
        walk,
        clear,
        look_if_empty,
        first
    };

    /// Whether `update` replaces what is there; then order holds only while nobody changes the set.
    static constexpr bool replaces = requires(Set& s) { s.erase_at(s.begin()); };

    set_user() {
        domain_.emplace(2, 6, roomy());
        if constexpr (std::is_constructible_v<Set, std::size_t, std::size_t>)
            set_.emplace(8, 1); // a small table, which grows with every item
        else
            set_.emplace();
    }

    void act(task const& t) {
        using spec = keyed_spec;
        long const key = t.key;
        long const number = ++numbers_;
        auto const record = [&](int code, auto act) { return log_.record(code, key, number, act); };
        switch (t.what) {
        case insert:
            put(spec::insert, key, number, [&](auto& i) { return set_->insert(i) ? 1 : 0; });
            break;
        case update:
            put(replaces ? spec::replace : spec::update, key, number,
                [&](auto& i) { return update_it(i); });
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
        case look_if_empty: log_.record(spec::empty, 0, 0, [&] { return set_->empty(); }); break;
        case first:
            log_.record(spec::first, 0, 0, [&] {
                auto const it = set_->begin();
                return it == set_->end() ? 0 : number_in(*it);
            });
            break;
        default: clear_all(2 * most_keys);
        }
    }

    // Looks at what is left, and whether all items come back.
    void close() {
        for (long key = 1; key <= most_keys; ++key)
            log_.record(keyed_spec::find, key, 0, [&] { return number_of(set_->get(key)); });
        cds_test::history const all = log_.history();
        if (std::any_of(all.begin(), all.end(), keyed_spec::is_of_all_keys))
            check_history<keyed_spec>(log_);
        else
            check_history_by_key<keyed_spec>(log_);
        set_.reset();
        domain_.reset();
        items_.check_all_free();
    }

private:
    // `act` links a fresh item, or the store has it back.
    template <class Act>
    void put(int code, long key, long number, Act act) {
        auto& fresh = items_.take(number);
        fresh.key.set(key);
        bool linked = false;
        log_.record(code, key, number, [&] {
            long const result = act(fresh);
            linked = code == keyed_spec::replace || result == (code == keyed_spec::insert ? 1 : 0);
            return result;
        });
        if (!linked)
            items_.give(fresh);
    }
    // 0 if it inserted, otherwise the number of what is there.
    long update_it(auto& fresh) {
        long found = 0;
        if constexpr (replaces)
            set_->update(fresh, [&found](auto&, auto* before) {
                if (before)
                    found = number_in(*before);
            });
        else
            set_->update(fresh, [&found](bool inserted, auto& item, auto&) {
                if (!inserted)
                    found = number_in(item);
            });
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
        typename Set::guarded_ptr found;
        long const number = log_.record(keyed_spec::find, key, 0, [&] {
            found = set_->get(key);
            return number_of(found);
        });
        if (found)
            log_.record(keyed_spec::unlink, key, number, [&] { return set_->unlink(*found); });
    }

    // For each key a look at some moment of the walk.
    void walk_over(long key) {
        if (key > most_keys) {
            met_ = {};
            long last = 0;
            for (auto& item : *set_) {
                check(replaces || item.key.get() > last, "an iterator goes back");
                last = item.key.get();
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
    item_store<typename Set::value_type> items_;
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
    static inline task const empty{User::look_if_empty, 0, "empty"};
    static inline task const first{User::first, 0, "first"};
};

// What one can do with the first item, and right behind it.
template <class User>
script at_the_front() {
    using t = set_tasks<User>;
    return {t::insert(1), t::update(1),   t::erase(1),  t::extract(1), t::unlink(1), t::find(1),
            t::get(1),    t::contains(1), t::insert(2), t::erase(2),   t::walk,      t::clear};
}

// All pairs of one operation on a set of one item.
template <class User>
std::vector<program> programs_on_one_key() {
    return all_pairs({{set_tasks<User>::insert(1)}}, each_alone(at_the_front<User>()));
}

// What goes on behind a first item that is being erased.
template <class User>
std::vector<program> programs_behind_the_first() {
    using t = set_tasks<User>;
    script const two{t::insert(1), t::insert(2)};
    return {{two, {{t::erase(1)}, {t::get(2)}}}, {two, {{t::erase(1)}, {t::find(2)}}}};
}

// What tells of all keys at one moment, beside items that come and go: `empty` while one of two is
// always there, `first` while another one becomes the first.
template <class User>
std::vector<program> programs_of_all_keys() {
    using t = set_tasks<User>;
    script const one{t::insert(1)};
    script const two{t::insert(1), t::insert(2)};
    return {{{}, {{t::empty}, {t::insert(1)}}},
            {one, {{t::empty}, {t::erase(1)}}},
            {one, {{t::empty}, {t::insert(2), t::erase(1)}}},
            {two, {{t::empty}, {t::erase(2), t::erase(1)}}},
            {two, {{t::empty}, {t::erase(1), t::insert(1), t::erase(2)}}},
            {{}, {{t::first}, {t::insert(2), t::insert(1)}}},
            {two, {{t::first}, {t::erase(2), t::erase(1)}}},
            {two, {{t::first}, {t::erase(1), t::insert(1)}}}};
}

// All pairs of one operation beside another item; all pairs in the middle of three; and two
// operations against two.
template <class User>
std::vector<program> programs_on_more_keys() {
    using t = set_tasks<User>;
    script const two{t::insert(1), t::insert(2)};
    script const three{t::insert(1), t::insert(2), t::insert(3)};
    script const in_the_middle{t::update(2), t::erase(1), t::erase(2), t::unlink(2), t::extract(3),
                               t::get(2),    t::get(3),   t::walk,     t::clear};
    script const from_the_front{t::erase(1), t::erase(2)};
    return joined<program>({all_pairs({two}, each_alone(at_the_front<User>())),
                            all_pairs({three}, each_alone(in_the_middle)),
                            {{two, {{t::erase(1), t::insert(1)}, from_the_front}},
                             {two, {{t::get(1), t::get(2)}, from_the_front}},
                             {three, {{t::erase(2), t::erase(1)}, {t::get(3)}}}}});
}

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_GENERIC_SET_MODEL_H
