// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_WAIT_STRATEGY_H
#define CDSLIB_ALGO_FLAT_COMBINING_WAIT_STRATEGY_H

#include <cds/algo/backoff_strategy.h>
#include <cds/algo/flat_combining/publication_record.h>
#include <cds/opt/options.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace cds::opt {

/// How a thread waits for the combiner, see `cds::algo::flat_combining::wait_strategy`.
CDS_TYPE_OPTION(wait_strategy);

} // namespace cds::opt

/// How the owner of a record waits until its operation has been done.
///
/// A strategy has `make_publication_record<Record>::type`, the record with what the strategy
/// needs in it; `prepare(record)`, called before the owner waits; `wait(kernel, record)`, which
/// waits once and returns whether it was notified; `notify(kernel, record)`, by which the
/// combiner makes the owner look again; and `wakeup(kernel)`, called by a thread that has given
/// the lock up. The kernel looks at the record after each `wait`, so a strategy may return early.
/// It must not wait without end, and it must not throw.
namespace cds::algo::flat_combining::wait_strategy {

namespace details {

/// The parts of a strategy that adds nothing to the record and needs no notification.
struct needs_no_notice {
    template <class PublicationRecord>
    static void prepare(PublicationRecord&) noexcept {}
    template <class Kernel, class PublicationRecord>
    static void notify(Kernel&, PublicationRecord&) noexcept {}
    template <class Kernel>
    static void wakeup(Kernel&) noexcept {}
};

/// Waits once, as the owner, until notified. `is_noticed` is guarded by `mutex`.
template <class Kernel, class PublicationRecord>
bool wait_for_notice(Kernel& fc, PublicationRecord& rec, std::mutex& mutex,
                     std::condition_variable& wake, std::chrono::milliseconds limit) {
    std::unique_lock<std::mutex> hold(mutex);
    if (fc.get_operation(rec) >= int(req_Operation) && !rec.is_noticed)
        wake.wait_for(hold, limit);
    bool const noticed = rec.is_noticed;
    rec.is_noticed = false;
    return noticed;
}

template <class PublicationRecord>
void give_notice(PublicationRecord& rec, std::mutex& mutex, std::condition_variable& wake) {
    {
        std::lock_guard<std::mutex> const hold(mutex);
        rec.is_noticed = true;
    }
    wake.notify_all(); // the record stays when its owner leaves: the kernel owns it
}

/// A strategy whose waiters sleep until they are notified, at most `Milliseconds` at a time.
template <int Milliseconds>
struct sleeps {
    /// How long one wait lasts without a notification.
    enum { c_nWaitMilliseconds = Milliseconds < 1 ? 1 : Milliseconds };
    static constexpr std::chrono::milliseconds limit{c_nWaitMilliseconds};

    template <class PublicationRecord>
    static void prepare(PublicationRecord&) noexcept {}
    /// Tells one of the waiting threads that the lock is free.
    template <class Kernel>
    static void wakeup(Kernel& fc) {
        fc.wakeup_any();
    }
};

} // namespace details

/// Does not wait at all: the owner looks and tries the lock again and again.
struct empty : details::needs_no_notice {
    template <class PublicationRecord>
    struct make_publication_record {
        using type = PublicationRecord;
    };

    template <class Kernel, class PublicationRecord>
    static bool wait(Kernel&, PublicationRecord&) noexcept {
        return false;
    }
};

/// Waits as `BackOff` does, and resets it for each operation.
template <class BackOff = cds::backoff::delay_of<2>>
struct backoff : details::needs_no_notice {
    using back_off = BackOff;

    template <class PublicationRecord>
    struct make_publication_record {
        struct type : PublicationRecord {
            back_off wait_;
        };
    };

    template <class PublicationRecord>
    static void prepare(PublicationRecord& rec) {
        rec.wait_.reset();
    }
    template <class Kernel, class PublicationRecord>
    static bool wait(Kernel& fc, PublicationRecord& rec) {
        rec.wait_([&] { return rec.is_done() || fc.is_lock_free_now(); });
        return false;
    }
};

/// One mutex and one condition variable for all: a notification wakes all of them to look.
template <int Milliseconds = 2>
class single_mutex_single_condvar : public details::sleeps<Milliseconds> {
public:
    template <class PublicationRecord>
    struct make_publication_record {
        struct type : PublicationRecord {
            bool is_noticed = false;
        };
    };

    template <class Kernel, class PublicationRecord>
    bool wait(Kernel& fc, PublicationRecord& rec) {
        return details::wait_for_notice(fc, rec, mutex_, wake_, this->limit);
    }
    template <class Kernel, class PublicationRecord>
    void notify(Kernel&, PublicationRecord& rec) {
        details::give_notice(rec, mutex_, wake_);
    }

private:
    std::mutex mutex_;
    std::condition_variable wake_;
};

/// One mutex for all, a condition variable in each record.
template <int Milliseconds = 2>
class single_mutex_multi_condvar : public details::sleeps<Milliseconds> {
public:
    template <class PublicationRecord>
    struct make_publication_record {
        struct type : PublicationRecord {
            bool is_noticed = false;
            std::condition_variable wake_;
        };
    };

    template <class Kernel, class PublicationRecord>
    bool wait(Kernel& fc, PublicationRecord& rec) {
        return details::wait_for_notice(fc, rec, mutex_, rec.wake_, this->limit);
    }
    template <class Kernel, class PublicationRecord>
    void notify(Kernel&, PublicationRecord& rec) {
        details::give_notice(rec, mutex_, rec.wake_);
    }

private:
    std::mutex mutex_;
};

/// A mutex and a condition variable in each record.
template <int Milliseconds = 2>
struct multi_mutex_multi_condvar : details::sleeps<Milliseconds> {
    template <class PublicationRecord>
    struct make_publication_record {
        struct type : PublicationRecord {
            bool is_noticed = false;
            std::mutex mutex_;
            std::condition_variable wake_;
        };
    };

    template <class Kernel, class PublicationRecord>
    bool wait(Kernel& fc, PublicationRecord& rec) {
        return details::wait_for_notice(fc, rec, rec.mutex_, rec.wake_, this->limit);
    }
    template <class Kernel, class PublicationRecord>
    void notify(Kernel&, PublicationRecord& rec) {
        details::give_notice(rec, rec.mutex_, rec.wake_);
    }
};

} // namespace cds::algo::flat_combining::wait_strategy

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_WAIT_STRATEGY_H
