# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Queues of segments of cells: SegmentedQueue and FAAQueue."""

import gdb

from . import cpp


def segments(queue):
    segment = cpp.load(queue["segments_"]["first_"]["data"])
    while int(segment):
        yield segment.dereference()
        segment = cpp.load(segment["next"])


def items_of_segmented_queue(queue):
    """A cell has an object, nothing, or the number 1 when its object was taken."""
    cell = gdb.lookup_type(f"{cpp.plain(queue.type).tag}::cell_type")
    for segment in segments(queue):
        cells = cpp.address_of(segment) + cpp.plain(segment.type).sizeof  # they follow the segment
        for i in range(int(segment["size"])):
            address = cpp.word_at(cells + i * cell.sizeof)
            if address > 1:
                yield cpp.at(address, cpp.argument(queue.type, 1))


def value_in(stored):
    """A value in a cell, or in the box that the cell has."""
    if cpp.name_of(stored.type) == "cds::container::details::boxed":
        return stored["value_"].dereference()
    return stored


def items_of_faa_queue(queue):
    """A cell is vacant, full or given up. Those for which consumers have tickets are empty."""
    full = 1
    for segment in segments(queue):
        cells = segment["cells"]
        given = min(int(cpp.load(segment["given"]["data"])), cells.type.range()[1] + 1)
        for i in range(int(cpp.load(segment["taken"]["data"])), given):
            if int(cpp.load(cells[i]["state_"])) == full:
                yield value_in(cpp.raw(cells[i]["place_"]))


STRUCTURES = {
    "cds::intrusive::SegmentedQueue": items_of_segmented_queue,
    "cds::container::details::faa_array_queue": items_of_faa_queue,
}
