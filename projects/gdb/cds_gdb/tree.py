# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""EllenBinTree: the leaves are the items, routing nodes lead to them."""

from . import cpp
from .containers import ERASED

FLAGGED, LEAF = 1, 4  # marks of an edge: the leaf behind it is erased; what is behind it is a leaf


def edges_of(address, key):
    """The left and the right edge of a routing node: the two words behind its key."""
    word = cpp.words().sizeof
    left = address + (key.sizeof + word - 1) // word * word
    return cpp.word_at(left), cpp.word_at(left + word)


def items_of_tree(tree, head, _):
    """The items of an ellen_bintree::external_tree, in their order."""
    key, value = cpp.argument(tree.type, 1), cpp.argument(tree.type, 2)
    leaf = leaf_type(value)
    ahead = [cpp.word_at(cpp.address_of(head["root_"]))]
    while ahead:
        edge = ahead.pop()
        address = edge & ~7
        if not address:
            continue
        if edge & LEAF:
            yield ERASED if edge & FLAGGED else cpp.whole_from(address, leaf, value)
        else:
            left, right = edges_of(address, key)
            ahead += [right, left]


def leaf_type(value):
    """The hook in an item: its base or member that is an ellen_bintree::node."""
    hook = cpp.base_named(value, {"cds::intrusive::ellen_bintree::node"})
    if hook is None:
        hook = next((f.type for f in cpp.fields(value)
                     if cpp.name_of(f.type) == "cds::intrusive::ellen_bintree::node"), value)
    return cpp.plain(hook)
