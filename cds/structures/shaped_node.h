// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_SHAPED_NODE_H
#define CDSLIB_STRUCTURES_SHAPED_NODE_H

#include <cds/details/allocator.h>
#include <cds/details/throw_exception.h>

#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// Makes nodes with a number of cells behind each, in one allocation of `Alloc`: the links of a
/// tower, the slots of an array. The number is the node's shape: `Node::shape()` tells it, the same
/// for as long as the node lives. A node whose allocator has state keeps a copy of it, `source`.
template <class Node, class Cell, class Alloc>
class shaped_node_factory {
    static_assert(alignof(Cell) <= alignof(Node), "the cells follow the node without a gap");
    static_assert(std::is_nothrow_default_constructible_v<Cell> &&
                      std::is_trivially_destructible_v<Cell>,
                  "cells are made and unmade without further ado");
    using allocator = cds::details::Allocator<Node, Alloc>;

public:
    /// The most cells that one allocation can have.
    static constexpr std::size_t max_shape =
        ((std::numeric_limits<std::ptrdiff_t>::max)() - sizeof(Node)) / sizeof(Cell) - 1;

    struct disposer {
        void operator()(Node* n) const { allocator_of(*n).DeleteBlock(n, bytes(n->shape())); }
    };
    using owner = std::unique_ptr<Node, disposer>;

    /// A node made of `args` with `shape` value-initialised cells. Throws what the allocator or the
    /// node throws, and `std::bad_array_new_length` for more cells than memory can hold.
    template <class... Args>
    static owner make(std::size_t shape, Args&&... args) {
        return make_by(allocator(), shape, std::forward<Args>(args)...);
    }
    /// Does the same with this allocator.
    template <class... Args>
    static owner make_with(Alloc const& memory, std::size_t shape, Args&&... args) {
        return make_by(allocator(memory), shape, std::forward<Args>(args)...);
    }

    /// The cells of a node.
    static Cell* cells(Node* n) noexcept { return reinterpret_cast<Cell*>(n + 1); }

private:
    template <class... Args>
    static owner make_by(allocator memory, std::size_t shape, Args&&... args) {
        if (shape > max_shape)
            CDS_THROW_EXCEPTION(std::bad_array_new_length());
        Node* const node = memory.MoveNewBlock(bytes(shape), std::forward<Args>(args)...);
        std::uninitialized_value_construct_n(cells(node), shape);
        return owner(node);
    }
    static allocator allocator_of(Node const& n) {
        if constexpr (requires { allocator(n.source); })
            return allocator(n.source);
        else
            return allocator();
    }
    static constexpr std::size_t bytes(std::size_t shape) noexcept {
        return sizeof(Node) + shape * sizeof(Cell);
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_SHAPED_NODE_H
