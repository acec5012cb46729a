# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Priority queues, in the order of their heaps: the first item is the greatest one of its heap."""

from . import cpp
from .rings import Buffer


def items_of_heap(queue):
    """MSPriorityQueue. Place 0 is not used."""
    places, left = Buffer(queue["places_"]), int(queue["counter_"]["counter_"])
    for i in range(1, places.capacity):
        if left <= 0:
            return
        item = cpp.raw(places[i])["item"]
        if int(item):
            left -= 1
            yield item.dereference()


def items_of_heaps(queue):
    """MultiQueue, heap by heap."""
    for heap in cpp.elements_of_vector(queue["heaps_"]):
        yield from cpp.elements_of_vector(heap["data"]["values_"])


STRUCTURES = {
    "cds::intrusive::MSPriorityQueue": items_of_heap,
    "cds::container::details::heaps_by_chance": items_of_heaps,
}
