// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_ERRORS_H
#define CDSLIB_GC_CORE_ERRORS_H

#include <cds/details/throw_exception.h>

#include <stdexcept>

namespace cds::gc {
namespace hp::details {
/// A thread asked for more hazard pointers than `gc::HP` was constructed with.
struct not_enough_hazard_ptr : std::length_error {
    not_enough_hazard_ptr() : std::length_error("cds: not enough hazard pointers") {}
};

/// The parameters of `gc::HP` were asked for before it was constructed.
struct not_initialized : std::runtime_error {
    not_initialized() : std::runtime_error("cds: there is no HP object") {}
};
} // namespace hp::details

namespace dhp {
/// `dhp::smr::instance()` was called before `gc::DHP` was constructed.
struct not_initialized : std::runtime_error {
    not_initialized() : std::runtime_error("cds: there is no DHP object") {}
};
} // namespace dhp
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_ERRORS_H
