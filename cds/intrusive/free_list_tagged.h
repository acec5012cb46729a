// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_FREE_LIST_TAGGED_H
#define CDSLIB_INTRUSIVE_FREE_LIST_TAGGED_H

#include <cds/structures/stack/free_list.h>

namespace cds::intrusive {

/// The name that libcds gives to its free list with a tag beside the head. A tag that excludes ABA
/// needs a CAS on two words, which compilers make lock-free only when they are told to, and some
/// never do; the few bits beside a pointer do not exclude it. This is therefore a list with counted
/// nodes: it has the same members, and is lock-free on one word.
class TaggedFreeList : public FreeList {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_FREE_LIST_TAGGED_H
