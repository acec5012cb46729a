// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_DEQUE_H
#define CDSLIB_STRUCTURES_COMBINING_DEQUE_H

#include <cds/algo/elimination_opt.h>
#include <cds/algo/stat.h>
#include <cds/structures/combining/values.h>

#include <deque>
#include <utility>

namespace cds::container {

/// Statistics and options of `FCDeque`.
namespace fcdeque {

// clang-format off
#define CDS_FCDEQUE_EVENTS(X) \
    X(m_nPushFront, onPushFront) \
    X(m_nPushFrontMove, onPushFrontMove) \
    X(m_nPushBack, onPushBack) \
    X(m_nPushBackMove, onPushBackMove) \
    X(m_nPopFront, onPopFrontSuccess) \
    X(m_nFailedPopFront, onPopFrontFailed) \
    X(m_nPopBack, onPopBackSuccess) \
    X(m_nFailedPopBack, onPopBackFailed) \
    X(m_nCollided, onCollide)
// clang-format on

/// Counts what a deque does, and its kernel. `...Move` counts values that were moved in; a pair
/// that cancels each other is one collision and neither a push nor a pop.
template <class Counter = cds::atomicity::event_counter>
struct stat : algo::flat_combining::stat<Counter> {
    using flat_combining_stat = algo::flat_combining::stat<Counter>;
    CDS_STAT_EVENTS(counter_type, Counter, CDS_FCDEQUE_EVENTS)
    void onPopFront(bool bFailed) { bFailed ? onPopFrontFailed() : onPopFrontSuccess(); }
    void onPopBack(bool bFailed) { bFailed ? onPopBackFailed() : onPopBackSuccess(); }
};

/// Counts nothing.
struct empty_stat : algo::flat_combining::empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_FCDEQUE_EVENTS)
    void onPopFront(bool) const noexcept {}
    void onPopBack(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`. Those of the
/// kernel are described in algo/flat_combining.
struct traits : algo::flat_combining::traits {
    using stat = fcdeque::empty_stat;
    /// Whether opposite operations that wait at the same time may cancel each other.
    static constexpr bool enable_elimination = false;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace fcdeque

/// Double-ended queue of values, a sequential `Deque` whose operations are combined: algorithm,
/// progress and invariants are those of `combined`. A push and a pop at one end may always cancel
/// each other; at different ends only while the deque is empty.
///
/// `Deque` has `push_front`, `push_back`, `front`, `back`, `pop_front`, `pop_back`, `empty` and
/// `size`. A value is moved in and out, so T may be a type that cannot be copied. After an
/// exception the values are what `Deque` leaves then; a pop whose assignment throws has removed
/// nothing.
template <class T, class Deque = std::deque<T>, class Traits = fcdeque::traits>
class FCDeque
    : public cds::intrusive::details::combined<FCDeque<T, Deque, Traits>, T, Deque, Traits> {
    using base = cds::intrusive::details::combined<FCDeque, T, Deque, Traits>;
    friend base;

public:
    using value_type = T;
    using deque_type = Deque;
    using base::base;

    /// Puts a copy before the first. Returns true.
    bool push_front(value_type const& val) { return put(op_push_front, val); }
    /// Moves the value before the first. Returns true.
    bool push_front(value_type&& val) {
        base::run(op_push_front_move, &val);
        return true;
    }
    /// Puts a copy behind the last. Returns true.
    bool push_back(value_type const& val) { return put(op_push_back, val); }
    /// Moves the value behind the last. Returns true.
    bool push_back(value_type&& val) {
        base::run(op_push_back_move, &val);
        return true;
    }

    /// Moves the first to `val`. False if there was none; then `val` is as it was.
    bool pop_front(value_type& val) { return base::run(op_pop_front, &val).count != 0; }
    /// Moves the last to `val`. False if there was none; then `val` is as it was.
    bool pop_back(value_type& val) { return base::run(op_pop_back, &val).count != 0; }

    /// Removes all values, in one operation.
    void clear() { base::run(op_clear); }

private:
    using typename base::request;
    enum : unsigned {
        op_push_front = base::op_first_own,
        op_push_front_move,
        op_push_back,
        op_push_back_move,
        op_pop_front,
        op_pop_back,
        op_clear
    };

    void perform(unsigned what, request& asked) {
        Deque& items = this->items_;
        switch (what) {
        case op_push_front:
            items.push_front(std::move(*asked.value));
            this->counts().onPushFront();
            break;
        case op_push_front_move:
            items.push_front(std::move(*asked.value));
            this->counts().onPushFrontMove();
            break;
        case op_push_back:
            items.push_back(std::move(*asked.value));
            this->counts().onPushBack();
            break;
        case op_push_back_move:
            items.push_back(std::move(*asked.value));
            this->counts().onPushBackMove();
            break;
        case op_pop_front:
            if (!items.empty()) {
                *asked.value = std::move(items.front());
                items.pop_front();
                asked.count = 1;
            }
            this->counts().onPopFront(asked.count == 0);
            break;
        case op_pop_back:
            if (!items.empty()) {
                *asked.value = std::move(items.back());
                items.pop_back();
                asked.count = 1;
            }
            this->counts().onPopBack(asked.count == 0);
            break;
        case op_clear:
            while (!items.empty())
                items.pop_front();
        }
    }

    bool put(unsigned what, T const& value) {
        cds::intrusive::details::copy_to_put<T> copy(value);
        base::run(what, copy.get());
        return true;
    }

    static bool pushes_front(unsigned what) noexcept {
        return what == op_push_front || what == op_push_front_move;
    }
    static bool pushes_back(unsigned what) noexcept {
        return what == op_push_back || what == op_push_back_move;
    }

    template <class Iterator>
    void cancel(Iterator begin, Iterator end) {
        base::cancel_out(begin, end, pushes_front,
                         [](unsigned what) { return what == op_pop_front; });
        base::cancel_out(begin, end, pushes_back,
                         [](unsigned what) { return what == op_pop_back; });
        if (this->items_.empty()) // CB-I2
            base::cancel_out(
                begin, end, [](unsigned what) { return pushes_front(what) || pushes_back(what); },
                [](unsigned what) { return what == op_pop_front || what == op_pop_back; });
    }

    static void hand_over(request& from, request& to) { *to.value = std::move(*from.value); }
};

} // namespace cds::container

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_DEQUE_H
