// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_REPORT_H
#define CDSLIB_GC_CORE_DOMAIN_REPORT_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <iosfwd>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

class domain;

/// Writes what a domain knows about itself, for people to read: what waits to be disposed of and
/// how much may wait, scans, fences, memory, and a line for each thread that has a record, with
/// the slots it uses and what it has retired. The text is not made for programs, and may change;
/// they have `statistics()`.
///
/// It takes no lock and waits for no thread; O(threads * lines of slots). Each figure was right at
/// some moment of the call. Throws what the stream throws.
CDS_EXPORT_API void report(domain const& of, std::ostream& to);

/// Has the reports of `DHP`, `HP`, `hpref` and the flavours of RCU, as far as they are in use,
/// written to stderr when the process ends by exit() or by the return of main(): what waits or is
/// protected then was not let go. It is written when std::atexit has its turn with what is
/// registered now: objects that were static before this call still exist. False when it cannot be
/// registered; further calls do nothing.
CDS_EXPORT_API bool report_at_exit() noexcept;

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_REPORT_H
