# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""FeldmanHashSet: arrays of slots, each with an item, another array or nothing."""

from . import cpp


def items_of_array(array, value):
    """The items below an array_node; a slot whose lowest bit is set leads to another one."""
    word = cpp.words().sizeof
    slots = cpp.address_of(array) + array.type.sizeof  # they follow the node
    for i in range(int(array["size"])):
        link = cpp.word_at(slots + i * word)
        if link & 1:
            yield from items_of_array(cpp.at(link & ~1, array.type), value)
        elif link:
            yield cpp.at(link, value)


def items_of_trie(trie):
    owner = trie["head_"]  # a std::unique_ptr, whose disposer is empty
    array = cpp.at(cpp.word_at(cpp.address_of(owner)), cpp.plain(cpp.argument(owner.type, 0)))
    yield from items_of_array(array, cpp.argument(trie.type, 1))


STRUCTURES = {"cds::intrusive::FeldmanHashSet": items_of_trie}
