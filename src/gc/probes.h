// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_PROBES_H
#define CDSLIB_SRC_GC_PROBES_H

#include <cstddef>

#if defined(__ELF__) && __has_include(<sys/sdt.h>)
#    include <sys/sdt.h>
#    define CDS_HAS_PROBES
#endif

/// Static probes, for SystemTap, bpftrace, perf and gdb: cds/gc/SYSTEM.md lists them. Where the
/// header is there when the library is compiled (Debian: systemtap-sdt-dev) a probe is one `nop`
/// and a note in the ELF file, elsewhere nothing. It gets what its caller has at hand anyway.
namespace cds::gc::core::probe {

inline void scan_begin([[maybe_unused]] void const* domain) noexcept {
#if defined(CDS_HAS_PROBES)
    STAP_PROBE1(cds, scan_begin, domain);
#endif
}

/// `hazards` is how many the scan saw, `kept` how many objects it keeps.
inline void scan_end([[maybe_unused]] void const* domain, [[maybe_unused]] std::size_t hazards,
                     [[maybe_unused]] std::size_t kept) noexcept {
#if defined(CDS_HAS_PROBES)
    STAP_PROBE3(cds, scan_end, domain, hazards, kept);
#endif
}

inline void threshold([[maybe_unused]] void const* domain,
                      [[maybe_unused]] std::size_t theta) noexcept {
#if defined(CDS_HAS_PROBES)
    STAP_PROBE2(cds, threshold, domain, theta);
#endif
}

inline void barrier_refused() noexcept {
#if defined(CDS_HAS_PROBES)
    STAP_PROBE(cds, barrier_refused);
#endif
}

} // namespace cds::gc::core::probe

#endif // #ifndef CDSLIB_SRC_GC_PROBES_H
