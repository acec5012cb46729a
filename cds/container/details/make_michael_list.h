// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_MICHAEL_LIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_MICHAEL_LIST_H

#include <cds/container/details/michael_list_base.h>
#include <cds/face/owning_set.h>
#include <cds/intrusive/impl/michael_list.h>

namespace cds::container::details {

/// The nodes for the values of a `MichaelList`, and the intrusive list of them.
template <class GC, class T, class Traits>
struct make_michael_list : owned_nodes<GC, set_item<intrusive::michael_list::node<GC>, T>, Traits> {
    using nodes = typename make_michael_list::owned_nodes;
    using make_michael_list::owned_nodes::owned_nodes;
    using hook = intrusive::michael_list::base_hook<opt::gc<GC>>;
    using type = intrusive::MichaelList<GC, typename nodes::node_type,
                                        typename nodes::template intrusive_traits<hook>>;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_MICHAEL_LIST_H
