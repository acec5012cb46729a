# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Which printer shows what. A container is known by the class that has its algorithm, which is it
or one of its bases: so new names of a structure need nothing here."""

import gdb.printing

from . import containers, cpp, guards, links, pointers, priority, rings, segments, sets, trie

STRUCTURES = {name: items for module in (links, priority, rings, segments, sets, trie)
              for name, items in module.STRUCTURES.items()}
OWNERS = "cds::container::details::queued_values"  # a queue of values has one of nodes
COMBINED = "cds::intrusive::details::combined"
WAITING = "cds::container::details::waiting_queue_of"
MARKED = "cds::details::marked_ptr"
SIMPLE = {
    MARKED: pointers.MarkedPointer,
    "cds::gc::core::hazard_slot": guards.Slot,
    "cds::gc::core::basic_guard": guards.Guard,
    "cds::gc::core::basic_guard_array": guards.GuardArray,
    "cds::gc::core::basic_guarded_ptr": guards.GuardedPointer,
    "cds::gc::core::ref": guards.Ref,
    "cds::hazard_pointer": guards.HazardPointer,
}
KNOWN = {*STRUCTURES, OWNERS, COMBINED, WAITING}


def waiting(value):
    sleepers = [cpp.number(value[end]["size_"]) for end in ("takers_", "putters_")]
    return containers.Around(value, "queue_", " on which {} wait for values and {} for room".format(
        *sleepers))


def container(value, known):
    name = cpp.name_of(known)
    structure = value.cast(known)
    if name == COMBINED:
        return containers.Around(structure.cast(value.type), "items_")
    if name == WAITING:
        return waiting(value)
    if name == OWNERS:
        queue = structure["queue_"]
        known = cpp.base_named(queue.type, STRUCTURES)
        name, structure = cpp.name_of(known), queue.cast(known)
    return containers.Container(value, structure, STRUCTURES[name])


class Printers(gdb.printing.PrettyPrinter):
    """Finds the printer of a value, and remembers by the name of its type what it has found."""

    def __init__(self):
        super().__init__("cds")
        self.found = {}

    def __call__(self, value):
        t = cpp.plain(value.type)
        if t.code not in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION) or not t.tag:
            return None
        if value.type.strip_typedefs().code in cpp.REFERENCES:
            value = value.referenced_value()
        if t.tag not in self.found:
            self.found[t.tag] = self.find(t)
        make = self.found[t.tag]
        return make(value) if make else None

    @staticmethod
    def find(t):
        name = cpp.name_of(t)
        if name in cpp.ATOMICS and cpp.name_of(t.template_argument(0)) == MARKED:
            name = MARKED
        if name in SIMPLE:
            return SIMPLE[name]
        if name.startswith(("cds::container::", "cds::intrusive::")):
            known = cpp.base_named(t, KNOWN)
            if known is not None:
                return lambda value: container(value, known)
        return None
