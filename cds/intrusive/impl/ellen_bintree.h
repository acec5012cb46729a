// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_IMPL_ELLEN_BINTREE_H
#define CDSLIB_INTRUSIVE_IMPL_ELLEN_BINTREE_H

#include <cds/details/binary_functor_wrapper.h>
#include <cds/face/sorted_set.h>
#include <cds/intrusive/details/ellen_bintree_base.h>

namespace cds::intrusive {

/// Sorted lock-free set of objects that the user owns: a search tree that nobody balances. `Key` is
/// what its inner nodes compare with; `traits::key_extractor` copies it from an object.
/// The interface is that of `details::sorted_set`, the algorithm that of
/// `ellen_bintree::external_tree`.
template <class GC, class Key, class T, class Traits>
class EllenBinTree : public details::sorted_set<ellen_bintree::external_tree<GC, Key, T, Traits>> {
public:
    /// Erases all items, and disposes of them at once. Nobody else may be inside, or keep one.
    void unsafe_clear() {
        for (auto& head : this->heads())
            this->drop_at(head, [](T* item) { typename EllenBinTree::retirer()(item); });
    }

    /// Whether each item is where its key leads to. Nobody else may be inside. O(items), with
    /// memory for a place at each level of the tree; throws `std::bad_alloc`.
    [[nodiscard]] bool check_consistency() const {
        return EllenBinTree::is_consistent(*this->heads().begin());
    }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_IMPL_ELLEN_BINTREE_H
