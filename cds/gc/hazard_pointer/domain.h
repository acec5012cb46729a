// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HAZARD_POINTER_DOMAIN_H
#define CDSLIB_GC_HAZARD_POINTER_DOMAIN_H

#include <cds/gc/hazard_pointer/holder.h>

#include <memory_resource>

namespace cds {
inline namespace CDS_ATOMICS_TAG {

/// An extension: a separate set of hazard pointers and retired objects. Hazard pointers of one
/// domain do not protect objects retired to another, and objects that wait in one delay nothing
/// in another.
///
/// Source: the Concurrency TS 2 (N4956).
///
/// Domains are made and destroyed at run time, in any number. A thread keeps a record in each
/// that it uses; finding it costs O(1). Only the first use of a domain, its end, and the end of a
/// thread that used it wait for one another, and for fork(). The default domain is that of
/// cds::gc::DHP: its drain(), statistics() and bound() cover both.
class CDS_EXPORT_API hazard_pointer_domain {
public:
    /// Allocates nothing yet, and later by malloc.
    hazard_pointer_domain() noexcept : hazard_pointer_domain(gc::domain_options()) {}
    /// Takes its memory from the allocator's resource, which must outlive the domain and be safe
    /// to use from several threads; it may run out.
    explicit hazard_pointer_domain(std::pmr::polymorphic_allocator<std::byte> allocator) noexcept
        : hazard_pointer_domain(gc::domain_options(), allocator.resource()) {}
    /// `options.line_slots` is at most 7 here. No resource means malloc.
    explicit hazard_pointer_domain(gc::domain_options const& options,
                                   std::pmr::memory_resource* resource = nullptr) noexcept;
    hazard_pointer_domain(hazard_pointer_domain const&) = delete;
    hazard_pointer_domain& operator=(hazard_pointer_domain const&) = delete;
    /// Deletes everything that was retired to it, and what the deleters retire. No hazard pointer
    /// of the domain may be left, and no other thread may use it any more; threads that have used
    /// it may live on.
    ~hazard_pointer_domain();

    /// Returns how many objects can wait at any time, see cds::gc::domain::bound().
    [[nodiscard]] std::size_t bound() const noexcept { return engine_->bound(); }
    [[nodiscard]] gc::core::stat statistics() const noexcept { return engine_->statistics(); }

private:
    friend struct hazard_pointer_detail::access_to_domain;

    struct the_default {};
    explicit constexpr hazard_pointer_domain(the_default) noexcept
        : nothing_(), engine_(&gc::core::dhp_binding::the_domain.domain) {}

    union {
        char nothing_; ///< in the default domain
        gc::core::domain own_;
    };
    gc::core::domain* engine_;
};

/// Returns the domain that is meant where none is named. It lives for ever.
[[nodiscard]] CDS_EXPORT_API hazard_pointer_domain& hazard_pointer_default_domain() noexcept;

/// Makes a hazard pointer of `domain`. Throws std::bad_alloc.
[[nodiscard]] CDS_EXPORT_API hazard_pointer make_hazard_pointer(hazard_pointer_domain& domain);

/// On return every object is deleted that was retired to `domain` before the call and that no
/// hazard pointer protects. It waits for deleters that other threads run, and for no hazard
/// pointer. From inside a deleter it only makes the running scan go on. Objects of a cohort are
/// the cohort's. It needs no memory: threads for whose records there is none take turns with a
/// record of the domain.
CDS_EXPORT_API void hazard_pointer_clean_up(
    hazard_pointer_domain& domain = hazard_pointer_default_domain()) noexcept;

} // namespace CDS_ATOMICS_TAG
} // namespace cds

#endif // #ifndef CDSLIB_GC_HAZARD_POINTER_DOMAIN_H
