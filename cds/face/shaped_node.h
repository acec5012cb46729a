// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_SHAPED_NODE_H
#define CDSLIB_FACE_SHAPED_NODE_H

#include <cds/structures/shaped_node.h>

namespace cds::container::details {

using intrusive::details::shaped_node_factory;

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_SHAPED_NODE_H
