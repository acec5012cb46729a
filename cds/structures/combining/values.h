// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_VALUES_H
#define CDSLIB_STRUCTURES_COMBINING_VALUES_H

#include <cds/structures/combining/combined.h>

#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// A value for an operation that inserts a copy. The copy is made in the caller's thread, before
/// the structure is looked at, and is then moved in: a constructor that throws has changed nothing.
template <class T>
class copy_to_put {
public:
    explicit copy_to_put(T const& value) : copy_(value) {}
    T* get() noexcept { return &copy_; }

private:
    T copy_;
};

/// Makes no copy in advance if moving a value is the same as copying it.
template <class T>
    requires std::is_trivially_copyable_v<T>
class copy_to_put<T> {
public:
    explicit copy_to_put(T const& value) noexcept : value_(&value) {}
    T* get() noexcept { return const_cast<T*>(value_); }

private:
    T const* value_;
};

/// The combined structures of values that have one way in and one way out: stack, queue, priority
/// queue. A value is moved in and out, so T may be a type that cannot be copied.
///
/// `Derived` has `put_in(items, value)`, `take_out(items, to)`, `may_cancel(items)`, and counts by
/// `count_put(stat, moved)` and `count_take(stat, failed)`.
template <class Derived, class T, class Items, class Traits>
class combined_values : public combined<Derived, T, Items, Traits> {
    using base = combined<Derived, T, Items, Traits>;
    friend base;

public:
    using base::base;

    /// Removes all values, in one operation.
    void clear() { base::run(op_clear); }

protected:
    bool put(T const& value) {
        copy_to_put<T> copy(value);
        base::run(op_put, copy.get());
        return true;
    }
    bool put(T&& value) {
        base::run(op_put_moved, &value);
        return true;
    }
    bool take(T& to) { return base::run(op_take, &to).count != 0; }

private:
    using typename base::request;
    enum : unsigned { op_put = base::op_first_own, op_put_moved, op_take, op_clear };

    static bool puts(unsigned what) noexcept { return what == op_put || what == op_put_moved; }
    static bool takes(unsigned what) noexcept { return what == op_take; }

    void perform(unsigned what, request& asked) {
        Items& items = this->items_;
        switch (what) {
        case op_put:
        case op_put_moved:
            Derived::put_in(items, std::move(*asked.value));
            Derived::count_put(this->counts(), what == op_put_moved);
            break;
        case op_take:
            if (!items.empty()) {
                Derived::take_out(items, *asked.value);
                asked.count = 1;
            }
            Derived::count_take(this->counts(), asked.count == 0);
            break;
        case op_clear:
            while (!items.empty())
                items.pop();
        }
    }

    template <class Iterator>
    void cancel(Iterator begin, Iterator end) {
        if (Derived::may_cancel(this->items_)) // CB-I2
            base::cancel_out(begin, end, puts, takes);
    }

    static void hand_over(request& from, request& to) { *to.value = std::move(*from.value); }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_VALUES_H
