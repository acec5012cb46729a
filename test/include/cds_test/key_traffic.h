// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_KEY_TRAFFIC_H
#define CDSLIB_TEST_KEY_TRAFFIC_H

#include <cds_test/disposer.h>
#include <cds_test/threads.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

// Threads that put, take and look at items by their keys, in any list, set or map, and what must
// be true of it meanwhile and afterwards.
namespace cds_test {

/// A value that knows whose key it has and which one it is, and that dies. Its members are plain
/// on purpose: reading one while it is made or destroyed is for ThreadSanitizer to report.
struct parcel : mortal<parcel> {
    parcel(int k) : key(k) {}
    [[nodiscard]] bool sound(int k) const { return alive() && key == k && self_ == this; }

    int const key;
    long const serial = made_so_far.fetch_add(1, std::memory_order_relaxed);

private:
    inline static std::atomic<long> made_so_far{0};
    parcel const* const self_ = this;
};

/// The parcel of an item: itself, or the mapped value of a pair.
template <class Item>
auto const& parcel_of(Item const& item) {
    if constexpr (requires { item.second; })
        return item.second;
    else
        return item;
}

/// Whether `update` replaces what is there. What is inserted anew may come to stand elsewhere in
/// such a set: its iterators do not go in the order of the keys.
template <class Set>
concept replacing = requires(Set& set) { set.erase_at(set.begin()); };

/// Puts an object into an intrusive set: whether it is there now, and whether its key is new.
template <class Set, class Item, class Look>
std::pair<bool, bool> put_object(Set& set, Item& fresh, bool by_update, Look look) {
    bool in = false;
    if (!by_update)
        in = set.insert(fresh, look);
    else if constexpr (requires { set.update(fresh); })
        return set.update(fresh);
    else if constexpr (replacing<Set>)
        return set.update(fresh, [&](auto& item, auto*) { look(item); });
    else
        in = set.update(fresh, [&](bool, auto& item, auto&) { look(item); }).second;
    return {in, in};
}

/// Inserts a parcel with `key`, with `update` or with `insert`; `look` sees what is there then.
template <class Set, class Look>
bool put(Set& set, int key, bool by_update, Look look) {
    if constexpr (requires { typename Set::disposer; }) { // the set is intrusive
        auto fresh = std::make_unique<typename Set::value_type>(key);
        auto const [in, inserted] = put_object(set, *fresh, by_update, look);
        if (in)
            (void)fresh.release();
        return inserted;
    } else if constexpr (requires { typename Set::value_type::second_type; }) {
        return by_update ? set.emplace(key, key) : set.insert(key, key);
    } else if constexpr (replacing<Set>) {
        auto const look_at_new = [&](auto& item, auto*) { look(item); };
        return by_update ? set.update(key, look_at_new).second : set.insert(key, look);
    } else {
        auto const look_at_first = [&](bool, auto& item, int) { look(item); };
        return by_update ? set.update(key, look_at_first).second : set.insert(key, look);
    }
}

/// Takes what `key` stands for, with `extract` or with `erase`; `look` sees it erased.
template <class Set, class Look>
bool take(Set& set, int key, bool by_extract, Look look) {
    if (!by_extract)
        return set.erase(key, look);
    auto const taken = set.extract(key);
    if (taken)
        look(*taken);
    return bool(taken);
}

/// One thread's part in a free for all, with its accounts. It looks hard at all that it meets and
/// keeps some of it guarded for a while, erased by others or not.
template <class Set>
class clerk {
public:
    clerk(Set& set, std::size_t keys) : balance(keys), set_(set) {}

    void act(std::size_t where, unsigned choice) {
        int const key = static_cast<int>(where);
        auto const look = [&](auto const& item, auto&&...) { inspect(item, key); };
        switch (choice % 8) {
        case 0:
        case 1:
        case 2: balance[where] += put(set_, key, choice % 16 < 8, look); break;
        case 3:
        case 4: balance[where] -= take(set_, key, choice % 16 < 8, look); break;
        case 5: set_.find(key, look); break;
        case 6: hold(choice / 8 % held_.size(), set_.get(key)); break;
        default:
            if (choice % 128 == 7)
                for (auto const& item : set_)
                    inspect(item, parcel_of(item).key);
            else if (auto found = set_.get(key)) { // take what is held
                look(*found);
                balance[where] -= set_.erase(key);
                look(*found);
            }
        }
    }

    void let_go() {
        for (std::size_t place = 0; place < held_.size(); ++place)
            hold(place, {});
    }

    std::vector<long> balance; ///< of each key: how often put, less how often taken
    std::size_t corpses = 0;

private:
    template <class Item>
    void inspect(Item const& item, int key) {
        corpses += !parcel_of(item).sound(key);
    }
    void hold(std::size_t place, typename Set::guarded_ptr found) {
        auto& [pointer, key, serial] = held_[place];
        if (pointer) {
            inspect(*pointer, key);
            corpses += parcel_of(*pointer).serial != serial;
        }
        pointer = std::move(found);
        if (pointer) {
            key = parcel_of(*pointer).key;
            serial = parcel_of(*pointer).serial;
        }
    }

