// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_KERNEL_H
#define CDSLIB_ALGO_FLAT_COMBINING_KERNEL_H

#include <cds/algo/flat_combining/options.h>
#include <cds/algo/flat_combining/publication_list.h>
#include <cds/algo/flat_combining/publication_record.h>
#include <cds/algo/flat_combining/record_store.h>
#include <cds/algo/flat_combining/wait_strategy.h>
#include <cds/algo/int_algo.h>
#include <cds/details/defs.h>
#include <cds/user_setup/cache_line.h>

#include <exception>
#include <utility>

/// One thread does the operations of all that wait: so sequential structures become concurrent.
namespace cds::algo::flat_combining {

namespace details {

/// Calls `f`. Returns what it threw, or null.
template <class F>
std::exception_ptr what_is_thrown_by(F f) noexcept {
#if defined(CDS_EXCEPTION_ENABLED)
    try {
        f();
    } catch (...) {
        return std::current_exception();
    }
#else
    f();
#endif
    return nullptr;
}

} // namespace details

/// The base of a structure whose operations a kernel combines. The structure hides the members
/// that it needs: `fc_apply` always, `fc_process` if it calls `batch_combine`.
class container {
public:
    /// Does the operation that the record requests. A combiner calls it while it holds the lock.
    template <class PublicationRecord>
    void fc_apply(PublicationRecord*) {
        assert(!"the structure has no fc_apply()");
    }
    /// Does some of the operations of a range together, and calls `operation_done` for these.
    template <class Iterator>
    void fc_process(Iterator, Iterator) {
        assert(!"the structure has no fc_process()");
    }
};

/// Makes a sequential structure concurrent: the thread that has the lock does the operations of all
/// that wait for it.
///
///   algorithm      D. Hendler, I. Incze, N. Shavit, M. Tzafrir, "Flat combining and the
///                  synchronization-parallelism tradeoff", SPAA 2010. Unlike there, a thread tries
///                  the lock first and publishes only if it is taken; a record is found by the
///                  thread's identity, not by thread-specific storage (record_store.h)
///   progress       blocking: no thread goes on while the combiner is stopped. Free of deadlock: a
///                  session serves the list at most `combine_pass_count` times, then the lock is
///                  free for one of the waiting threads. Not free of starvation, as the lock is not
///   linearizes at  the call of `fc_apply` for the record, or within that of `fc_process`
///   invariants     FC-I1  the lock's holder alone is the combiner: only it calls the structure,
///                         reads arguments and writes results
///                  FC-I2  a record requests from [FR1] to [FR3], and belongs to its combiner in
///                         between; after [FR3] the combiner touches nothing of it but what the
///                         wait strategy keeps there
///                  FC-I3  a record that waits is in the list, or its owner puts it back before
///                         it waits again
///
/// An exception of an operation goes to its own caller, whichever thread was the combiner, and the
/// others go on. `PublicationRecord` derives from `publication_record`.
///
/// A functor or value of the structure must not use the same structure: its combiner would wait
/// for itself. No thread may be inside an operation when the kernel is destroyed; threads that have
/// used it may have ended or live on.
template <class PublicationRecord, class Traits = flat_combining::traits>
class kernel {
public:
    using traits = Traits;
    using global_lock_type = typename traits::lock_type;
    using wait_strategy = typename traits::wait_strategy;
    using allocator = typename traits::allocator;
    using stat = typename traits::stat;
    using memory_model = typename traits::memory_model;

    /// The record with what the wait strategy adds, on cache lines of its own.
    struct publication_record_type
        : wait_strategy::template make_publication_record<PublicationRecord>::type {
        [[maybe_unused]] char apart_[c_nCacheLineSize];
    };
    /// Visits the records that wait, for `fc_process`.
    using iterator = pending_iterator<publication_record_type>;

    kernel() : kernel(1024, 8) {}
    /// Records that have not been used for `nCompactFactor` sessions leave the list; that number
    /// is rounded up to a power of two. A session serves the list at most `nCombinePassCount`
    /// times.
    kernel(unsigned nCompactFactor, unsigned nCombinePassCount)
        : compact_factor_(static_cast<unsigned>(beans::ceil2(nCompactFactor))),
          pass_count_(nCombinePassCount ? nCombinePassCount : 1) {}
    kernel(kernel const&) = delete;
    kernel& operator=(kernel const&) = delete;
    ~kernel() {
        assert(begin() == end()); // no thread waits
        records_.clear([this] { stat_.onDeletePubRecord(); });
    }

