// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_TREE_MAP_H
#define CDSLIB_FACE_TREE_MAP_H

#include <cds/details/allocator.h>
#include <cds/opt/compare.h>
#include <cds/structures/reclaim.h>

#include <cassert>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

// The interfaces of maps whose keys and values live apart: a key in a node of the tree, the value
// behind a pointer there. Functors get both. Q is any type that the comparator accepts beside the
// key.

namespace cds::container::details {

/// What has the same meaning whoever owns the values.
template <class Tree>
class tree_map : protected Tree {
    template <class Less>
    using by = opt::details::make_comparator_from_less<Less>;
    using policy = intrusive::details::reclaim<typename Tree::gc>;

public:
    using gc = typename Tree::gc;
    using typename Tree::back_off;
    using typename Tree::const_guarded_ptr;
    using typename Tree::exempt_ptr;
    using typename Tree::guarded_ptr;
    using typename Tree::item_counter;
    using typename Tree::key_comparator;
    using typename Tree::key_type;
    using typename Tree::memory_model;
    using typename Tree::node_allocator_type;
    using typename Tree::rcu_check_deadlock;
    using typename Tree::rcu_lock;
    using typename Tree::stat;
    using typename Tree::sync_monitor;
    using typename Tree::traits;

    using Tree::c_bExtractLockExternal;
    using Tree::c_bRelaxedInsert;
    using Tree::c_nHazardPtrCount;
    using Tree::check_consistency;
    using Tree::counts_items;
    using Tree::empty;
    using Tree::monitor;
    using Tree::size;
    using Tree::statistics;

    /// Erases the value of `key`; `f(key, value)` sees it erased and guarded, without a lock.
    template <class Q>
    bool erase(Q const& key) {
        return erase_by(key, key_comparator(), Tree::ignore);
    }
    template <class Q, class Less>
    bool erase_with(Q const& key, Less) {
        return erase_by(key, by<Less>(), Tree::ignore);
    }
    template <class Q, class F>
    bool erase(Q const& key, F&& f) {
        return erase_by(key, key_comparator(), f);
    }
    template <class Q, class Less, class F>
    bool erase_with(Q const& key, Less, F&& f) {
        return erase_by(key, by<Less>(), f);
    }

    /// Erases the value of `key` and returns it guarded; empty if there is none.
    template <class Q>
    exempt_ptr extract(Q const& key) {
        return extract_by(key, key_comparator());
    }
    template <class Q, class Less>
    exempt_ptr extract_with(Q const& key, Less) {
        return extract_by(key, by<Less>());
    }

    /// \name Erase the value of the least key, or of the greatest, in one step, and return it
    /// guarded; empty if there is none. `f(key)` is called if there is one, and `dest` is assigned
    ///@{
    exempt_ptr extract_min() { return take_from(Tree::first_end, Tree::ignore); }
    template <class F>
    exempt_ptr extract_min(F f) {
        return take_from(Tree::first_end, on_key(f));
    }
    exempt_ptr extract_min_key(key_type& dest)
        requires std::is_copy_assignable_v<key_type>
    {
        return take_from(Tree::first_end, assign_to(dest));
    }
    exempt_ptr extract_max() { return take_from(Tree::last_end, Tree::ignore); }
    template <class F>
    exempt_ptr extract_max(F f) {
        return take_from(Tree::last_end, on_key(f));
    }
    exempt_ptr extract_max_key(key_type& dest)
        requires std::is_copy_assignable_v<key_type>
    {
        return take_from(Tree::last_end, assign_to(dest));
    }
    ///@}

    /// Calls `f(key, value)` for the value of `key`; false if there is none. The node is locked: no
    /// other thread changes or erases the value meanwhile, and `f` must not call what locks nodes.
    template <class Q, class F>
    bool find(Q const& key, F f) {
        return this->find_value(key, key_comparator(), f);
    }
    template <class Q, class F>
    bool find(Q const& key, F f) const {
        return this->find_value(key, key_comparator(), on_const(f));
    }
    template <class Q, class Less, class F>
    bool find_with(Q const& key, Less, F f) {
        return this->find_value(key, by<Less>(), f);
    }
    template <class Q, class Less, class F>
    bool find_with(Q const& key, Less, F f) const {
        return this->find_value(key, by<Less>(), on_const(f));
    }

