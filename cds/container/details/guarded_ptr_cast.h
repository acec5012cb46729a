// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_GUARDED_PTR_CAST_H
#define CDSLIB_CONTAINER_DETAILS_GUARDED_PTR_CAST_H

#include <cds/face/guarded_ptr_cast.h>

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_GUARDED_PTR_CAST_H
