// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_GUARDED_PTR_CAST_H
#define CDSLIB_FACE_GUARDED_PTR_CAST_H

// From the node that a `guarded_ptr` holds to the value that its user sees.

#include <cds/details/defs.h>

#include <memory>

namespace cds::container::details {

/// The value in the node of a list or set.
template <class Node, class T>
struct guarded_ptr_cast_set {
    T* operator()(Node* node) const noexcept { return std::addressof(node->m_Value); }
};

/// The pair in the node of a map.
template <class Node, class T>
struct guarded_ptr_cast_map {
    T* operator()(Node* node) const noexcept { return std::addressof(node->m_Data); }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_GUARDED_PTR_CAST_H
