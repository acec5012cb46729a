// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_THREAD_LEASES_H
#define CDSLIB_SRC_THREAD_LEASES_H

#include <cds/gc/core/domain.h>

/// The calling thread's records in domains that come and go, and the chains it is working on.
namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// A record that the thread holds in a domain. The domain may be gone by now: serials are never
/// used twice, so the entry then matches nothing, and only abandon_if_registered() asks further.
struct leased_record {
    bool is_of(domain const& d) const noexcept { return serial == d.serial && serial != 0; }

    std::uint64_t serial = 0; ///< 0: nothing
    domain* home = nullptr;
    thread_record* record = nullptr;
    unsigned pins = 0;             ///< leases in use: disposers may run and need to find it
    leased_record* next = nullptr; ///< among the borrowed
};

class chain_pass;

struct thread_leases {
    static constexpr unsigned most = 8;

    static thread_leases& mine() noexcept;

    leased_record* find(domain const& d) noexcept;
    /// A place for one more record; those out of use give way in turn. Null when all are in
    /// use, or stay because to give one back would be to wait, or the thread is past its exit.
    /// Lock-free.
    leased_record* make_place() noexcept;
    void give_all_back() noexcept;

    leased_record kept[most];
    unsigned hand = 0;                 ///< the next to give way
    leased_record* borrowed = nullptr; ///< for one operation each, on the stack
    chain_pass const* passes = nullptr;
};

/// The thread's record in a domain, for the time of one operation. Kept for the next, except when
/// there is no place for it, see make_place().
class record_of {
public:
    explicit record_of(domain& d) noexcept;
    ~record_of();
    record_of(record_of const&) = delete;
    record_of& operator=(record_of const&) = delete;

    /// Null when there is no memory for one.
    thread_record* get() const noexcept { return entry_ != nullptr ? entry_->record : nullptr; }
    explicit operator bool() const noexcept { return entry_ != nullptr; }
    thread_record& operator*() const noexcept { return *entry_->record; }
    thread_record* operator->() const noexcept { return entry_->record; }

protected:
    struct last_resort {};
    /// For the end of a domain: any record will do when there is no memory for one.
    record_of(domain& d, last_resort) noexcept;

private:
    void enter(domain& d, thread_record* r) noexcept;

    leased_record* entry_ = nullptr;
    leased_record borrowed_{};
};

/// The record in which a domain ends.
class last_record_of : public record_of {
public:
    explicit last_record_of(domain& d) noexcept : record_of(d, last_resort()) {}
};

/// Marks that the calling thread works on a chain: what the disposers put there, the work in
/// progress comes back to, instead of recursing into the chain once more.
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

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_SRC_THREAD_LEASES_H
