// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_COUNTED_SIZE_H
#define CDSLIB_DETAILS_COUNTED_SIZE_H

#include <cds/algo/atomicity.h>

#include <cstddef>

// Stands before the `size()` of containers that count nothing. The compiler then says so where a
// program calls it, if the program has asked for that by CDS_WARN_OF_UNCOUNTED_SIZE. Without being
// asked it would end the build of generic code that treats warnings as errors.
#if defined(CDS_WARN_OF_UNCOUNTED_SIZE)
#    define CDS_UNCOUNTED_SIZE                                                             \
        [[deprecated("this container counts nothing, and its size() is always 0: name an " \
                     "item_counter in its traits, or ask empty()")]]
#else
#    define CDS_UNCOUNTED_SIZE
#endif

namespace cds::details {

/// The `size()` of `Container`, which derives from it and tells by `counted()` what its item
/// counter says.
template <class Container, class Counter>
class counted_size {
public:
    /// Whether `size()` says anything.
    static constexpr bool counts_items = true;

    /// The number of items by the item counter of the traits, approximate among other threads.
    [[nodiscard]] std::size_t size() const noexcept {
        return static_cast<Container const&>(*this).counted();
    }
};

/// The `size()` of a container that counts nothing, as lists, stacks and queues do unless their
/// traits name a counter.
template <class Container>
class counted_size<Container, cds::atomicity::empty_item_counter> {
public:
    static constexpr bool counts_items = false;

    /// Always 0, which says nothing about the container. `empty()` says whether there is an item.
    [[nodiscard]] CDS_UNCOUNTED_SIZE std::size_t size() const noexcept { return 0; }
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_COUNTED_SIZE_H
