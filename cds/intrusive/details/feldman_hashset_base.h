// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_FELDMAN_HASHSET_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_FELDMAN_HASHSET_BASE_H

#include <cds/algo/base.h>
#include <cds/algo/split_bitstring.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/structures/hash/feldman.h>
#include <cds/urcu/options.h>

#include <iterator>
#include <memory>
#include <vector>

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_FELDMAN_HASHSET_BASE_H