    /// Whether there is a value of `key`. Takes no lock.
    template <class Q>
    [[nodiscard]] bool contains(Q const& key) const {
        return this->has(key, key_comparator());
    }
    template <class Q, class Less>
    [[nodiscard]] bool contains(Q const& key, Less) const {
        return this->has(key, by<Less>());
    }

    /// The value of `key`, guarded; empty if there is none. Takes no lock. Of a const map a const
    /// value.
    template <class Q>
    [[nodiscard]] guarded_ptr get(Q const& key) {
        return look_up(key, key_comparator());
    }
    template <class Q>
    [[nodiscard]] const_guarded_ptr get(Q const& key) const {
        return const_guarded_ptr(look_up(key, key_comparator()));
    }
    template <class Q, class Less>
    [[nodiscard]] guarded_ptr get_with(Q const& key, Less) {
        return look_up(key, by<Less>());
    }
    template <class Q, class Less>
    [[nodiscard]] const_guarded_ptr get_with(Q const& key, Less) const {
        return const_guarded_ptr(look_up(key, by<Less>()));
    }

    /// Erases what is the first, again and again, until there is nothing. It is no single
    /// operation: what others insert meanwhile may stay.
    void clear() {
        policy::template expect_no_section<rcu_check_deadlock>();
        Tree::clear();
    }

private:
    template <class Q, class Compare, class F>
    bool erase_by(Q const& key, Compare compare, F& f) {
        policy::template expect_no_section<rcu_check_deadlock>();
        return static_cast<bool>(this->take(key, compare, f, typename Tree::when_erasing()));
    }
    template <class Q, class Compare>
    exempt_ptr extract_by(Q const& key, Compare compare) {
        typename policy::template extraction<guarded_ptr> extracted;
        return extracted(this->take(key, compare, Tree::ignore, typename Tree::when_extracting()));
    }
    template <class F>
    exempt_ptr take_from(unsigned end, F&& f) {
        typename policy::template extraction<guarded_ptr> extracted;
        return extracted(this->take_end(end, f, typename Tree::when_extracting_end()));
    }
    template <class Q, class Compare>
    guarded_ptr look_up(Q const& key, Compare compare) const {
        policy::expect_section();
        return this->value_of(key, compare);
    }
    template <class F>
    static auto on_key(F& f) {
        return [&f](key_type const& key, auto const&) { std::invoke(f, key); };
    }
    static auto assign_to(key_type& dest) {
        return [&dest](key_type const& key, auto const&) { dest = key; };
    }
    template <class F>
    static auto on_const(F& f) {
        return [&f](key_type const& key, auto const& value) { std::invoke(f, key, value); };
    }
};

/// The interface of a map that owns its values: `Alloc` makes them, one by one.
///
/// A value that is there is changed where it is. With the traits' `relaxed_insert` a value and its
/// node are made before the lock is taken that they are inserted under, otherwise under it.
template <class Tree, class T, class Alloc>
class value_tree_map : public tree_map<Tree> {
    using base = tree_map<Tree>;
    using allocator = cds::details::Allocator<T, Alloc>;

public:
    using mapped_type = T;
    using allocator_type = Alloc;
    using typename base::key_type;

