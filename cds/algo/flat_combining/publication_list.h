// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_PUBLICATION_LIST_H
#define CDSLIB_ALGO_FLAT_COMBINING_PUBLICATION_LIST_H

#include <cds/algo/flat_combining/publication_record.h>

#include <cstddef>
#include <iterator>

namespace cds::algo::flat_combining {

/// The records that a combiner looks through. Any thread puts its own record in; only a combiner,
/// which holds the kernel's lock, takes records out.
///
///   progress    join lock-free; the combiner's steps wait-free apart from the list's length
///   invariants  FL-I1  a record is joined by its owner while it is inactive, and taken out by a
///                      combiner while it is active: it is never in the list twice
///               FL-I2  only read-modify-writes change `first_`, so the release sequence of every
///                      [FL3] lasts, and a thread that reads `first_` sees all that is linked
class publication_list {
public:
    publication_list() = default;
    publication_list(publication_list const&) = delete;
    publication_list& operator=(publication_list const&) = delete;

    /// Puts the caller's record in, unless it is there. Returns whether it did.
    bool enlist(publication_record& own) noexcept {
        // [FL2] acquire-load <- [FL1]: the combiner that took the record out has let go of it
        if (own.nState.load(atomics::memory_order_acquire) != inactive) // FL-I1
            return false;
        join(own);
        return true;
    }

    publication_record* first() const noexcept {
        // [FL4] acquire-load <- [FL3]: the record is built, and so are those that it leads to
        return first_.load(atomics::memory_order_acquire);
    }

    /// Returns the record after it. The caller holds the lock.
    static publication_record* next(publication_record const& record) noexcept {
        // relaxed: set before the [FL3] that [FL4] has read, or by a combiner, which held the
        // lock
        return record.pNext.load(atomics::memory_order_relaxed);
    }

    /// Takes out the records for which `is_idle(record)` is true. The caller holds the lock. A
    /// first record that is being pushed down by another one may stay until the next time.
    template <class Idle>
    void compact(Idle is_idle) {
        publication_record* before = nullptr;
        for (publication_record* record = first(); record;) {
            publication_record* const after = next(*record);
            if (is_idle(*record) && unlink(before, *record, after))
                deactivate(*record);
            else
                before = record;
            record = after;
        }
    }

private:
    void join(publication_record& own) noexcept {
        // relaxed: only the owner and, once the record is in the list, the combiner use it
        own.nState.store(active, atomics::memory_order_relaxed);
        // relaxed: the CAS compares it; nothing behind it is read
        publication_record* top = first_.load(atomics::memory_order_relaxed);
        do {
            // relaxed: [FL3] publishes it
            own.pNext.store(top, atomics::memory_order_relaxed);
        } while (!replace_first(top, &own));
    }

    bool replace_first(publication_record*& top, publication_record* own) noexcept {
        // [FL3] release-CAS -> [FL4]: publishes the record and its link
        return first_.compare_exchange_weak(top, own, atomics::memory_order_release,
                                            atomics::memory_order_relaxed);
    }

    bool unlink(publication_record* before, publication_record& record,
                publication_record* after) noexcept {
        if (!before)
            return unlink_first(&record, after);
        // relaxed: only combiners read it, and the lock orders them
        before->pNext.store(after, atomics::memory_order_relaxed);
        return true;
    }

    bool unlink_first(publication_record* record, publication_record* after) noexcept {
        // relaxed: FL-I2; what `after` leads to was published by an [FL3], whose sequence
        // continues here
        return first_.compare_exchange_strong(record, after, atomics::memory_order_relaxed,
                                              atomics::memory_order_relaxed);
    }

    static void deactivate(publication_record& record) noexcept {
        // [FL1] release-store -> [FL2]: the record is out before its owner can put it in again
        record.nState.store(inactive, atomics::memory_order_release);
    }

    atomics::atomic<publication_record*> first_{nullptr};
};

/// Visits the records of a publication list that wait for their operation. It passes over those
/// that are done meanwhile. Only combiners use it, which hold the lock.
template <class Record>
class pending_iterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Record;
    using difference_type = std::ptrdiff_t;
    using pointer = Record*;
    using reference = Record&;

    pending_iterator() noexcept = default;
    explicit pending_iterator(publication_record* from) noexcept : at_(from) { skip(); }

    Record& operator*() const noexcept { return *operator->(); }
    Record* operator->() const noexcept { return static_cast<Record*>(at_); }

    pending_iterator& operator++() noexcept {
        at_ = publication_list::next(*at_);
        skip();
        return *this;
    }
    pending_iterator operator++(int) noexcept {
        pending_iterator const old = *this;
        ++*this;
        return old;
    }

    friend bool operator==(pending_iterator const& a, pending_iterator const& b) noexcept {
        return a.at_ == b.at_;
    }

private:
    void skip() noexcept {
        while (at_ && !at_->is_pending())
            at_ = publication_list::next(*at_);
    }

    publication_record* at_ = nullptr;
};

} // namespace cds::algo::flat_combining

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_PUBLICATION_LIST_H
