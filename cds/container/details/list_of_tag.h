// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_LIST_OF_TAG_H
#define CDSLIB_CONTAINER_DETAILS_LIST_OF_TAG_H

#include <type_traits>

namespace cds::container::details {

/// The intrusive list that a tag names, its node and hook, the traits that it has if none are
/// given, and what its nodes say of faces. The list's header specializes this for its tag.
template <class Tag>
struct list_of_tag {
    static_assert(!std::is_same_v<Tag, Tag>,
                  "split_list::ordered_list must name a list, michael_list_tag, lazy_list_tag or "
                  "iterable_list_tag, and the list's header must be included");
};

/// Nodes that leave the face to the container.
struct usual_faces {};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_LIST_OF_TAG_H
