// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_ITERABLE_KVLIST_HP_H
#define CDSLIB_CONTAINER_ITERABLE_KVLIST_HP_H

#include <cds/container/iterable_list_hp.h>
#include <cds/container/impl/iterable_kvlist.h>

#endif // #ifndef CDSLIB_CONTAINER_ITERABLE_KVLIST_HP_H
