// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_MARKED_PLACE_H
#define CDSLIB_STRUCTURES_LIST_MARKED_PLACE_H

#include <cstddef>
#include <utility>

namespace cds::intrusive::details {

/// A place between two nodes of a chain in which a mark in its link erases a node, and the numbers
/// of the guards that keep it. Guards change roles by changing their numbers; none is copied.
template <class Link, class Node>
struct marked_place {
    Link* prev = nullptr;  // the last unmarked link; held `first` when last looked at
    Node* first = nullptr; // where it leads: `cur`, if nothing marked was skipped
    Node* cur = nullptr;
    std::size_t in_chain = 0; // marked nodes from `first` to before `cur`, if these differ
    unsigned prev_guard = 0;
    unsigned first_guard = 1;
    unsigned cur_guard = 2;
    unsigned item_guard = 3;

    void start(Link& from, Node* seen) noexcept {
        prev = &from;
        first = cur = seen;
    }
    /// Over `cur`, along its link `from`, which is not marked and leads to `next`.
    void step(Link& from, Node* next) noexcept {
        std::swap(prev_guard, cur_guard);
        start(from, next);
    }
    /// Over `cur`, which is marked, to `next`.
    void skip(Node* next) noexcept {
        in_chain = skipped() + 1;
        if (in_chain == 1)
            std::swap(first_guard, cur_guard);
        cur = next;
    }
    std::size_t skipped() const noexcept { return first == cur ? 0 : in_chain; }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_LIST_MARKED_PLACE_H
