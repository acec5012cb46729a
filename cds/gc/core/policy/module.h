// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_MODULE_H
#define CDSLIB_GC_CORE_POLICY_MODULE_H

#include <cds/algo/atomic.h>

#include <chrono>

/// The end of a module (a shared object that a program loads and closes again): what it leaves
/// behind must not point into it.
///
/// At a dlclose the order is: begin_to_close(), the destructors of the module's static objects,
/// end_of_module(). At the end of the process it is another: static objects of the program and of
/// modules that it has opened are destroyed first. Then nothing is done here, for threads may be
/// running, and everything is still reachable.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

class domain;

#if defined(__ELF__) && defined(__GNUC__)
#    define CDS_OF_THIS_MODULE [[gnu::visibility("hidden")]]
#else
#    define CDS_OF_THIS_MODULE
#endif

/// A domain that lives in a module, as an element of the module's list.
struct domain_of_module {
    core::domain& domain;
    /// Disposes of all that is retired there and not guarded, if there is time.
    void (*clean_up)(std::chrono::nanoseconds timeout) noexcept;
    domain_of_module* next;
};

/// A function of a module that is called at the very end, when nothing of the library is used any
/// more. It is constructed together with the module's static objects.
struct call_at_module_end {
    CDS_OF_THIS_MODULE explicit call_at_module_end(void (*f)() noexcept) noexcept;

    void (*run)() noexcept;
    call_at_module_end* next;
};

/// A module as seen by its parts, the object files that include the library.
struct module_parts {
    unsigned closing = 0; ///< how many parts have begun to close
    domain_of_module* domains = nullptr;
    call_at_module_end* calls = nullptr;
};

/// From here until the end of the module this thread attaches to a domain for one operation at a
/// time only: nothing would keep the code loaded that its exit needs.
CDS_EXPORT_API void begin_to_close(module_parts& m) noexcept;

/// Disposes of what is retired in the module's domains and in the default ones. It waits for no
/// guard, but for scans of other threads that have such objects in hand; with a time limit,
/// because a disposer there may wait for the loader's lock, which the thread that closes a module
/// holds. (The library takes that lock in no section.) Then destroys the domains that are in the
/// module, including the default ones if the library itself is.
CDS_EXPORT_API void end_of_module(module_parts& m) noexcept;

/// Each module has its own, whatever symbols it exports.
CDS_OF_THIS_MODULE inline constinit module_parts this_module;

/// A static object of the module is destroyed: the process is ending unless the module is
/// closing.
CDS_EXPORT_API void static_objects_go(module_parts const& m) noexcept;

/// An object that is destroyed together with the module's other static objects.
struct watch_of_module {
    CDS_OF_THIS_MODULE ~watch_of_module() { static_objects_go(this_module); }
};
CDS_OF_THIS_MODULE inline constinit watch_of_module this_watch;

inline call_at_module_end::call_at_module_end(void (*f)() noexcept) noexcept
    : run(f), next(this_module.calls) {
    this_module.calls = this;
}

#if defined(__ELF__) && defined(__GNUC__)
// Termination functions run in reverse order of their priorities, those without a priority first;
// the runtime's own, which destroys the static objects, comes between them.
[[gnu::destructor]] static void part_begins_to_close() { begin_to_close(this_module); }
[[gnu::destructor(101)]] static void part_is_closed() { end_of_module(this_module); }
#endif

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#undef CDS_OF_THIS_MODULE

#endif // #ifndef CDSLIB_GC_CORE_POLICY_MODULE_H
