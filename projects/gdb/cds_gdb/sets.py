# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Lists, hash tables, split-ordered lists and skip lists: chains of nodes behind one head or many.
The heads are told apart by their members, the chains by their names."""

from . import cpp
from .containers import ERASED
from .tree import items_of_tree


def heads(row):
    """The heads of a set, in their order."""
    if cpp.has_field(row.type, "head_"):  # a list
        yield row["head_"]
    elif cpp.has_field(row.type, "mask_"):  # a hash table
        for i in range(int(row["mask_"]) + 1):
            yield row["heads_"][i]
    else:  # a split-ordered list: one chain, with the dummies of the buckets in it
        yield row["first_"]


def dummy_test(row):
    """A function that says of a node whether it is the dummy of a bucket."""
    if not cpp.has_field(row.type, "table_"):
        return lambda node: False
    dummy = cpp.plain(cpp.argument(row["table_"].type, 1))
    with_hash = cpp.base_named(dummy, {"cds::intrusive::split_list::node"})

    def is_dummy(node):
        return int(cpp.whole_from(cpp.address_of(node), node.type, with_hash)["m_nHash"]) % 2 == 0
    return is_dummy


def marked_nodes(link, is_dummy):
    """The nodes behind a link; ERASED for those whose own link is marked."""
    address, _ = cpp.marked(link)
    node_type = cpp.argument(link.type, 0)
    while address:
        node = cpp.at(address, node_type)
        address, mark = cpp.marked(cpp.load(node["m_pNext"]))
        if mark:
            yield ERASED
        elif not is_dummy(node):
            yield node


def behind(chain, head, is_dummy):
    """The nodes of a chain of linked nodes."""
    if cpp.has_field(head.type, "next_"):  # a skip list: what is in it is in the lowest level
        return marked_nodes(cpp.load(head["next_"][0]), is_dummy)
    first = head["m_pNext"] if cpp.has_field(head.type, "m_pNext") else head
    return marked_nodes(cpp.load(first), is_dummy)


def items_of_places(chain, head, is_dummy):
    """The items of an iterable list, whose places have an item or none."""
    place = cpp.load(head["next"])
    value = cpp.argument(chain.type, 1)
    while int(place):
        word = cpp.load(place["data"])
        address, is_free = cpp.marked(word)
        if address and not is_free:
            element = cpp.at(address, cpp.argument(word.type, 0))
            if not is_dummy(element):
                yield cpp.whole_from(address, element.type, value)
        place = cpp.load(place["next"])


def items_of_nodes(chain, head, is_dummy):
    value = cpp.argument(chain.type, 1)
    for node in behind(chain, head, is_dummy):
        yield node if node is ERASED else cpp.whole_from(cpp.address_of(node), node.type, value)


CHAINS = {
    "cds::intrusive::michael_list::chain": items_of_nodes,
    "cds::intrusive::lazy_list::chain": items_of_nodes,
    "cds::intrusive::skip_list::levels": items_of_nodes,
    "cds::intrusive::iterable_list::chain": items_of_places,
    "cds::intrusive::ellen_bintree::external_tree": items_of_tree,
}


def items_of_set(ordered_set):
    """The items of a details::ordered_set."""
    chain = ordered_set.cast(cpp.base_named(ordered_set.type, CHAINS))
    row = ordered_set["heads_"]
    is_dummy = dummy_test(row)
    for head in heads(row):
        yield from CHAINS[cpp.name_of(chain.type)](chain, head, is_dummy)


STRUCTURES = {"cds::intrusive::details::ordered_set": items_of_set}
