// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_MICHAEL_SET_NOGC_H
#define CDSLIB_INTRUSIVE_MICHAEL_SET_NOGC_H

#include <cds/gc/nogc.h>
#include <cds/intrusive/michael_set.h>

#endif // #ifndef CDSLIB_INTRUSIVE_MICHAEL_SET_NOGC_H
