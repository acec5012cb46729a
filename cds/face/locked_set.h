// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_LOCKED_SET_H
#define CDSLIB_FACE_LOCKED_SET_H

#include <cds/details/defs.h>
#include <cds/face/concepts.h>

#include <functional>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// The interface of an intrusive set with locks inside: no policy, no guards, no iterators. What is
/// erased belongs to the caller at once.
///
/// Q is any type that the hash and the order of the table accept beside the item. Each functor is
/// called under the locks of its item, has the item to itself, and must not use the set. When a
/// functor throws, its operation is done.
template <class Table>
class locked_set : public Table {
public:
    using typename Table::value_type;
    using Table::Table;
    ~locked_set() { static_assert(locked_table_of<Table>); }

    /// Inserts `val` if its key is not there; then `f(val)`.
    bool insert(value_type& val) { return insert(val, ignore_all()); }
    template <class F>
    bool insert(value_type& val, F&& f) {
        return Table::insert_at(val, [&f](value_type& item) { std::invoke(f, item); });
    }

    /// Finds the item with the key of `val`, or inserts `val` if allowed, then calls
    /// `f(inserted, item, val)`. First: whether there is such an item now; second: inserted.
    template <class F>
    std::pair<bool, bool> update(value_type& val, F&& f, bool bAllowInsert = true) {
        return Table::update_at(val, f, bAllowInsert);
    }
    template <class F>
    std::pair<bool, bool>(ensure)(value_type& val, F&& f) {
        return update(val, f, true);
    }

    /// Erases `val` if it is this very object that the set holds.
    bool unlink(value_type& val) { return Table::unlink_at(val); }

    /// Erases the item equal to `key`, after `f(item)`, and returns it; null if there is none. It
    /// is not disposed of.
    template <class Q>
    value_type* erase(Q const& key) {
        return Table::erase_at(key, ignore_all());
    }
    template <class Q, class F>
    value_type* erase(Q const& key, F&& f) {
        return Table::erase_at(key, f);
    }
    /// `pred` orders as the set does, or is equal where the set has no order.
    template <class Q, class Pred>
    value_type* erase_with(Q const& key, Pred pred) {
        return Table::erase_at(key, ignore_all(), pred);
    }
    template <class Q, class Pred, class F>
    value_type* erase_with(Q const& key, Pred pred, F&& f) {
        return Table::erase_at(key, f, pred);
    }

    /// Calls `f(item, key)` for the item equal to `key`; false if there is none.
    template <class Q, class F>
    bool find(Q&& key, F&& f) {
        return Table::find_at(key, [&](value_type& item) { std::invoke(f, item, key); });
    }
    template <class Q, class Pred, class F>
    bool find_with(Q&& key, Pred pred, F&& f) {
        return Table::find_at(key, [&](value_type& item) { std::invoke(f, item, key); }, pred);
    }
    /// Whether there is an item equal to `key`.
    template <class Q>
    [[nodiscard]] bool contains(Q const& key) {
        return Table::find_at(key, ignore_all());
    }
    template <class Q, class Pred>
    [[nodiscard]] bool contains(Q const& key, Pred pred) {
        return Table::find_at(key, ignore_all(), pred);
    }
    template <class Q>
    [[deprecated("use contains()")]]
    bool find(Q const& key) {
        return contains(key);
    }
    template <class Q, class Pred>
    [[deprecated("use contains()")]]
    bool find_with(Q const& key, Pred pred) {
        return contains(key, pred);
    }

    /// Takes all items out at one moment, under all locks, and calls `disp(item)` with each.
    template <class Disposer>
    void clear_and_dispose(Disposer disp) {
        Table::clear_at(disp);
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_FACE_LOCKED_SET_H
