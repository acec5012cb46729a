// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_CUCKOO_BASE_H
#define CDSLIB_CONTAINER_DETAILS_CUCKOO_BASE_H

#include <cds/container/details/base.h>
#include <cds/face/cuckoo_values.h>
#include <cds/intrusive/cuckoo_set.h>

namespace cds::container {

/// What `CuckooSet` and `CuckooMap` can be told.
namespace cuckoo {

using intrusive::cuckoo::empty_refinable_stat;
using intrusive::cuckoo::empty_stat;
using intrusive::cuckoo::empty_striping_stat;
using intrusive::cuckoo::list;
using intrusive::cuckoo::probeset_type;
using intrusive::cuckoo::refinable;
using intrusive::cuckoo::refinable_stat;
using intrusive::cuckoo::stat;
using intrusive::cuckoo::striping;
using intrusive::cuckoo::striping_stat;
using intrusive::cuckoo::vector;

/// An option: whether a node keeps the hash values of its key.
CDS_VALUE_OPTION(bool, store_hash);

/// The options and their defaults; derive from it or compose with `make_traits`. Hash functors,
/// order and equality take keys. The hook and the disposer are not asked.
struct traits : intrusive::cuckoo::traits {
    /// Allocates the nodes; opt::none means `allocator`.
    using node_allocator = opt::none;
    /// Whether a node keeps the hash values of its key, so that growing and relocating need not
    /// compute them, and few keys are compared.
    static constexpr bool store_hash = false;
    /// What probe sets are: `list`, or `vector<N>`.
    using probeset_type = cuckoo::list;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cuckoo

template <class T, class Traits = cuckoo::traits>
class CuckooSet;
template <class Key, class T, class Traits = cuckoo::traits>
class CuckooMap;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_CUCKOO_BASE_H
