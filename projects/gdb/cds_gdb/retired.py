# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Where retired objects are that wait to be disposed of: see Lemma 5 in cds/gc/core/README.md. What
a thread that scans, drains or disposes has in its hands is in none of these places."""

from . import cpp


class Retired:
    """An object, its disposer, and the kind of place where it waits."""

    def __init__(self, cell, place):
        self.object, self.dispose, self.place = int(cell["object"]), int(cell["dispose"]), place


def in_cells(block, first, last, place):
    for i in range(first, last):
        yield Retired(block["cells"][i], place)


def in_filling_block(filling, place):
    """The block that a thread fills: the tail is where the thread has come to."""
    block = filling["own_"]
    if int(block):
        count = int(cpp.load(filling["appended_"])) - int(filling["base_"])
        yield from in_cells(block, int(cpp.load(block["head"])), count, place)


def in_blocks(block, place):
    """The blocks from a pointer on."""
    while int(block):
        first, last = (int(cpp.load(block[end])) for end in ("head", "tail"))
        yield from in_cells(block, first, last, place)
        block = block["next"]


def in_links(link, place):
    """Objects that are linked through themselves, from a pointer on."""
    while int(link):
        yield Retired(link["what"], place)
        link = link["next"]


def ready(proven):
    """Objects that were proven free and wait for the thread that retired them."""
    given = cpp.load(proven["given_"]["head_"])
    yield from in_blocks(given, "ready")
    serving = int(cpp.load(proven["serving_"])) & ~1
    if serving:
        yield from in_blocks(cpp.at(serving, given.type.target()).address, "ready")


def objects(domain):
    """All that waits in a domain."""
    for record in domain.records():
        for stock in ("outer", "inner"):
            yield from in_filling_block(record.value[stock]["filling"],
                                        f"in the block of record {record.index}")
        yield from ready(record.value["proven"])
    yield from in_blocks(cpp.load(domain.value["retired_"]["head_"]), "listed")
    yield from in_links(cpp.load(domain.value["chained_"]["head_"]), "linked, for want of memory")
    drains = domain.value["drains_"]
    yield from in_blocks(cpp.load(drains["kept"]["head_"]), "kept for a drain")
    yield from in_links(cpp.load(drains["kept_linked"]["head_"]), "kept for a drain")
