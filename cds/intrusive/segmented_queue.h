// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_SEGMENTED_QUEUE_H
#define CDSLIB_INTRUSIVE_SEGMENTED_QUEUE_H

#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/structures/queue/segmented.h>

#include <mutex> // for the programs that rely on it: a lock_type

#endif // #ifndef CDSLIB_INTRUSIVE_SEGMENTED_QUEUE_H
