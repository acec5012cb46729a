// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_MODEL_H
#define CDSLIB_THREADING_MODEL_H

#include <cds/algo/elimination_tls.h>
#include <cds/threading/details/manager.h>

#endif // #ifndef CDSLIB_THREADING_MODEL_H
