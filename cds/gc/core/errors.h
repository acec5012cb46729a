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
    not_enough_hazard_ptr() : std::length_error("Not enough Hazard Pointer") {}
};

/// A question about the parameters of `gc::HP` before it was constructed.
struct not_initialized : std::runtime_error {
    not_initialized() : std::runtime_error("Global Hazard Pointer SMR object is not initialized") {}
};
} // namespace hp::details

namespace dhp {
/// A question to `dhp::smr::instance()` before `gc::DHP` was constructed.
struct not_initialized : std::runtime_error {
    not_initialized() : std::runtime_error("Global DHP SMR object is not initialized") {}
};
} // namespace dhp
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_ERRORS_H
