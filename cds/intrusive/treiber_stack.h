// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_TREIBER_STACK_H
#define CDSLIB_INTRUSIVE_TREIBER_STACK_H

#include <cds/algo/elimination.h>
#include <cds/details/type_padding.h>
#include <cds/gc/default_gc.h>
#include <cds/intrusive/details/base.h>
#include <cds/intrusive/details/single_link_struct.h>
#include <cds/opt/buffer.h>
#include <cds/structures/stack/treiber.h>
#include <cds/sync/spinlock.h>

#include <mutex>

#endif // #ifndef CDSLIB_INTRUSIVE_TREIBER_STACK_H
