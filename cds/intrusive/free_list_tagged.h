// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_FREE_LIST_TAGGED_H
#define CDSLIB_INTRUSIVE_FREE_LIST_TAGGED_H

#include <cds/structures/stack/free_list.h>

namespace cds::intrusive {

/// What libcds calls its free list with a tag beside the head. A tag that is as good as its word
/// needs a CAS on two words, which compilers make lock-free only when they are told to, and some
/// never; fewer bits beside a pointer do not keep ABA away. This is therefore a list with counted
/// nodes: the same members, lock-free on one word.
class TaggedFreeList : public FreeList {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_FREE_LIST_TAGGED_H
