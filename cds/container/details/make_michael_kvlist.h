// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_MICHAEL_KVLIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_MICHAEL_KVLIST_H

#include <cds/container/details/michael_list_base.h>
#include <cds/face/owning_map.h>
#include <cds/intrusive/impl/michael_list.h>

namespace cds::container::details {

/// The nodes for the pairs of a `MichaelKVList`, and the intrusive list of them.
template <class GC, class Key, class T, class Traits>
struct make_michael_kvlist
    : owned_nodes<GC, map_item<intrusive::michael_list::node<GC>, Key, T>, Traits> {
    using nodes = typename make_michael_kvlist::owned_nodes;
    using make_michael_kvlist::owned_nodes::owned_nodes;
    using hook = intrusive::michael_list::base_hook<opt::gc<GC>>;
    using type = intrusive::MichaelList<GC, typename nodes::node_type,
                                        typename nodes::template intrusive_traits<hook>>;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_MICHAEL_KVLIST_H