    /// Inserts `key` with a value of `val`, or a default one, if the key is not there.
    template <class K>
    bool insert(K const& key) {
        return put(key, made_of(), Tree::ignore, Tree::ignore).second;
    }
    template <class K, class V>
    bool insert(K const& key, V const& val) {
        return put(key, made_of(val), Tree::ignore, Tree::ignore).second;
    }
    /// Inserts `key` with a default value, and `f(key, value)` sees it before others do. If `f`
    /// throws, nothing is inserted. It is called under a lock: it must not call what locks nodes.
    template <class K, class F>
    bool insert_with(K const& key, F f) {
        return put(key, made_of(), f, Tree::ignore).second;
    }
    /// Inserts `key` with a value made of `args`, which is made first: `args` are moved from even
    /// if the key is there.
    template <class K, class... Args>
    bool emplace(K&& key, Args&&... args) {
        owner value(allocator().MoveNew(std::forward<Args>(args)...));
        auto const it = [&value] { return value.release(); };
        return put(std::forward<K>(key), it, Tree::ignore, Tree::ignore, std::true_type()).second;
    }
    /// Calls `f(false, key, value)` for the value of `key`, or inserts a default one if allowed,
    /// and `f(true, key, value)` sees it before others do. First: whether there is a value of `key`
    /// now; second: inserted. Calls `f` under a lock, as `insert_with` does.
    template <class K, class F>
    std::pair<bool, bool> update(K const& key, F f, bool bAllowInsert = true) {
        return put(
            key, made_of(), [&f](key_type const& k, T& value) { std::invoke(f, true, k, value); },
            [&f](key_type const& k, T& value) { std::invoke(f, false, k, value); },
            std::false_type(), bAllowInsert);
    }

private:
    struct deleter {
        void operator()(T* p) const { allocator().Delete(p); }
    };
    using owner = std::unique_ptr<T, deleter>;

    template <class... Args>
    static auto made_of(Args const&... args) {
        return [&args...] { return allocator().New(args...); };
    }

    /// What the tree asks for when it inserts, see `bronson_tree::put`.
    template <class Make, class OnNew, class OnPresent>
    struct source {
        static constexpr bool changes = !std::is_same_v<OnPresent, decltype(Tree::ignore)>;
        static constexpr bool replaces = false;
        Make const& make;
        OnNew& on_new;
        OnPresent& on_present;
        owner fresh{};

        void prepare() {
            if (!fresh)
                fresh.reset(make());
        }
        T* value(key_type const& key) {
            prepare();
            std::invoke(on_new, key, *fresh);
            return fresh.get();
        }
        void inserted() noexcept { (void)fresh.release(); }
        T* present(key_type const& key, T& there) {
            std::invoke(on_present, key, there);
            return std::addressof(there);
        }
    };

    template <class K, class Make, class OnNew, class OnPresent, class First = std::false_type>
    std::pair<bool, bool> put(K&& key, Make const& make, OnNew&& on_new, OnPresent&& on_present,
                              First first = {}, bool may_insert = true) {
        source<Make, std::remove_reference_t<OnNew>, std::remove_reference_t<OnPresent>> what{
            make, on_new, on_present};
        if (first)
            what.prepare();
        return Tree::put(std::forward<K>(key), what, may_insert);
    }
};

/// The interface of a map of the user's values. What is erased or replaced goes to the disposer,
/// when nobody looks at it any more.
template <class Tree, class T>
class pointer_tree_map : public tree_map<Tree> {
    using base = tree_map<Tree>;

public:
    using mapped_type = T*;
    using disposer = typename Tree::traits::disposer;
    using typename base::key_type;

    /// Inserts `key` with `value`, which is not null, if the key is not there; otherwise `value`
    /// remains the caller's.
    template <class K>
    bool insert(K const& key, mapped_type value) {
        return put<false>(key, value, true).second;
    }
    /// Puts `value` in the place of that of `key`, or inserts it if allowed. First: whether it is
    /// in the map now; second: inserted.
    template <class K>
    std::pair<bool, bool> update(K const& key, mapped_type value, bool bInsert = true) {
        return put<true>(key, value, bInsert);
    }
    /// Erases everything. No other thread may be inside.
    using Tree::unsafe_clear;

private:
    /// What the tree asks for when it inserts, see `bronson_tree::put`.
    template <bool Replaces>
    struct source {
        static constexpr bool changes = Replaces;
        static constexpr bool replaces = Replaces;
        T* fresh;

        static void prepare() noexcept {}
        T* value(key_type const&) const noexcept { return fresh; }
        static void inserted() noexcept {}
        T* present(key_type const&, T& there) const noexcept {
            return Replaces ? fresh : std::addressof(there);
        }
    };

    template <bool Replaces, class K>
    std::pair<bool, bool> put(K const& key, T* value, bool may_insert) {
        assert(value != nullptr);
        source<Replaces> what{value};
        return Tree::put(key, what, may_insert);
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_TREE_MAP_H