    /// Returns the calling thread's record, until `release_record`: the one that it has kept, or
    /// a free one, or a new one. May throw `std::bad_alloc`.
    publication_record_type* acquire_record() {
        return &records_.acquire([this] { stat_.onCreatePubRecord(); });
    }

    /// Gives the record back when its result has been read. A record that is not given back, for
    /// instance after an exception, is the thread's at its next `acquire_record`.
    void release_record(publication_record_type* pRec) noexcept {
        assert(!pRec->is_pending());
        // relaxed: no thread waits for it; the next [FR1] comes after the next owner's [FS4]
        pRec->nRequest.store(req_EmptyRecord, atomics::memory_order_relaxed);
        records_.release(*pRec);
    }

    /// Makes this thread or a combiner call `owner.fc_apply(pRec)` with `pRec->op() == nOpId`,
    /// and throws what that threw.
    template <class Container>
    void combine(unsigned nOpId, publication_record_type* pRec, Container& owner) {
        run<single>(nOpId, *pRec, owner);
    }

    /// Does what `combine` does; but the combiner first calls `owner.fc_process(begin(), end())`
    /// in each pass, and then `fc_apply` for what is left. If `fc_process` throws, what it left
    /// is done one by one all the same, and then the combiner's call throws that exception.
    template <class Container>
    void batch_combine(unsigned nOpId, publication_record_type* pRec, Container& owner) {
        run<batch>(nOpId, *pRec, owner);
    }

    /// Combines without a record: if the lock is free, calls `f`, which is the caller's
    /// operation, then does those of others, and returns true. An exception of `f` passes
    /// through.
    template <class F, class Container>
    bool try_combine(F&& f, Container& owner) {
        return try_run<single>(f, owner);
    }
    /// Does what `try_combine` does, and calls `fc_process` as `batch_combine` does.
    template <class F, class Container>
    bool try_batch_combine(F&& f, Container& owner) {
        return try_run<batch>(f, owner);
    }

    /// Calls `f` while no operation is being done. An exception of `f` passes through.
    template <class F>
    void invoke_exclusive(F&& f) {
        lock_.lock();
        turn const mine(*this);
        f();
        stat_.onInvokeExclusive();
    }

    /// Called by `fc_process` when it has done the operation of `rec`. The owner may go on at
    /// once.
    void operation_done(publication_record& rec) {
        // relaxed: only combiners use it, and the lock orders them
        rec.nAge.store(session_, atomics::memory_order_relaxed);
        rec.answer();
        wait_.notify(*this, static_cast<publication_record_type&>(rec)); // FC-I2, FS-I2
    }

    /// Returns what `rec` requests.
    int get_operation(publication_record& rec) const noexcept {
        // relaxed: a hint; the owner of `rec` looks again by [FR4]
        return static_cast<int>(rec.op(atomics::memory_order_relaxed));
    }

    /// Notifies one of the waiting threads, if there are any: it may find the lock free.
    void wakeup_any() {
        if (publication_record_type* const waiting = records_.any_pending())
            wait_.notify(*this, *waiting);
    }

    /// Whether the lock looks free: a hint for waiting threads. A lock that does not tell looks
    /// taken.
    bool is_lock_free_now() const noexcept {
        if constexpr (requires { lock_.is_locked(); })
            return !lock_.is_locked();
        else
            return false;
    }

    iterator begin() noexcept { return iterator(list_.first()); }
    iterator end() noexcept { return iterator(); }

    stat const& statistics() const noexcept { return stat_; }
    /// The structure counts in it, too.
    stat& internal_statistics() const noexcept { return stat_; }
    unsigned compact_factor() const noexcept { return compact_factor_; }
    unsigned combine_pass_count() const noexcept { return pass_count_; }

private:
    enum kind { single, batch };

    /// Holds the lock. Its destructor unlocks and notifies a waiting thread.
    class turn {
    public:
        explicit turn(kernel& fc) noexcept : fc_(fc) {}
        turn(turn const&) = delete;
        turn& operator=(turn const&) = delete;
        ~turn() {
            fc_.lock_.unlock();
            fc_.wait_.wakeup(fc_);
        }

