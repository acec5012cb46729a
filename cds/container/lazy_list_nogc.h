// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_LAZY_LIST_NOGC_H
#define CDSLIB_CONTAINER_LAZY_LIST_NOGC_H

#include <cds/gc/nogc.h>
#include <cds/container/impl/lazy_list.h>

#endif // #ifndef CDSLIB_CONTAINER_LAZY_LIST_NOGC_H
