// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_MSPRIORITY_QUEUE_H
#define CDSLIB_INTRUSIVE_MSPRIORITY_QUEUE_H

#include <cds/intrusive/details/base.h>
#include <cds/structures/priority/ms.h>

#endif // #ifndef CDSLIB_INTRUSIVE_MSPRIORITY_QUEUE_H