    private:
        kernel& fc_;
    };

    template <kind Kind, class F, class Container>
    bool try_run(F& f, Container& owner) {
        if (!lock_.try_lock())
            return false;
        turn const mine(*this);
        stat_.onOperation();
        f();
        throw_if(serve<Kind>(owner));
        return true;
    }

    template <kind Kind, class Container>
    void run(unsigned operation, publication_record_type& own, Container& owner) {
        assert(operation >= req_Operation);
        stat_.onOperation();
        std::exception_ptr of_batch;
        if (lock_.try_lock()) {
            turn const mine(*this);
            // relaxed: we hold the lock, and only the combiner looks (FC-I1)
            own.nRequest.store(operation, atomics::memory_order_relaxed);
            apply(own, owner);
            of_batch = serve<Kind>(owner);
        } else {
            publish(operation, own);
            if (!wait_until_done(own)) {
                turn const mine(*this);
                enlist(own);
                of_batch = serve<Kind>(owner);
                assert(own.is_done());
            }
        }
        throw_if(std::exchange(own.pException, nullptr));
        throw_if(std::move(of_batch));
    }

    // --- The owner of a record waits ---

    void publish(unsigned operation, publication_record_type& own) {
        wait_.prepare(own);
        own.ask(operation);
    }

    /// Returns true if the operation has been done. Otherwise the caller has the lock. An owner
    /// that waits cannot leave, because its arguments are in use. So nothing may throw here.
    bool wait_until_done(publication_record_type& own) noexcept {
        stat_.onPassiveWait();
        while (!own.is_done()) {
            if (lock_.try_lock()) {
                if (!own.is_done()) {
                    stat_.onPassiveToCombiner();
                    return false;
                }
                turn const not_needed(*this); // it was done between the two looks
                break;
            }
            enlist(own); // FC-I3
            stat_.onPassiveWaitIteration();
            if (wait_.wait(*this, own))
                stat_.onWakeupByNotifying();
        }
        stat_.onPassiveWaitWakeup();
        return true;
    }

    void enlist(publication_record_type& own) {
        if (list_.enlist(own))
            stat_.onActivatePubRecord();
    }

    // --- The combiner, which holds the lock ---

    /// Serves the list, and returns what `fc_process` threw, if anything.
    template <kind Kind, class Container>
    std::exception_ptr serve(Container& owner) {
        stat_.onCombining();
        ++session_;
        std::exception_ptr of_batch;
        if (list_.first()) {
            for (unsigned pass = 0; pass != pass_count_; ++pass)
                if (!serve_once<Kind>(owner, of_batch))
                    break;
            if (session_ % compact_factor_ == 0)
                compact();
        }
        return of_batch;
    }

    /// Makes one pass. Returns whether any record had waited.
    template <kind Kind, class Container>
    bool serve_once(Container& owner, std::exception_ptr& of_batch) {
        if (begin() == end())
            return false;
        if constexpr (Kind == batch) {
            if (auto thrown = details::what_is_thrown_by([&] { owner.fc_process(begin(), end()); }))
                of_batch = std::move(thrown);
        }
        for (iterator record = begin(); record != end(); ++record)
            apply(*record, owner);
        return true;
    }

    template <class Container>
    void apply(publication_record_type& record, Container& owner) {
        record.pException = details::what_is_thrown_by([&] { owner.fc_apply(&record); });
        operation_done(record);
    }

    void compact() {
        stat_.onCompactPublicationList();
        list_.compact([this](publication_record const& record) {
            // relaxed: only combiners use it, and the lock orders them
            unsigned const age = record.nAge.load(atomics::memory_order_relaxed);
            if (session_ - age < compact_factor_ || record.is_pending())
                return false;
            stat_.onDeactivatePubRecord();
            return true;
        });
    }

    static void throw_if(std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(std::move(thrown));
    }

    global_lock_type lock_;
    unsigned session_ = 0;
    unsigned const compact_factor_;
    unsigned const pass_count_;
    publication_list list_;
    record_store<publication_record_type, allocator> records_;
    wait_strategy wait_;
    mutable stat stat_;
};

} // namespace cds::algo::flat_combining

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_KERNEL_H
