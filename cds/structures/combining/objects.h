// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_OBJECTS_H
#define CDSLIB_STRUCTURES_COMBINING_OBJECTS_H

#include <cds/structures/combining/combined.h>

namespace cds::intrusive::details {

/// The combined structures of the user's own objects, in a container like those of
/// Boost.Intrusive: stack and queue. The caller owns what comes out.
///
/// `Derived` has `put_in(items, object)` and `may_cancel(items)`, and counts by `count_put(stat)`
/// and `count_take(stat, failed)`.
template <class Derived, class T, class Items, class Traits>
class combined_objects : public combined<Derived, T, Items, Traits> {
    using base = combined<Derived, T, Items, Traits>;
    friend base;

public:
    using container_type = Items;
    using disposer = typename Traits::disposer;
    using base::base;

    /// Removes all objects, in one operation; if `bDispose`, the disposer gets each of them.
    void clear(bool bDispose = false) { base::run(bDispose ? op_clear_and_dispose : op_clear); }

protected:
    bool put(T& object) {
        base::run(op_put, &object);
        return true;
    }
    T* take() { return base::run(op_take).value; }

private:
    using typename base::request;
    enum : unsigned { op_put = base::op_first_own, op_take, op_clear, op_clear_and_dispose };

    static bool puts(unsigned what) noexcept { return what == op_put; }
    static bool takes(unsigned what) noexcept { return what == op_take; }

    void perform(unsigned what, request& asked) {
        Items& items = this->items_;
        switch (what) {
        case op_put:
            Derived::put_in(items, *asked.value);
            Derived::count_put(this->counts());
            break;
        case op_take:
            if (!items.empty()) {
                asked.value = &items.front();
                items.pop_front();
            }
            Derived::count_take(this->counts(), !asked.value);
            break;
        case op_clear: items.clear(); break;
        case op_clear_and_dispose: items.clear_and_dispose(disposer());
        }
    }

    template <class Iterator>
    void cancel(Iterator begin, Iterator end) {
        if (Derived::may_cancel(this->items_)) // CB-I2
            base::cancel_out(begin, end, puts, takes);
    }

    static void hand_over(request& from, request& to) noexcept { to.value = from.value; }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_OBJECTS_H
