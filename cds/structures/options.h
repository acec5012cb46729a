// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_OPTIONS_H
#define CDSLIB_STRUCTURES_OPTIONS_H

// The options of intrusive containers.

#include <cds/details/allocator.h>
#include <cds/details/concepts.h>
#include <cds/opt/options.h>

/// Containers that link the user's own objects.
namespace cds::intrusive {

/// The object derives from the node.
struct base_hook_tag {};
/// The object has the node as a member.
struct member_hook_tag {};
/// The user defines how to get from the object to the node and back.
struct traits_hook_tag {};

/// Options of intrusive containers; everything of `cds::opt` is here too.
namespace opt {

using namespace cds::opt;
using cds::intrusive::base_hook_tag;
using cds::intrusive::member_hook_tag;
using cds::intrusive::traits_hook_tag;

/// Where the node of an object is: a `base_hook`, `member_hook` or `traits_hook` of the container.
CDS_TYPE_OPTION(hook);
/// A functor that gets each object after its removal, when no thread can reach it any more.
CDS_TYPE_OPTION(disposer);
/// The type of the nodes at the two ends of a list.
CDS_TYPE_OPTION(boundary_node_type);

/// When a node is checked to be unlinked before it is inserted.
enum link_check_type {
    never_check_link,  ///< never
    debug_check_link,  ///< where `_DEBUG` is defined
    always_check_link, ///< always
};

/// One of `link_check_type`.
CDS_VALUE_OPTION(link_check_type, link_checker);

/// The usual values of options of intrusive containers.
namespace v {

using namespace cds::opt::v;

/// Leaves the object alone, because something else owns it.
struct empty_disposer {
    template <class T>
    void operator()(T*) const noexcept {}
};

/// Destroys the object and deallocates it with `Alloc`.
template <class Alloc = CDS_DEFAULT_ALLOCATOR>
struct delete_disposer {
    template <class T>
    void operator()(T* p) const {
        cds::details::Allocator<T, Alloc>().Delete(p);
    }
};

/// Assumes that every node is unlinked.
template <class Node>
struct empty_link_checker {
    static void is_empty(Node const*) noexcept {}
};

static_assert(concepts::disposer<empty_disposer, int> &&
              concepts::disposer<delete_disposer<>, int>);

} // namespace v
} // namespace opt
} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_OPTIONS_H
