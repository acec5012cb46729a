// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_RECORD_STORE_H
#define CDSLIB_ALGO_FLAT_COMBINING_RECORD_STORE_H

#include <cds/algo/flat_combining/publication_record.h>
#include <cds/details/allocator.h>
#include <cds/details/fibonacci_hash.h>
#include <cds/details/number_cast.h>

#include <cstddef>
#include <cstdint>

namespace cds::algo::flat_combining {

/// All records of a kernel, and which thread owns which. A thread keeps nothing: it finds a record
/// by its identity, in one of a few chains, and leaves it there for the next one. So a thread may
/// end at any time, also after the kernel; and a kernel uses up no thread-specific key.
///
///   progress    release wait-free; acquire lock-free, but a new record is allocated. Its cost is
///               the length of a chain
///   invariants  FS-I1  a chain only grows until the store is destroyed; there are never more
///                      records in it than threads have owned one of them at a time
///               FS-I2  records live as long as the store: one that has answered may be notified
///                      after its owner has gone
///               FS-I3  the owner of a record is one thread, and only that thread writes it, by
///                      [FS4] and [FS3]
template <class Record, class Alloc>
class record_store {
public:
    record_store() = default;
    record_store(record_store const&) = delete;
    record_store& operator=(record_store const&) = delete;

    /// Calls `on_delete` for each record before the record is destroyed. No thread owns one any
    /// more.
    template <class F>
    void clear(F on_delete) {
        for (auto& chain : chains_)
            // relaxed: the owner of the store has exclusive access
            for (publication_record* record =
                     chain.exchange(nullptr, atomics::memory_order_relaxed);
                 record;) {
                publication_record* const next = after(*record);
                on_delete();
                allocator().Delete(static_cast<Record*>(record));
                record = next;
            }
    }

    /// Returns a record for this thread: the one that it owns, or one that no thread owned, or a
    /// new one; for that `on_create` is called. If it throws `std::bad_alloc`, nothing has
    /// changed.
    template <class F>
    Record& acquire(F on_create) {
        OS::ThreadId const me = OS::get_current_thread_id();
        chain_head& chain = chains_[number_of_chain(me)];
        for (publication_record* record = first(chain); record; record = after(*record))
            if (take(*record, me))
                return static_cast<Record&>(*record);
        Record* const fresh = allocator().New();
        // relaxed: [FS1] publishes it
        fresh->nOwner.store(me, atomics::memory_order_relaxed);
        add(chain, *fresh);
        on_create();
        return *fresh;
    }

    /// Leaves the record to the next thread.
    static void release(publication_record& record) noexcept {
        // [FS3] release-store -> [FS4]: our use of the record comes before its next use
        record.nOwner.store(OS::c_NullThreadId, atomics::memory_order_release);
    }

    /// Returns a record that waits for its operation, if there is one. Any thread may look.
    Record* any_pending() const noexcept {
        for (chain_head const& chain : chains_)
            for (publication_record* record = first(chain); record; record = after(*record))
                if (record->is_pending())
                    return static_cast<Record*>(record);
        return nullptr;
    }

private:
    using allocator = cds::details::Allocator<Record, Alloc>;
    using chain_head = atomics::atomic<publication_record*>;
    static constexpr unsigned log_chains = 4;

    static std::size_t number_of_chain(OS::ThreadId thread) noexcept {
        // A thread's identity is an address or a small number: all its bits go into the top ones.
        auto const mixed =
            cds::details::fibonacci_hash(cds::details::number_cast<std::uint64_t>(thread));
        return cds::details::number_cast<std::size_t>(mixed >> (64 - log_chains));
    }

    static publication_record* first(chain_head const& chain) noexcept {
        // [FS2] acquire-load <- [FS1]: the records of the chain are built
        return chain.load(atomics::memory_order_acquire);
    }

    static publication_record* after(publication_record const& record) noexcept {
        // relaxed: set before [FS1], and never again
        return record.pNextAllocated.load(atomics::memory_order_relaxed);
    }

    /// A record that the thread has not given back still belongs to it, unless it waits: then the
    /// fiber that waits has given way to another one on the same thread.
    static bool take(publication_record& record, OS::ThreadId me) noexcept {
        // relaxed: only this thread writes its identity; anything else is a hint
        OS::ThreadId owner = record.nOwner.load(atomics::memory_order_relaxed);
        if (owner == me)
            return !record.is_pending();
        if (owner != OS::c_NullThreadId)
            return false;
        // [FS4] acquire-CAS <- [FS3]: the last owner's use of the record is over
        return record.nOwner.compare_exchange_strong(owner, me, atomics::memory_order_acquire,
                                                     atomics::memory_order_relaxed);
    }

    static void add(chain_head& chain, publication_record& fresh) noexcept {
        // relaxed: the CAS compares it
        publication_record* top = chain.load(atomics::memory_order_relaxed);
        do {
            // relaxed: [FS1] publishes it
            fresh.pNextAllocated.store(top, atomics::memory_order_relaxed);
            // [FS1] release-CAS -> [FS2]: publishes the record and its link
        } while (!chain.compare_exchange_weak(top, &fresh, atomics::memory_order_release,
                                              atomics::memory_order_relaxed));
    }

    chain_head chains_[std::size_t(1) << log_chains]{};
};

} // namespace cds::algo::flat_combining

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_RECORD_STORE_H
