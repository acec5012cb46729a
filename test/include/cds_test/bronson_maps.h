// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_BRONSON_MAPS_H
#define CDSLIB_TEST_BRONSON_MAPS_H

#include <cds/container/impl/bronson_avltree_map.h>

#include <cstddef>

namespace cds_test {

/// A BronsonAVLTreeMap that shows its nodes, for when nobody else is inside.
template <class GC, class Key, class T, class Traits>
class inspected_tree : public cds::container::BronsonAVLTreeMap<GC, Key, T, Traits> {
public:
    /// Whether the tree is sound, balanced, and without nodes that are of no use: those without a
    /// value that have not two children.
    bool is_in_order() const { return this->check_consistency() && idle(root()) == 0; }
    std::size_t nodes() const { return count(root()); }
    std::size_t height() const { return height(root()); }

private:
    auto const* root() const { return child(this->top_, 1); }
    template <class Node>
    static Node const* child(Node const& n, unsigned side) {
        // relaxed: nobody else is inside
        return n.m_pChild[side].load(std::memory_order_relaxed);
    }
    template <class Node>
    static std::size_t count(Node const* n) {
        return n ? 1 + count(child(*n, 0)) + count(child(*n, 1)) : 0;
    }
    template <class Node>
    static std::size_t height(Node const* n) {
        if (!n)
            return 0;
        std::size_t const left = height(child(*n, 0));
        std::size_t const right = height(child(*n, 1));
        return 1 + (left > right ? left : right);
    }
    template <class Node>
    static std::size_t idle(Node const* n) {
        if (!n)
            return 0;
        Node const* const left = child(*n, 0);
        Node const* const right = child(*n, 1);
        // relaxed: nobody else is inside
        bool const routes = n->m_pValue.load(std::memory_order_relaxed) == nullptr;
        return (routes && !(left && right) ? 1 : 0) + idle(left) + idle(right);
    }
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_BRONSON_MAPS_H
