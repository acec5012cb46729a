// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_COMBINED_H
#define CDSLIB_STRUCTURES_COMBINING_COMBINED_H

#include <cds/algo/flat_combining/kernel.h>
#include <cds/details/defs.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// What the flat-combining stacks, queues, deques and priority queues share: a sequential container
/// `Items` behind a kernel.
///
///   algorithm      flat combining (algo/flat_combining/kernel.h); opposite operations that wait at
///                  the same time may cancel each other if `Traits::enable_elimination` is true
///   progress       blocking, as the kernel is
///   linearizes at  the call of `do_one`; two that cancel each other, at the call of `hand_over`
///   invariants     CB-I1  only the holder of the kernel's lock touches `items_`
///                  CB-I2  two operations cancel each other only if one directly after the other
///                         would return the same and leave `items_` as it was
///
/// `Derived` has `perform(what, request&)` for its own operations and, to eliminate,
/// `cancel(begin, end)`, which calls `cancel_out` with the pairs that may meet, and
/// `hand_over(from, to)`.
template <class Derived, class T, class Items, class Traits>
class combined : public algo::flat_combining::container {
protected:
    /// An operation's argument and its answer.
    struct request {
        /// The value that goes in or comes out, or the place for it.
        T* value;
        /// The number of values that exist, or came out.
        std::size_t count;
    };
    struct fc_record : algo::flat_combining::publication_record {
        request asked;
    };
    using fc_kernel = algo::flat_combining::kernel<fc_record, Traits>;
    enum operation : unsigned {
        op_size = algo::flat_combining::req_Operation,
        op_empty,
        op_first_own ///< where the structure's own operations begin
    };

public:
    using value_type = T;
    using traits = Traits;
    using stat = typename traits::stat;

    /// Whether opposite operations that wait at the same time may cancel each other.
    static constexpr bool c_bEliminationEnabled = [] {
        if constexpr (requires { Traits::enable_elimination; })
            return bool(Traits::enable_elimination);
        else
            return false;
    }();

    combined() = default;
    /// Takes the arguments of the kernel's constructor.
    combined(unsigned nCompactFactor, unsigned nCombinePassCount)
        : kernel_(nCompactFactor, nCombinePassCount) {}
    combined(combined const&) = delete;
    combined& operator=(combined const&) = delete;

    /// Calls `f(items)` with the sequential container while no other thread uses it. An exception
    /// of `f` passes through. `f` must not use this structure.
    template <class F>
    void apply(F&& f) {
        kernel_.invoke_exclusive([&] { f(items_); });
    }
    /// Calls `f(items)` with the container as a constant one.
    template <class F>
    void apply(F&& f) const {
        kernel_.invoke_exclusive([&] { f(std::as_const(items_)); });
    }

    /// Returns the number of items at some moment of the call.
    std::size_t size() const { return run(op_size).count; }
    /// Whether there were none at some moment of the call.
    bool empty() const { return run(op_empty).count == 0; }
    stat const& statistics() const noexcept { return kernel_.statistics(); }

    /// \name Called by the kernel
    void fc_apply(fc_record* pRec) { do_one(pRec->op(), pRec->asked); }
    template <class Iterator>
    void fc_process(Iterator itBegin, Iterator itEnd) {
        if constexpr (c_bEliminationEnabled)
            owner().cancel(itBegin, itEnd);
    }

protected:
    ~combined() = default;

    /// Does one operation, or lets a combiner do it. Throws what the operation throws.
    request run(unsigned what, T* value = nullptr) const {
        request asked{value, 0};
        bool const done = try_combine([&] { do_one(what, asked); });
        return done ? asked : publish(what, asked);
    }

    stat& counts() const noexcept { return kernel_.internal_statistics(); }

    /// Lets waiting operations of a range meet in pairs, one that `puts(operation)` and one that
    /// `takes(operation)`. A pair whose hand-over throws stays as it is: each of the two will be
    /// done by itself, and its exception goes to its own caller.
    template <class Iterator, class Puts, class Takes>
    void cancel_out(Iterator begin, Iterator end, Puts puts, Takes takes) {
        auto const finds = [end](Iterator& from, auto wanted) {
            while (from != end && !wanted(from->asked_for()))
                ++from;
            return from != end;
        };
        Iterator putter = begin;
        Iterator taker = begin;
        while (finds(putter, puts) && finds(taker, takes))
            meet(*putter++, *taker++);
    }

    mutable Items items_;

private:
    /// A thread's record during one operation; null if there was no memory for it.
    class leased_record {
    public:
        explicit leased_record(fc_kernel& fc) : fc_(fc) {
            algo::flat_combining::details::what_is_thrown_by(
                [this] { record_ = fc_.acquire_record(); });
        }
        leased_record(leased_record const&) = delete;
        leased_record& operator=(leased_record const&) = delete;
        ~leased_record() {
            if (record_)
                fc_.release_record(record_);
        }

        auto* operator->() const noexcept { return record_; }
        auto* get() const noexcept { return record_; }

    private:
        fc_kernel& fc_;
        typename fc_kernel::publication_record_type* record_ = nullptr;
    };

    /// Returns the structure for its combiner. What an operation on a const structure uses is
    /// mutable.
    Derived& owner() const noexcept {
        return static_cast<Derived&>(const_cast<combined&>(*this)); // NOLINT
    }

    void do_one(unsigned what, request& asked) const {
        switch (what) {
        case op_size: asked.count = static_cast<std::size_t>(items_.size()); break;
        case op_empty: asked.count = items_.empty() ? 0 : 1; break;
        default: owner().perform(what, asked);
        }
    }

    template <class F>
    bool try_combine(F f) const {
        if constexpr (c_bEliminationEnabled)
            return kernel_.try_batch_combine(f, owner());
        else
            return kernel_.try_combine(f, owner());
    }

    request publish(unsigned what, request asked) const {
        leased_record const own(kernel_);
        if (!own.get()) { // then this thread waits for the lock itself
            kernel_.invoke_exclusive([&] { do_one(what, asked); });
            return asked;
        }
        own->asked = asked;
        if constexpr (c_bEliminationEnabled)
            kernel_.batch_combine(what, own.get(), owner());
        else
            kernel_.combine(what, own.get(), owner());
        return own->asked;
    }

    void meet(fc_record& putter, fc_record& taker) {
        auto const hand_over = [&] { owner().hand_over(putter.asked, taker.asked); };
        if (algo::flat_combining::details::what_is_thrown_by(hand_over))
            return;
        taker.asked.count = 1;
        counts().onCollide();
        kernel_.operation_done(putter);
        kernel_.operation_done(taker);
    }

    mutable fc_kernel kernel_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_COMBINED_H
