// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork(): the child has one thread; all others vanished in the middle of whatever they did.
//
//   kept      what they had retired and published; the slots that their guards held
//   leaked    what one of their scans had in hand: it may be half-way through an object
//   restored  every lock-like word, so that the child goes on as if it were alone
//
// The parent is not affected.
#include "domain_internal.h"

#include <mutex>

#if defined(__unix__) || defined(__APPLE__)
#    include <pthread.h>
#    define CDS_HAS_FORK 1
#endif

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

    namespace {
        std::mutex registry_lock;
        domain* registry = nullptr; ///< under registry_lock

#if defined(CDS_HAS_FORK)
        void before_fork() {
            registry_lock.lock();
        }
        void in_parent() {
            registry_lock.unlock();
        }
        void in_child() {
            for (domain* d = registry; d != nullptr; d = d->next_registered)
                d->after_fork_in_child(this_thread_mark());
            registry_lock.unlock();
        }
#endif

        void install_handlers() noexcept {
#if defined(CDS_HAS_FORK)
            static int const installed = ::pthread_atfork(before_fork, in_parent, in_child);
            (void)installed; // without memory for it a forked child must not use the library
#endif
        }
    } // namespace

    void register_domain(domain& d) noexcept {
        install_handlers();
        std::lock_guard<std::mutex> guard(registry_lock);
        for (domain const* known = registry; known != nullptr; known = known->next_registered)
            if (known == &d)
                return;
        d.next_registered = registry;
        registry = &d;
    }

    void unregister_domain(domain& d) noexcept {
        std::lock_guard<std::mutex> guard(registry_lock);
        for (domain** link = &registry; *link != nullptr; link = &(*link)->next_registered)
            if (*link == &d) {
                *link = d.next_registered;
                return;
            }
    }

    void const* this_thread_mark() noexcept {
        thread_local char mark = 0;
        return &mark;
    }

    void domain::after_fork_in_child(void const* thread) noexcept {
        bool scanning = false;
        for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i) {
            thread_record& r = records_.at(i);
            // relaxed: a forked child has one thread, here and below
            bool const vanished = r.attached.load(atomics::memory_order_relaxed) != 0 &&
                                  r.thread != thread;
            if (r.thread == thread && r.busy)
                scanning = true;
            else
                r.forget_other_threads();
            if (vanished)
                adopt(r);
        }
        records_.forget_trim();
        slots_.forget_trim();
        blocks_.forget_trim();
        // relaxed: one thread
        scanners_.store(scanning ? 1 : 0, atomics::memory_order_relaxed);
        // relaxed: one thread
        draining_.store(0, atomics::memory_order_relaxed);
        // relaxed: one thread; the reclaimer thread did not survive
        reclaimer_.store(nullptr, atomics::memory_order_relaxed);
        grow_table();
    }

    /// Parks the record of a thread that vanished, with all that it had published.
    void domain::adopt(thread_record& r) noexcept {
        // relaxed: one thread
        r.position = r.filling.load(atomics::memory_order_relaxed) != nullptr
                         ? r.filling.load(atomics::memory_order_relaxed)->end()
                         : 0;
        r.busy = false;
        list_filling(r);
        r.thread = nullptr;
        r.state = nullptr;
        // relaxed: one thread
        r.attached.store(0, atomics::memory_order_relaxed);
        records_.release(r);
    }

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
