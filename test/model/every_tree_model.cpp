// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// BronsonAVLTreeMap: every execution of every small program is linearizable, and leaves the tree in
// order and each value disposed of once.

#include <string>
#include <vector>

#include "generic/programs.h"
#include "tree_user.h"

namespace {

using namespace cds_model;

struct traits : tree_traits {};
struct relaxed_traits : tree_traits {
    static constexpr bool relaxed_insert = true;
};

template <class Traits>
class user : tree_user<strict_gc, Traits> {
public:
    enum : int { insert, replace, erase, extract, contains, get, find, take_first, take_last };

    void thread(unsigned) override {}
    void act(task const& t) {
        switch (t.what) {
        case insert: this->tree_user<strict_gc, Traits>::insert(t.key); break;
        case replace: this->tree_user<strict_gc, Traits>::replace(t.key); break;
        case erase: this->tree_user<strict_gc, Traits>::erase(t.key); break;
        case extract: this->tree_user<strict_gc, Traits>::extract(t.key); break;
        case contains: this->tree_user<strict_gc, Traits>::contains(t.key); break;
        case get: this->tree_user<strict_gc, Traits>::get(t.key); break;
        case find: this->tree_user<strict_gc, Traits>::find(t.key); break;
        case take_first: this->tree_user<strict_gc, Traits>::take_first(); break;
        default: this->tree_user<strict_gc, Traits>::take_last();
        }
    }
    void close() { this->finish(); }
};

template <class User>
struct tasks {
    static task insert(long key) { return {User::insert, key, "insert " + std::to_string(key)}; }
    static task replace(long key) { return {User::replace, key, "replace " + std::to_string(key)}; }
    static task erase(long key) { return {User::erase, key, "erase " + std::to_string(key)}; }
    static task extract(long key) { return {User::extract, key, "extract " + std::to_string(key)}; }
    static task contains(long key) {
        return {User::contains, key, "contains " + std::to_string(key)};
    }
    static task get(long key) { return {User::get, key, "get " + std::to_string(key)}; }
    static task find(long key) { return {User::find, key, "find " + std::to_string(key)}; }
    static inline task const take_first{User::take_first, 0, "take first"};
    static inline task const take_last{User::take_last, 0, "take last"};
};

// All pairs on one key, as a leaf, above a leaf, and as the root of three; what meets a rotation;
// what meets a routing node.
template <class User>
std::vector<program> programs() {
    using t = tasks<User>;
    script const on_one{t::insert(1), t::replace(1), t::erase(1),  t::extract(1),
                        t::get(1),    t::find(1),    t::take_first};
    script const on_the_root{t::replace(2),  t::erase(2), t::erase(1), t::insert(4),
                             t::contains(2), t::get(3),   t::take_last};
    script const chain{t::insert(1), t::insert(2)};
    script const rotate{t::insert(3)};
    script const three{t::insert(2), t::insert(1), t::insert(3)};
    script const routing{t::insert(2), t::insert(1), t::insert(3), t::erase(2)};
    script const four{t::insert(2), t::insert(1), t::insert(3), t::insert(4)};
    script const shrink{t::erase(3), t::erase(4)};
    return joined<program>(
        {all_pairs({{}, {t::insert(1)}, {t::insert(2), t::insert(1)}}, each_alone(on_one)),
         all_pairs({three}, each_alone(on_the_root)),
         {{chain, {rotate, {t::contains(2)}}},
          {chain, {rotate, {t::get(1), t::get(2)}}},
          {chain, {rotate, {t::insert(4)}}},
          {chain, {rotate, {t::erase(2)}}},
          {chain, {rotate, {t::take_first}}},
          {routing, {{t::erase(1)}, {t::insert(2)}}},
          {routing, {{t::erase(1)}, {t::erase(3)}}},
          {routing, {{t::take_first}, {t::take_last}}},
          {routing, {{t::erase(1)}, {t::contains(3)}}},
          {four, {shrink, {t::get(4)}}},
          {four, {{t::erase(1)}, {t::contains(4)}}},
          {four, {{t::erase(1)}, {t::erase(2)}}}}});
}

template <class Traits>
std::vector<scenario> all_of(std::string const& name) {
    return scenarios_of<user<Traits>>(name, programs<user<Traits>>());
}

} // namespace

int main(int argc, char** argv) {
    search_limits const limits{.executions = 100};
    return explore(
        argc, argv,
        joined<scenario>({all_of<traits>("tree"), all_of<relaxed_traits>("tree, relaxed")}),
        manner::exhaustive, limits);
}
