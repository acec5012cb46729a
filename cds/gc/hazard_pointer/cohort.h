// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HAZARD_POINTER_COHORT_H
#define CDSLIB_GC_HAZARD_POINTER_COHORT_H

#include <cds/gc/hazard_pointer/domain.h>

namespace cds {
inline namespace CDS_ATOMICS_TAG {

/// An extension: a group of objects all of which are deleted before the group ends. A container has
/// a cohort as a member and retires its nodes to it (`node->retire_to_cohort(cohort)`); then no
/// deleter runs after the end of the container and of what the deleters need.
///
/// Source: P3427. The objects form a chain of the cohort's own, separate from what the domain's
/// scans see, so neither waits for the other's deleters.
///
///   progress       retire_to_cohort lock-free apart from the deleters, O(1) amortised; never
///                  allocates. The destructor waits while an object is protected
///   linearizes at  retire_to_cohort: [RT1]
///   bound          (1 + S) * max(C / 8, 2 * H) objects wait, with S threads in a pass over
///                  the cohort at a time, H of its objects protected, and C the threshold of
///                  the domain's options
///   invariants     CO-I1  an object is in the cohort's chain or in the hands of one thread's
///                         pass, which ends before the retire or the destructor that began it
///
/// Its deleters may retire to the same cohort. All other calls of retire_to_cohort come before
/// the destructor, and the thread that destroys must not itself protect an object of the cohort.
class CDS_EXPORT_API hazard_pointer_cohort {
public:
    /// Makes a cohort of objects that hazard pointers of the default domain protect.
    hazard_pointer_cohort() noexcept : hazard_pointer_cohort(hazard_pointer_default_domain()) {}
    /// Makes a cohort of objects that hazard pointers of `domain` protect; it must outlive the
    /// cohort.
    explicit hazard_pointer_cohort(hazard_pointer_domain& domain) noexcept;
    hazard_pointer_cohort(hazard_pointer_cohort const&) = delete;
    hazard_pointer_cohort& operator=(hazard_pointer_cohort const&) = delete;
    /// Returns when the deleters of all its objects have run.
    ~hazard_pointer_cohort();

private:
    friend void hazard_pointer_detail::retire_to(hazard_pointer_cohort&,
                                                 hazard_pointer_detail::retired,
                                                 hazard_pointer_detail::retired_link&) noexcept;

    void retire(gc::core::retired_link& link) noexcept;
    std::size_t reclaim() noexcept;

    gc::core::domain& domain_;
    std::size_t const least_;
    gc::core::retired_chain chain_;
    atomics::atomic<std::size_t> chained_{0};   ///< a hint
    atomics::atomic<std::size_t> threshold_{0}; ///< a hint; adapts
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds

#endif // #ifndef CDSLIB_GC_HAZARD_POINTER_COHORT_H
