// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_IMPL_FELDMAN_HASHSET_H
#define CDSLIB_INTRUSIVE_IMPL_FELDMAN_HASHSET_H

#include <cds/intrusive/details/feldman_hashset_base.h>

#endif // #ifndef CDSLIB_INTRUSIVE_IMPL_FELDMAN_HASHSET_H
