// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_MEMORY_H
#define CDSLIB_GC_CORE_MEMORY_H

#include <cds/details/defs.h>
#include <cds/gc/core/options.h>

#include <cstddef>
#include <new>

namespace cds::gc::core {

/// A run of aligned bytes that remembers how it was allocated, so that a later change of the
/// source never frees with the wrong function.
struct memory_run {
    void* bytes = nullptr; ///< aligned; null when there was no memory
    void* origin = nullptr;
    memory_source source;
    std::size_t size = 0;      ///< as requested; only a source with a state needs it back
    std::size_t alignment = 0; ///< as requested
    bool from_system = false;  ///< pages may be returned to the operating system
};

/// Allocates bytes, and more than that for the alignment. Never throws: the result is null when
/// the source has nothing, and says so by null or by an exception.
CDS_EXPORT_API memory_run take_memory(memory_source const& source, std::size_t size,
                                      std::size_t alignment) noexcept;
CDS_EXPORT_API void give_memory(memory_run const& run) noexcept;

/// Returns the whole pages inside [begin, begin + size) to the system. The addresses stay
/// valid and read as zero. Does nothing where the system has no such call.
CDS_EXPORT_API void discard_pages(void* begin, std::size_t size) noexcept;

/// \name Marks for AddressSanitizer: an access to closed memory is reported Without them a use of
/// discarded pages would go unnoticed, because these read as zero.
///@{
CDS_EXPORT_API void close_memory(void* begin, std::size_t size) noexcept;
CDS_EXPORT_API void open_memory(void* begin, std::size_t size) noexcept;
///@}

/// Throws std::bad_alloc; without exceptions, prints a message and aborts.
[[noreturn]] CDS_EXPORT_API void out_of_memory();

} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_MEMORY_H
