# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""The commands `cds who-holds`, `cds threads` and `cds retired`."""

import collections
import re

import gdb

from . import cpp, domains, retired, threads

NEAR = 64  # bytes before an address in which the beginning of its object is looked for


def print_line(text=""):
    gdb.write(text + "\n")


def print_incomplete():
    if domains.registered() is None:
        print_line("(The library has no debug information of its own: only the domains of DHP, HP, "
                   "hpref and RCU are known here.)")


def disposer_name(address):
    """The name of a function that disposes; of a functor's, the type of the object and the functor:
    `retire<Functor>(p)` makes a function dispose_with<Functor, T>(void*)."""
    text = gdb.execute(f"info symbol {address:#x}", to_string=True)
    if text.startswith("No symbol"):
        return f"{address:#x}"
    name = cpp.ABI_TAG.sub("", text.split(" in section ")[0])
    functor = re.fullmatch(r"(?:void )?cds::gc::core::dispose_with<(.*)>\(void\*\)", name)
    if functor is None:
        return name
    disposer, t = cpp.split_arguments(functor.group(1))
    return f"{t}, by {disposer}"


def address_of_expression(text):
    """The address that is meant: that of an object, or the value of a pointer or a number."""
    value = gdb.parse_and_eval(text)
    t = cpp.plain(value.type)
    if cpp.name_of(t) in cpp.ATOMICS:
        value = cpp.load(value)
        t = cpp.plain(value.type)
    if cpp.name_of(t) == "cds::details::marked_ptr":
        return cpp.marked(value)[0]
    if t.code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION, gdb.TYPE_CODE_ARRAY):
        return cpp.address_of(value)
    return int(value) & ((1 << 8 * cpp.words().sizeof) - 1)


class Cds(gdb.Command):
    """Look at the memory reclamation of cds: cds who-holds, cds threads, cds retired."""

    def __init__(self):
        super().__init__("cds", gdb.COMMAND_DATA, gdb.COMPLETE_NONE, True)


class WhoHolds(gdb.Command):
    """cds who-holds EXPR: which hazard slots protect an object, and of which threads.

EXPR is the object, a pointer to it, or its address. What a container keeps in a node of its own is
protected by the address of the node: slots that hold an address shortly before are shown, too."""

    def __init__(self):
        super().__init__("cds who-holds", gdb.COMMAND_DATA, gdb.COMPLETE_EXPRESSION)

    def invoke(self, argument, from_tty):
        if not argument:
            raise gdb.GdbError("cds who-holds needs an expression")
        wanted = address_of_expression(argument)
        known = threads.by_handle()
        count = 0
        for domain in domains.all_domains():
            for slot in domain.slots():
                before = wanted - slot.held
                if not 0 <= before < NEAR:
                    continue
                count += before == 0
                what = f"{wanted:#x}" if before == 0 else \
                    f"{slot.held:#x}, {before} bytes before it"
                print_line(f"{domain.name}: the slot {slot.address:#x} of "
                           f"{threads.named(slot.record, known)} protects {what}")
            for r in retired.objects(domain):
                if r.object == wanted:
                    self.print_retired(r, domain, known)
        if count == 0:
            print_line(f"No slot protects {wanted:#x}.")
        print_incomplete()

    @staticmethod
    def print_retired(r, domain, known):
        print_line(f"{domain.name}: it is retired, {r.place}, for {disposer_name(r.dispose)}")
        for reader in domain.readers().values():
            print_line(f"{domain.name}: a read section of {threads.named(reader, known)} may keep "
                       "it")


class Threads(gdb.Command):
    """cds threads: the thread records of each domain, and what their threads have in them."""

    def __init__(self):
        super().__init__("cds threads", gdb.COMMAND_DATA, gdb.COMPLETE_NONE)

    def invoke(self, argument, from_tty):
        known = threads.by_handle()
        for domain in domains.all_domains():
            held = collections.Counter(
                None if s.record is None else s.record.index for s in domain.slots())
            readers = domain.readers()
            print_line(f"{domain.name}:")
            for record in domain.records():
                doing = "in a section" if record.is_in_section else \
                    "attached" if record.is_attached else "free"
                if record.index in readers:
                    doing += ", in a read section"
                print_line(f"  record {record.index}: {threads.named(record, known)}, {doing}, "
                           f"slots in use: {held[record.index]}, retired: {record.retired()}, "
                           f"disposed: {record.disposed}, scans: {record.scans}")
            if held[None]:
                print_line(f"  of no record: slots in use: {held[None]}")
        print_incomplete()


class RetiredObjects(gdb.Command):
    """cds retired [-l]: what waits to be disposed of, by its disposer; with -l object by object."""

    def __init__(self):
        super().__init__("cds retired", gdb.COMMAND_DATA, gdb.COMPLETE_NONE)

    def invoke(self, argument, from_tty):
        for domain in domains.all_domains():
            protected = {slot.held for slot in domain.slots()}
            all_of_it = list(retired.objects(domain))
            held = sum(r.object in protected for r in all_of_it)
            print_line(f"{domain.name}: retired and waiting: {len(all_of_it)}, "
                       f"of these protected: {held}")
            if argument.strip() == "-l":
                self.one_by_one(all_of_it, protected)
            else:
                self.by_disposer(all_of_it, protected)
        print_incomplete()

    @staticmethod
    def one_by_one(objects, protected):
        for r in objects:
            print_line(f"  {r.object:#x} {r.place}, for {disposer_name(r.dispose)}"
                       + (", protected" if r.object in protected else ""))

    @staticmethod
    def by_disposer(objects, protected):
        kinds = collections.Counter(r.dispose for r in objects)
        held = collections.Counter(r.dispose for r in objects if r.object in protected)
        for dispose, count in kinds.most_common():
            print_line(f"  {count} for {disposer_name(dispose)}"
                       + (f", {held[dispose]} protected" if held[dispose] else ""))


def register():
    Cds()
    WhoHolds()
    Threads()
    RetiredObjects()
