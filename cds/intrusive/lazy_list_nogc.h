// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_LAZY_LIST_NOGC_H
#define CDSLIB_INTRUSIVE_LAZY_LIST_NOGC_H

#include <cds/gc/nogc.h>
#include <cds/intrusive/impl/lazy_list.h>

#endif // #ifndef CDSLIB_INTRUSIVE_LAZY_LIST_NOGC_H
