# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""What protects an object: slots, and the guards and handles that own them."""

from . import cpp, nodes


def held_by(slot):
    """The address in a hazard slot, 0 for none; None if there is no slot. `slot` is a pointer."""
    return cpp.word_at(int(slot)) if int(slot) else None


def told(held):
    if held is None:
        return "without a slot"
    return f"protecting {held:#x}" if held else "protecting nothing"


class Slot:
    """A hazard_slot."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        return "a hazard slot " + told(cpp.word_at(cpp.address_of(self.value)))


class Guard:
    """GC::Guard"""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        return "a guard " + told(held_by(self.value["slot_"]))


class GuardArray:
    """GC::GuardArray"""

    def __init__(self, value):
        self.value = value
        self.count = int(cpp.argument(value.type, 1))

    def to_string(self):
        return f"{self.count} guards"

    def children(self):
        for i in range(self.count):
            yield f"[{i}]", told(held_by(self.value["slots_"][i]))

    def display_hint(self):
        return "array"


class GuardedPointer:
    """guarded_ptr: its object, and what the container keeps in that."""

    def __init__(self, value):
        self.held = held_by(value["guard_"]["slot_"])
        self.object = cpp.argument(value.type, 1)

    def to_string(self):
        return "a guarded pointer " + (f"to {self.held:#x}" if self.held else "to nothing")

    def children(self):
        if self.held:
            yield "object", nodes.content(cpp.at(self.held, self.object))


class HazardPointer:
    """cds::hazard_pointer: the lowest bits of its word are flags."""

    def __init__(self, value):
        slot = int(value["word_"]) & ~3
        self.held = cpp.word_at(slot) if slot else None

    def to_string(self):
        return "a hazard pointer " + told(self.held)


class Ref:
    """gc::hpref::ref, which holds its object by a hazard or by a reference."""

    def __init__(self, value):
        self.object, self.slot = value["object_"], int(value["slot_"])

    def to_string(self):
        if not int(self.object):
            return "a ref to nothing"
        return f"a {'hazard' if self.slot else 'reference'} to {int(self.object):#x}"

    def children(self):
        if int(self.object):
            yield "object", self.object.dereference()
