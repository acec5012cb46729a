// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_DETAILS_PTHREAD_MANAGER_H
#define CDSLIB_THREADING_DETAILS_PTHREAD_MANAGER_H

#include <cds/threading/model.h>

#endif // #ifndef CDSLIB_THREADING_DETAILS_PTHREAD_MANAGER_H