    struct holding {
        typename Set::guarded_ptr pointer;
        int key = 0;
        long serial = 0;
    };
    Set& set_;
    std::array<holding, 2> held_; // gc::HP has guards for no more beside an iterator
};

/// What a free for all left behind.
struct outcome {
    std::size_t corpses = 0;   ///< dead, moved or mistaken parcels that somebody saw
    std::size_t imbalance = 0; ///< keys that are not there as often as the accounts say
    std::size_t there = 0;     ///< keys that are found
    std::size_t met = 0;       ///< items that an iterator meets
    std::size_t counted = 0;   ///< what the item counter says
};

/// `threads` clerks of `steps` steps each, over the keys 0 ... `keys` - 1.
template <class Set>
outcome free_for_all(std::size_t threads, std::size_t keys, long steps) {
    Set set;
    outcome result;
    std::vector<long> balance(keys);
    std::mutex lock;
    run_threads(threads, [&](std::size_t self) {
        clerk<Set> me(set, keys);
        auto random = random_stream(self);
        for (long n = 0; n < steps; ++n) {
            auto const r = random();
            me.act(r % keys, static_cast<unsigned>(r >> 32));
        }
        me.let_go();
        std::lock_guard<std::mutex> const hold(lock);
        result.corpses += me.corpses;
        for (std::size_t key = 0; key < keys; ++key)
            balance[key] += me.balance[key];
    });
    for (std::size_t key = 0; key < keys; ++key) {
        bool const present = set.contains(static_cast<int>(key));
        result.imbalance += balance[key] != (present ? 1 : 0);
        result.there += present;
    }
    for ([[maybe_unused]] auto const& item : set)
        ++result.met;
    result.counted = set.size();
    return result;
}

/// A thread with keys that nobody else touches, between those of others and those of residents,
/// which stay for ever. Whatever the others do, it finds what it left.
template <class Set>
class tenant {
public:
    /// Key k belongs to the tenant k % `tenants`, or for the last remainder to a resident.
    tenant(Set& set, std::size_t self, std::size_t tenants, std::size_t each)
        : set_(set), self_(self), stride_(tenants + 1), in_(each) {}

    void act(std::size_t mine, unsigned choice) {
        int const key = static_cast<int>(mine * stride_ + self_);
        bool const was = in_[mine];
        auto const look = [&](auto const& item, auto&&...) {
            surprises += !parcel_of(item).sound(key);
        };
        switch (choice % 6) {
        case 0:
        case 1:
            surprises += put(set_, key, choice % 12 < 6, look) == was;
            in_[mine] = true;
            break;
        case 2:
        case 3:
            surprises += take(set_, key, choice % 12 < 6, look) != was;
            in_[mine] = false;
            break;
        case 4: surprises += set_.find(key, look) != was; break;
        default: surprises += bool(set_.get(key)) != was;
        }
    }

    /// An iterator meets what stays, once; in a list in the order of the keys.
    void look_around() {
        constexpr bool ordered = !requires(Set& s) { s.bucket_count(); } && !replacing<Set>;
        std::vector<unsigned> met(in_.size() * stride_);
        int last = -1;
        for (auto const& item : set_) {
            int const key = parcel_of(item).key;
            surprises += ordered && key <= last;
            last = key;
            ++met[static_cast<std::size_t>(key)];
        }
        for (std::size_t i = 0; i < in_.size(); ++i) {
            surprises += met[i * stride_ + self_] != (in_[i] ? 1u : 0u);
            surprises += met[i * stride_ + stride_ - 1] != 1u;
        }
    }

    std::size_t surprises = 0;

private:
    Set& set_;
    std::size_t const self_;
    std::size_t const stride_;
    std::vector<bool> in_;
};

/// How often one of `tenants` threads was surprised in `steps` steps, with `each` keys of its own.
template <class Set>
std::size_t surprises_of_tenants(std::size_t tenants, std::size_t each, long steps) {
    Set set;
    for (std::size_t i = 0; i < each; ++i)
        put(set, static_cast<int>(i * (tenants + 1) + tenants), false, [](auto const&) {});
    std::atomic<std::size_t> surprises{0};
    run_threads(tenants, [&](std::size_t self) {
        tenant<Set> me(set, self, tenants, each);
        auto random = random_stream(self);
        for (long n = 0; n < steps; ++n) {
            auto const r = random();
            me.act(r % each, static_cast<unsigned>(r >> 32));
            if (n % 256 == 255)
                me.look_around();
        }
        me.look_around();
        surprises += me.surprises;
    });
    return surprises;
}

/// Threads of a few steps each, that leave behind what they hold guarded: how much of it was not
/// sound when the next ones had come and gone.
template <class Set>
std::size_t corpses_in_a_legacy(std::size_t threads, std::size_t keys, long generations) {
    Set set;
    std::size_t corpses = 0;
    std::vector<std::pair<int, typename Set::guarded_ptr>> legacy(threads);
    for (long generation = 0; generation < generations; ++generation) {
        auto const before = std::exchange(legacy, decltype(legacy)(threads));
        run_threads(threads, [&](std::size_t self) {
            clerk<Set> me(set, keys);
            auto random = random_stream(static_cast<std::uint64_t>(generation) * threads + self);
            for (int n = 0; n < 40; ++n) {
                auto const r = random();
                me.act(r % keys, static_cast<unsigned>(r >> 32));
            }
            int const key = static_cast<int>(random() % keys);
            legacy[self] = {key, self % 2 == 0 ? set.get(key) : set.extract(key)};
        });
        for (auto const& [key, pointer] : before)
            corpses += pointer && !parcel_of(*pointer).sound(key);
    }
    return corpses;
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_KEY_TRAFFIC_H
