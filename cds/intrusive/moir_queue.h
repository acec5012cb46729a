// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_MOIR_QUEUE_H
#define CDSLIB_INTRUSIVE_MOIR_QUEUE_H

#include <cds/intrusive/msqueue.h>
#include <cds/structures/queue/moir.h>

#endif // #ifndef CDSLIB_INTRUSIVE_MOIR_QUEUE_H
