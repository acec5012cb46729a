# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Containers in arrays: rings, and the deque to steal from."""

import gdb

from . import cpp


class Buffer:
    """A buffer of opt::v, in the container or allocated."""

    def __init__(self, value):
        fixed = cpp.base_named(value.type, {"cds::opt::details::static_storage"})
        if fixed is None:
            self.capacity = int(value["capacity_"])
            self.element = value["data_"].type.target()
            self.begin = int(value["data_"])
        else:
            member = "bytes_" if cpp.has_field(value.type, "bytes_") else "elements_"
            self.capacity = int(fixed.template_argument(1))
            self.element = fixed.template_argument(0)
            self.begin = cpp.address_of(value[member])

    def __getitem__(self, position):
        return cpp.at(self.begin + position % self.capacity * self.element.sizeof, self.element)


def ends(ring):
    """The positions from which the consumer reads and to which the producer has published."""
    both = ring["ends_"]
    return (int(cpp.load(both[side]["data"]["place"])) for side in ("consumer_", "producer_"))


def items_of_value_ring(ring):
    """WeakRingBuffer of values."""
    front, back = ends(ring)
    cells = Buffer(ring["cells_"])
    for position in range(front, back):
        yield cpp.raw(cells[position])


def items_of_record_ring(ring):
    """WeakRingBuffer of records: each is its size and as many bytes, in whole words. A size that
    cannot be one says that the rest of the buffer is padding."""
    front, back = ends(ring)
    buffer, word = Buffer(ring["bytes_"]), cpp.words().sizeof
    capacity = buffer.capacity // word * word
    padding = (1 << 8 * word) - 1
    while front < back:
        place = buffer.begin + front % capacity
        size = cpp.word_at(place)
        if size == padding:
            front += capacity - front % capacity
            continue
        byte = gdb.lookup_type("unsigned char")
        yield cpp.at(place + word, byte.array(size - 1) if size else byte)
        front += word + (size + word - 1) // word * word


def items_of_vyukov_ring(ring):
    """The turn of a full cell is one more than its position; other cells from head to tail are
    about to be filled, or emptied, or have no value because its constructor threw."""
    cells = Buffer(ring["cells_"])
    for position in range(int(cpp.load(ring["head_"]["data"])),
                          int(cpp.load(ring["tail_"]["data"]))):
        if int(cpp.load(cells[position]["turn"])) == position + 1:
            yield cpp.raw(cells[position]["storage"])


def items_of_ring_of_pointers(queue):
    """The intrusive VyukovMPMCCycleQueue."""
    for pointer in items_of_vyukov_ring(queue["ring_"]):
        yield pointer.dereference()


def numbers_in(ring):
    """The numbers in an index_ring: see the comments there."""
    order, entries = int(ring["order_"]), ring["entries_"]
    size = 1 << order
    for ticket in range(int(cpp.load(ring["head_"]["data"])), int(cpp.load(ring["tail_"]["data"]))):
        i = ticket % size
        place = i if order <= 3 else (i << 3 | i >> (order - 3)) % size
        entry = int(cpp.load(entries[place]))
        if entry >> (order + 1) == ticket >> order and entry % size != size - 1:
            yield entry % size


def items_of_index_rings(queue):
    """SCQueue: the numbers of the cells that have values."""
    for n in numbers_in(queue["values_"]):
        yield cpp.raw(queue["cells_"][n])


def items_of_deque(deque):
    """WorkStealingDeque, from the end at which others steal. What cannot be copied by its bytes is
    on the heap, and its address in the slot."""
    buffer = cpp.load(deque["buffer_"])
    slots, size = buffer["slots_"], int(buffer["size_"])
    for position in range(int(cpp.load(deque["top_"]["data"])),
                          int(cpp.load(deque["bottom_"]["data"]))):
        slot = slots[position % size]
        value, stored = cpp.argument(deque.type, 1), cpp.argument(slot.type, 0)
        content = cpp.at(cpp.address_of(slot), stored)
        yield content if cpp.plain(stored) == cpp.plain(value) else content.dereference()


STRUCTURES = {
    "cds::container::details::value_ring": items_of_value_ring,
    "cds::container::details::record_ring": items_of_record_ring,
    "cds::container::details::vyukov_ring": items_of_vyukov_ring,
    "cds::intrusive::VyukovMPMCCycleQueue": items_of_ring_of_pointers,
    "cds::container::details::two_index_rings": items_of_index_rings,
    "cds::container::details::chase_lev_deque": items_of_deque,
}
