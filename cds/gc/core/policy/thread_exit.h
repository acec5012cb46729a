// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_THREAD_EXIT_H
#define CDSLIB_GC_CORE_POLICY_THREAD_EXIT_H

#include <cds/algo/atomic.h>

#include <cstdint>

/// What happens when a thread ends.
///
/// It is done by a `thread_local` object and not by a pthread key: the C++ runtime keeps the code
/// loaded as long as such an object exists. But the runtime aborts when it has no memory to
/// register the object, it does not check again once it has decided to unload the code, and it
/// registers under the loader's lock. So may_note_thread_exit() rules these cases out before.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Whether a new `thread_local` object may be registered with the runtime: there is memory for
/// it, this thread is not closing a module that uses the library, and it is not in a section.
CDS_EXPORT_API bool may_note_thread_exit() noexcept;

/// While one of these exists its thread notes no exit. It serves the library's own threads, which
/// are stopped explicitly, and sections: a thread that closes a module holds the loader's lock
/// while it waits for them.
class CDS_EXPORT_API no_exit_notes {
public:
    no_exit_notes() noexcept;
    ~no_exit_notes();
    no_exit_notes(no_exit_notes const&) = delete;
    no_exit_notes& operator=(no_exit_notes const&) = delete;
};

/// Calls `Owner::leave_thread()`, which must not throw, once at the exit of each thread that has
/// armed it.
template <class Owner>
class thread_exit {
public:
    /// False when the exit is over or may not be noted; in the latter case a later call may
    /// succeed.
    static bool arm() noexcept {
        if (phase_ == unnoted && may_note_thread_exit()) {
            hook_.touch();
            phase_ = armed;
        }
        return phase_ == armed;
    }

private:
    enum phase : std::uint8_t { unnoted, armed, over };

    struct hook {
        void touch() noexcept {}
        ~hook() {
            phase_ = over;
            Owner::leave_thread();
        }
    };

    /// Trivially destructible, so that it can be read when all else is gone.
    static inline constinit thread_local phase phase_ = unnoted;
    static inline thread_local hook hook_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POLICY_THREAD_EXIT_H
