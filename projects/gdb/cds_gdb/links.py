# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Stacks, queues and free lists whose nodes have one link."""

from . import cpp


def target(link):
    """Where a link leads to, as a pointer; its marks do not matter here."""
    link = cpp.load(link)
    if cpp.name_of(link.type) == "cds::details::marked_ptr":
        address, _ = cpp.marked(link)
        return cpp.at(address, cpp.argument(link.type, 0)).address
    return link


def along(pointer, link, end=0):
    """The nodes from a pointer on, to before the address `end`."""
    while int(pointer) != end and int(pointer):
        yield pointer.dereference()
        pointer = target(pointer[link])


def objects(nodes, value):
    for node in nodes:
        yield cpp.whole_from(cpp.address_of(node), node.type, value)


def items_of_stack(stack):
    """TreiberStack, from the top."""
    return objects(along(cpp.load(stack["top_"]), "m_pNext"), cpp.argument(stack.type, 1))


def items_of_queue(queue):
    """MSQueue, MoirQueue and BasketQueue. The head is a dummy."""
    dummy = cpp.load(queue["head_"]["data"])
    return objects(along(target(dummy["m_pNext"]), "m_pNext"), cpp.argument(queue.type, 1))


def items_of_optimistic_queue(queue):
    """OptimisticQueue, whose links that are always right lead back to the dummy."""
    dummy = int(cpp.load(queue["head_"]["data"]))
    newest_first = list(along(cpp.load(queue["tail_"]["data"]), "m_pNext", dummy))
    return objects(reversed(newest_first), cpp.argument(queue.type, 1))


def items_of_two_lock_queue(queue):
    """RWQueue. The head is a dummy."""
    for node in along(cpp.load(queue["head_"]["data"]["at"]["next"]), "next"):
        yield cpp.raw(node["storage"])


def items_of_free_list(free_list):
    return along(cpp.load(free_list["head_"]), "m_freeListNext")


def items_of_cached_free_list(cached):
    """The nodes in the slots, then those of the list behind them."""
    slots = cached["slots_"]
    for i in range(slots.type.range()[1] + 1):
        node = cpp.load(slots[i]["data"])
        if int(node):
            yield node.dereference()
    inner = cached["list_"]
    yield from items_of_free_list(inner)


STRUCTURES = {
    "cds::intrusive::TreiberStack": items_of_stack,
    "cds::intrusive::details::forward_queue": items_of_queue,
    "cds::intrusive::OptimisticQueue": items_of_optimistic_queue,
    "cds::container::details::two_lock_queue": items_of_two_lock_queue,
    "cds::intrusive::FreeList": items_of_free_list,
    "cds::intrusive::CachedFreeList": items_of_cached_free_list,
}
