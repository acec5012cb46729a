// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_THREAD_LEASES_H
#define CDSLIB_SRC_GC_THREAD_LEASES_H

#include "lease_table.h"

#include <cds/gc/core/domain/domain.h>

/// The calling thread's records in domains made at run time, and the chains that it works on.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

class chain_pass;
class record_of;

struct thread_leases {
    static thread_leases& mine() noexcept;

    /// Returns the thread's lease in the domain, kept or borrowed; null if it has none. Valid
    /// until the thread attaches to another domain.
    leased_record const* find(domain const& d) noexcept;
    /// Keeps the record, which has just been attached, for later operations. False when there is
    /// no memory to note it, when the domain is not registered, and past the thread's exit.
    bool keep(domain const& d, thread_record& record) noexcept;
    void give_all_back() noexcept;

    lease_table kept;
    record_of const* innermost = nullptr; ///< the operation that the thread is in
    chain_pass const* passes = nullptr;

private:
    bool is_in_use(leased_record const& lease) const noexcept;
};

/// The thread's record in a domain during one operation. It is kept for the next one unless
/// keep() fails: then it is borrowed for this one.
class record_of {
public:
    explicit record_of(domain& d) noexcept;
    ~record_of();
    record_of(record_of const&) = delete;
    record_of& operator=(record_of const&) = delete;

    /// Null when there is no memory for a record.
    thread_record* get() const noexcept { return record_; }
    explicit operator bool() const noexcept { return record_ != nullptr; }
    thread_record& operator*() const noexcept { return *record_; }
    thread_record* operator->() const noexcept { return record_; }

    domain const& home() const noexcept { return home_; }
    /// The operation of the thread around this one; null for the outermost.
    record_of const* outer() const noexcept { return outer_; }
    /// The borrowed record; empty when the record is kept.
    leased_record const& borrowed() const noexcept { return borrowed_; }

private:
    void enter(domain& d, thread_record* r) noexcept;

    thread_leases& leases_;
    domain& home_;
    record_of const* const outer_;
    thread_record* record_ = nullptr;
    leased_record borrowed_{};
};

/// Marks that the calling thread works on a chain: what the disposers add to it, the work in
/// progress returns to, instead of a recursive call.
class chain_pass {
public:
    explicit chain_pass(void const* chain) noexcept
        : chain_(chain), outer_(thread_leases::mine().passes) {
        thread_leases::mine().passes = this;
    }
    ~chain_pass() { thread_leases::mine().passes = outer_; }
    chain_pass(chain_pass const&) = delete;
    chain_pass& operator=(chain_pass const&) = delete;

    static bool is_running(void const* chain) noexcept {
        for (chain_pass const* p = thread_leases::mine().passes; p != nullptr; p = p->outer_)
            if (p->chain_ == chain)
                return true;
        return false;
    }

private:
    void const* chain_;
    chain_pass const* outer_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_THREAD_LEASES_H
